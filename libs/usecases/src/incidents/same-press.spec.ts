import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Actor } from '@silverbell/incidents';
import { as, geoPoint, seconds, type DeviceId, type GeoPoint, type HomeId, type SeniorId } from '@silverbell/kernel';
import { countedIds, FixedClock } from '@silverbell/testing-kit';
import {
  FakeIncidentStore,
  FakeOutbox,
  FakeCareRecords,
  FakeHelperDirectory,
  FakeChangeNotifier,
} from '../fakes/index.js';
import { executeCommand, receiveSignal, type InboundSignal, type RelayDeps } from '../index.js';

const operator: Actor = { kind: 'operator', id: 'li' };
const pendant = as<DeviceId>('pendant');
const closing = { type: 'close', outcome: 'reassured', note: null, proof: {}, proofText: null } as const;

let clock: FixedClock;
let outbox: FakeOutbox;
let cases: FakeIncidentStore;
let deps: RelayDeps;

beforeEach(() => {
  clock = new FixedClock();
  outbox = new FakeOutbox();
  const registry = new FakeCareRecords();
  cases = new FakeIncidentStore(outbox, registry);
  const own = { newId: countedIds(), notifier: new FakeChangeNotifier(), timeZone: 'Asia/Shanghai' };
  deps = { incidents: cases, registry, helperDirectory: new FakeHelperDirectory(cases), clock, outbox, ...own };
  const homeId = as<HomeId>('home');
  const facts = { homeId, seniorIds: [as<SeniorId>('chen')], dispatchFirst: false, dementia: false, testWindow: false };
  registry.device(pendant, { homeId, homePoint: geoPoint(29.5, 103.6) as GeoPoint, facts });
});

/** As a device without ids says it: each message has a name by its receipt, and the bytes are the same. */
const unnamed = (more: Partial<InboundSignal> = {}): InboundSignal => ({
  ...{ deviceId: pendant, child: null, kind: 'sos', phase: 'raise', certainty: 'observed', test: false, doubts: [] },
  ...{ deviceTime: null, batteryPct: 80, position: null, raw: new TextEncoder().encode('{"kind":"sos"}') },
  ...{ topic: 'care/v1/pendant/alert', payloadHash: 'h1', engineId: 'engine', receivedAt: clock.now() },
  ...{ alertId: `hash:x@${String(clock.now())}`, dedupeKey: 'pendant:hash:x', sameWithin: seconds(2) },
  ...more,
});
const only = () => {
  const [incident, ...others] = cases.open();
  if (incident === undefined || others.length > 0) throw new Error('not exactly one open case');
  return incident;
};
const stages = () => outbox.rows.flatMap((row) => (row.body.kind === 'receipt' ? [row.body.stage] : []));
const falseAlarm = async (): Promise<void> => {
  const ref = { by: 'incident', id: only().id } as const;
  const call = { type: 'record-call', callId: null, party: 'senior' } as const;
  const known = { result: 'senior-recognised', recognisedBy: 'voice' } as const;
  await executeCommand(deps, { ref, by: operator, intent: { ...call, ...known } });
  await executeCommand(deps, {
    ref,
    by: operator,
    intent: { type: 'give-verdict', verdict: 'false-alarm', cause: null },
  });
};

describe('a press', () => {
  it('N19: of equal bytes without an id, after a verdict, asks again', async () => {
    await receiveSignal(deps, unnamed());
    await falseAlarm();
    clock.advance('65 s');
    expect((await receiveSignal(deps, unnamed())).how).toBe('joined');
    expect(only().verdict.code).toBe('unknown');
    expect(stages().filter((stage) => stage === 'received')).toHaveLength(2);
  });

  it('N20: of equal bytes three times in 9 s is a person at risk', async () => {
    for (let times = 0; times < 3; times += 1) {
      await receiveSignal(deps, unnamed());
      clock.advance('4 s');
    }
    expect(only()).toMatchObject({ class: 'B', signalCount: 3 });
  });

  it('a press copied three times in 0.5 s counts once; each copy is answered as the first', async () => {
    const first = unnamed({ payloadHash: 'h1' });
    await receiveSignal(deps, first);
    for (const payloadHash of ['h2', 'h3']) {
      clock.advance('200 ms');
      expect((await receiveSignal(deps, unnamed({ payloadHash }))).how).toBe('repeated');
    }
    expect(only()).toMatchObject({ class: 'A', signalCount: 3 });
    expect(only().alerts).toHaveLength(1);
    const ids = outbox.rows.flatMap(({ body }) => (body.kind === 'receipt' ? [body.alertId] : []));
    expect(new Set(ids)).toEqual(new Set([first.alertId]));
  });

  it('marked by MQTT as sent before is answered again, and neither a second press nor a new case', async () => {
    await receiveSignal(deps, unnamed());
    clock.advance('65 s');
    expect((await receiveSignal(deps, unnamed({ sentBefore: true }))).how).toBe('repeated');
    expect(stages().filter((stage) => stage === 'received')).toHaveLength(2);
    await falseAlarm();
    await executeCommand(deps, { ref: { by: 'incident', id: only().id }, by: operator, intent: closing });
    expect((await receiveSignal(deps, unnamed({ sentBefore: true }))).how).toBe('noted');
    expect((await receiveSignal(deps, unnamed())).how).toBe('raised');
  });

  it('marked by MQTT as sent before, when nobody has heard it, is a press', async () => {
    expect((await receiveSignal(deps, unnamed({ sentBefore: true }))).how).toBe('raised');
    await falseAlarm();
    // Some firmware sets the mark on every message.
    clock.advance('11 min');
    expect((await receiveSignal(deps, unnamed({ sentBefore: true }))).how).toBe('joined');
    expect(only().verdict.code).toBe('unknown');
  });

  it('of a chattering device without ids is one press for every 2 s, all are counted', async () => {
    const first = unnamed();
    clock.advance('1 s');
    const [second, third] = [unnamed(), unnamed()];
    clock.advance('2 s');
    await receiveSignal(deps, first, [second, third, unnamed()]);
    expect(only()).toMatchObject({ signalCount: 4 });
    expect(only().alerts).toHaveLength(2);
  });
});
