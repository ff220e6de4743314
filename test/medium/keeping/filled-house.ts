import {
  openCases,
  openDatabase,
  PostgresRegistry,
  PostgresHelperRoster,
  seedDemo,
  type Cases,
} from '@silverbell/adapter-postgres';
import { DEMO_SEED, demoTown, type DemoTown } from '@silverbell/demo';
import { as, type DeviceId, type IncidentId, type TextId } from '@silverbell/kernel';
import { countedIds, FixedClock } from '@silverbell/testing-kit';
import { act, receiveSignal, type Rooms, type IncomingSignal } from '@silverbell/usecases';
import { FakeWake } from '@silverbell/usecases/fakes';
import type { DataSource } from 'typeorm';

export const SECRET = 'a secret of this test, long enough';

const HASHING = {
  password: (plain: string) => Promise.resolve(`scrypt:${plain.length}`),
  deviceSecret: (deviceId: string) => ({ hash: `hash of ${deviceId}`, keyId: 'k1' }),
};

export interface FilledHouse extends Cases {
  readonly source: DataSource;
  readonly clock: FixedClock;
  readonly rooms: Rooms;
  readonly town: DemoTown;
  /** A pendant of somebody in the town. */
  press(deviceId: string, more?: Partial<IncomingSignal>): Promise<IncidentId>;
  note(id: IncidentId, words: string): Promise<void>;
}

/** The demo town in a database of its own, and its people's presses by way of the real use cases. */
export async function filledHouse(url: string): Promise<FilledHouse> {
  const clock = new FixedClock();
  const town = demoTown(DEMO_SEED, clock.now());
  const source = await openDatabase(url, { poolSize: 6 });
  await seedDemo(source, town, HASHING);
  const cases = openCases(source, SECRET);
  const newId = countedIds();
  const rooms: Rooms = {
    cases: cases.store,
    registry: new PostgresRegistry(source, 'Asia/Shanghai'),
    roster: new PostgresHelperRoster(source),
    clock,
    newId,
    wake: new FakeWake(),
    timeZone: 'Asia/Shanghai',
  };
  return {
    ...cases,
    source,
    clock,
    rooms,
    town,
    press: async (deviceId, more = {}) => {
      const { incidentId } = await receiveSignal(rooms, {
        deviceId: as<DeviceId>(deviceId),
        child: null,
        alertId: `alert-of-${deviceId}`,
        kind: 'sos',
        phase: 'raise',
        certainty: 'observed',
        test: false,
        doubts: [],
        deviceTime: null,
        batteryPct: 80,
        position: null,
        raw: new TextEncoder().encode('{}'),
        topic: `care/v1/${deviceId}/alert`,
        payloadHash: `hash-${deviceId}`,
        engineId: 'engine',
        receivedAt: clock.now(),
        ...more,
      });
      if (!incidentId) throw new Error(`the press of ${deviceId} made no case`);
      return incidentId;
    },
    note: async (id, words) => {
      const text = as<TextId>(newId());
      const acted = await act(rooms, {
        ref: { by: 'incident', id },
        by: { kind: 'operator', id: 'li' },
        intent: { type: 'note', text, fromFamily: false },
        texts: [{ id: text, what: 'note', body: words }],
      });
      if (!acted.ok) throw new Error(`the note was refused: ${acted.refusal.refused}`);
    },
  };
}
