import { as, type DeviceId, type HomeId, type Instant, type RegionId, type SeniorId } from '@silverbell/kernel';
import type { NotedSign, SilenceRule, WaterRead, Whose } from '@silverbell/presence';
import type {
  Absence,
  HubLine,
  KnownLine,
  LineBook,
  SilenceBook,
  SilenceChange,
  SilenceFile,
} from '../presence/port.js';

/** People and what is known of their silence, in memory. */
export class FakeSilenceBook implements SilenceBook {
  readonly owners = new Map<DeviceId, Whose>();
  readonly signs: NotedSign[] = [];
  readonly water: WaterRead[] = [];
  readonly changes: (SilenceChange & { readonly what: 'rules' | 'away' | 'back' })[] = [];
  readonly #files = new Map<SeniorId, SilenceFile>();

  person(name: string, more: Partial<SilenceFile> = {}): SeniorId {
    const seniorId = as<SeniorId>(name);
    this.#files.set(seniorId, {
      ...{ seniorId, name, homeId: as<HomeId>(`home-${name}`), regionId: as<RegionId>('village') },
      ...{ timeZone: 'Asia/Shanghai', rules: [], rulesSince: null, signs: [], waterL: null, away: null, changes: [] },
      defaults: { rules: [], validFrom: null, source: 'SR-21' },
      sensors: { shared: false, count: 1, absent: 0, meter: false },
      ...more,
    });
    return seniorId;
  }

  whose(deviceIds: readonly DeviceId[]): Promise<readonly Whose[]> {
    return Promise.resolve(deviceIds.flatMap((id) => this.owners.get(id) ?? []));
  }

  note({ signs, water }: Parameters<SilenceBook['note']>[0]): Promise<void> {
    this.signs.push(...signs);
    this.water.push(...water);
    return Promise.resolve();
  }

  silenceOf(seniorId: SeniorId): Promise<SilenceFile | null> {
    const file = this.#files.get(seniorId);
    const signs = this.signs.filter((sign) => sign.seniorId === seniorId);
    return Promise.resolve(file === undefined ? null : { ...file, signs: [...file.signs, ...signs] });
  }

  setRules(seniorId: SeniorId, rules: readonly SilenceRule[], change: SilenceChange): Promise<void> {
    return this.#change(seniorId, { rules }, { ...change, what: 'rules' });
  }

  setAway(seniorId: SeniorId, away: Absence | 'back', change: SilenceChange): Promise<void> {
    const before = this.#files.get(seniorId)?.away ?? null;
    const after = away === 'back' ? before && { ...before, until: change.at } : away;
    return this.#change(seniorId, { away: after }, { ...change, what: away === 'back' ? 'back' : 'away' });
  }

  #change(
    seniorId: SeniorId,
    to: Partial<SilenceFile>,
    change: SilenceChange & { readonly what: 'rules' | 'away' | 'back' },
  ): Promise<void> {
    const file = this.#files.get(seniorId);
    if (file) this.#files.set(seniorId, { ...file, ...to });
    this.changes.push(change);
    return Promise.resolve();
  }
}

/** On which lines hubs speak, in memory. */
export class FakeLineBook implements LineBook {
  readonly now = new Map<DeviceId, HubLine['now']>();
  readonly known = new Map<DeviceId, KnownLine>();

  linesToLookAt(): Promise<readonly HubLine[]> {
    return Promise.resolve(
      [...this.now].map(([deviceId, now]) => ({ deviceId, now, known: this.known.get(deviceId) ?? null })),
    );
  }

  keepLine(deviceId: DeviceId, line: KnownLine, _: Instant): Promise<void> {
    this.known.set(deviceId, line);
    return Promise.resolve();
  }
}
