import { Injectable } from '@nestjs/common';
import { PostgresRegionSettingStore, PostgresRotaStore } from '@silverbell/adapter-postgres';
import { after, type Instant } from '@silverbell/kernel';
import { gapsOf, warnAheadOf, type DutySeatFile, type Hours } from '@silverbell/usecases';

/** Hours without a holder, of the seats that keep a rota, as many days ahead as their region is warned. */
@Injectable()
export class RotaGaps {
  constructor(
    private readonly rota: PostgresRotaStore,
    private readonly settings: PostgresRegionSettingStore,
  ) {}

  async ahead(seats: readonly DutySeatFile[], now: Instant): Promise<(seat: DutySeatFile) => readonly Hours[]> {
    const kept = seats.filter(({ active, keepsRota }) => active && keepsRota);
    if (kept.length === 0) return () => [];
    const regionIds = kept.map(({ regionId }) => regionId);
    const settingsOf = await this.settings.ofEach(regionIds, 'rota.', now);
    const until = new Map(kept.map(({ id, regionId }) => [id, after(now, warnAheadOf(settingsOf(regionId)))]));
    const last = Math.max(...until.values()) as Instant;
    const shifts = await this.rota.of([...until.keys()], now, last);
    return ({ id }) => {
      const to = until.get(id);
      const own = shifts.filter(({ seatId }) => seatId === id);
      return to === undefined ? [] : gapsOf(own, { from: now, to });
    };
  }
}
