import {
  openIncidentStores,
  openDatabase,
  PostgresCareRecords,
  PostgresHelperDirectory,
  seedDemo,
  type IncidentStores,
} from '@silverbell/adapter-postgres';
import { DEMO_SEED, demoTown, type DemoTown } from '@silverbell/demo';
import { as, type DeviceId, type IncidentId, type TextId } from '@silverbell/kernel';
import { countedIds, FixedClock } from '@silverbell/testing-kit';
import { executeCommand, receiveSignal, type Deps, type InboundSignal } from '@silverbell/usecases';
import { FakeChangeNotifier } from '@silverbell/usecases/fakes';
import type { DataSource } from 'typeorm';

export const SECRET = 'a secret of this test, long enough';

const HASHING = {
  password: (plain: string) => Promise.resolve(`scrypt:${plain.length}`),
  deviceSecret: (deviceId: string) => ({ hash: `hash of ${deviceId}`, keyId: 'k1' }),
};

export interface FilledPlatform extends IncidentStores {
  readonly source: DataSource;
  readonly clock: FixedClock;
  readonly deps: Deps;
  readonly town: DemoTown;
  /** A pendant of somebody in the town. */
  press(deviceId: string, more?: Partial<InboundSignal>): Promise<IncidentId>;
  note(id: IncidentId, words: string): Promise<void>;
}

/** Where the frame of a press stands, with what was read in it: with its delivery, or among the texts as before migration 0036. */
export const FRAME_KINDS = ['with their delivery', 'among the texts'] as const;
export type FrameKind = (typeof FRAME_KINDS)[number];

/** Puts every frame where it stands in a database of that time; they are sealed alike. */
export async function putFrames(source: DataSource, shelf: FrameKind): Promise<void> {
  if (shelf === 'with their delivery') return;
  await source.query(
    `insert into secret_text (id, key_id, incident_id, what, sealed, created_at)
     select id, key_id, incident_id, 'raw-frame', frame, received_at from inbox where frame is not null
     union all select id || ':decoded', key_id, incident_id, 'decoded-frame', said, received_at from inbox where said is not null`,
  );
  await source.query('update inbox set frame = null, said = null, key_id = null');
}

/** How many frames of an incident are kept, and of how many what was read in them. */
export async function framesOf(
  source: DataSource,
  id: IncidentId,
): Promise<{ readonly raw: number; readonly read: number }> {
  const [row]: { raw: number; read: number }[] = await source.query(
    `select (count(frame) + (select count(*) from secret_text where incident_id = $1 and what = 'raw-frame'))::int as raw,
       (count(said) + (select count(*) from secret_text where incident_id = $1 and what = 'decoded-frame'))::int as read
     from inbox where incident_id = $1`,
    [id],
  );
  return row ?? { raw: 0, read: 0 };
}

/** The demo town in a database of its own, and its people's presses by way of the real use cases. */
export async function filledPlatform(url: string): Promise<FilledPlatform> {
  const clock = new FixedClock();
  const town = demoTown(DEMO_SEED, clock.now());
  const source = await openDatabase(url, { poolSize: 6 });
  await seedDemo(source, town, HASHING, SECRET);
  const cases = openIncidentStores(source, SECRET);
  const newId = countedIds();
  const deps: Deps = {
    incidents: cases.store,
    registry: new PostgresCareRecords(source, 'Asia/Shanghai'),
    helperDirectory: new PostgresHelperDirectory(source),
    clock,
    newId,
    notifier: new FakeChangeNotifier(),
    timeZone: 'Asia/Shanghai',
  };
  return {
    ...cases,
    source,
    clock,
    deps,
    town,
    press: async (deviceId, more = {}) => {
      const { incidentId } = await receiveSignal(deps, {
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
      const acted = await executeCommand(deps, {
        ref: { by: 'incident', id },
        by: { kind: 'operator', id: 'li' },
        intent: { type: 'note', text, fromFamily: false },
        texts: [{ id: text, what: 'note', body: words }],
      });
      if (!acted.ok) throw new Error(`the note was refused: ${acted.refusal.refused}`);
    },
  };
}
