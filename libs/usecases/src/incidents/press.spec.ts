import { beforeEach, describe, expect, it } from '@jest/globals';
import { phaseOf, type Actor } from '@silverbell/incidents';
import {
  as,
  geoPoint,
  type AccountId,
  type DeviceId,
  type GeoPoint,
  type HomeId,
  type RegionId,
  type SeniorId,
  type TextId,
  instant,
} from '@silverbell/kernel';
import { countedIds, FixedClock } from '@silverbell/testing-kit';
import {
  FakeIncidentStore,
  FakeOutbox,
  FakeCareRecords,
  FakeHelperDirectory,
  FakeChangeNotifier,
} from '../fakes/index.js';
import {
  executeCommand,
  openByPhone,
  receiveSignal,
  relayOnce,
  fireDueDeadlines,
  type IncidentStore,
  type InboundSignal,
  type RelayDeps,
  type Sender,
  type SendResult,
} from '../index.js';

const here = geoPoint(29.5, 103.6) as GeoPoint;
const pendant = as<DeviceId>('pendant');
const operator: Actor = { kind: 'operator', id: 'li' };

let clock: FixedClock;
let outbox: FakeOutbox;
let cases: FakeIncidentStore;
let registry: FakeCareRecords;
let helperDirectory: FakeHelperDirectory;
let deps: RelayDeps;

beforeEach(() => {
  clock = new FixedClock();
  outbox = new FakeOutbox();
  registry = new FakeCareRecords();
  cases = new FakeIncidentStore(outbox, registry);
  helperDirectory = new FakeHelperDirectory(cases);
  deps = {
    incidents: cases,
    registry,
    helperDirectory,
    clock,
    outbox,
    newId: countedIds(),
    notifier: new FakeChangeNotifier(),
    timeZone: 'Asia/Shanghai',
  };
  registry.device(pendant, {
    homeId: as<HomeId>('home'),
    homePoint: here,
    facts: {
      homeId: as<HomeId>('home'),
      seniorIds: [as<SeniorId>('chen')],
      dispatchFirst: false,
      dementia: false,
      testWindow: false,
    },
  });
  for (const name of ['wang', 'zhao', 'qian', 'sun']) helperDirectory.helper(name, { base: here });
});

const press = (more: Partial<InboundSignal> = {}): InboundSignal => ({
  deviceId: pendant,
  child: null,
  alertId: 'a1',
  kind: 'sos',
  phase: 'raise',
  certainty: 'observed',
  test: false,
  doubts: [],
  deviceTime: null,
  batteryPct: 80,
  position: null,
  raw: new TextEncoder().encode('{}'),
  topic: 'care/v1/pendant/alert',
  payloadHash: 'h1',
  engineId: 'engine',
  receivedAt: clock.now(),
  ...more,
});
const only = () => {
  const [incident, ...others] = cases.open();
  if (incident === undefined || others.length > 0) throw new Error('not exactly one open case');
  return incident;
};
const stages = () => outbox.rows.flatMap((row) => (row.body.kind === 'receipt' ? [row.body.stage] : []));

describe('a press', () => {
  it('a press becomes one incident with receipt, inbox row and raw frame in one transaction', async () => {
    const { how, incidentId } = await receiveSignal(deps, press());
    expect(how).toBe('raised');
    expect(only()).toMatchObject({ id: incidentId, class: 'A', severity: 1, kinds: ['sos'] });
    expect(stages()).toEqual(['received']);
    expect(cases.inboxRows()).toHaveLength(1);
    expect(cases.text(as<TextId>(only().alerts.length === 1 ? (cases.inboxRows()[0]?.id ?? '') : ''))?.owner).toBe(
      'senior:chen',
    );
  });

  it('repeated while its case is open is counted and answered again, and raises nothing', async () => {
    await receiveSignal(deps, press());
    for (let attempt = 2; attempt <= 50; attempt += 1)
      expect((await receiveSignal(deps, press({ payloadHash: `h${String(attempt)}` }))).how).toBe('repeated');
    expect(only().signalCount).toBe(50);
    expect(stages().filter((stage) => stage === 'received')).toHaveLength(50);
  });

  it('handed in by a second engine is a copy and no press', async () => {
    await receiveSignal(deps, press());
    expect((await receiveSignal(deps, press({ engineId: 'other' }))).how).toBe('copy');
  });

  it('with the same id after closure is a new case, linked to the old one', async () => {
    const first = (await receiveSignal(deps, press())).incidentId;
    const ref = { by: 'incident', id: only().id } as const;
    await executeCommand(deps, {
      ref,
      by: operator,
      intent: {
        type: 'record-call',
        callId: null,
        party: 'senior',
        result: 'senior-recognised',
        recognisedBy: 'voice',
      },
    });
    expect(
      (
        await executeCommand(deps, {
          ref,
          by: operator,
          intent: { type: 'close', outcome: 'reassured', note: null, proof: {}, proofText: null },
        })
      ).ok,
    ).toBe(true);
    expect((await receiveSignal(deps, press())).how).toBe('raised');
    expect(only().linkedTo).toBe(first);
  });

  it('a press replayed by a broker is a note while its incident is known, else it raises one', async () => {
    expect((await receiveSignal(deps, press({ doubts: ['replayed'] }))).how).toBe('raised');
    expect((await receiveSignal(deps, press({ doubts: ['replayed'], payloadHash: 'h2' }))).how).toBe('joined');
    const ref = { by: 'incident', id: only().id } as const;
    await executeCommand(deps, {
      ref,
      by: { kind: 'lead', id: 'wu' },
      intent: {
        type: 'close',
        outcome: 'referred',
        note: null,
        proof: { department: 'd', receiptNumber: 'r' },
        proofText: null,
      },
    });
    expect((await receiveSignal(deps, press({ doubts: ['replayed'], payloadHash: 'h3' }))).how).toBe('noted');
    expect(cases.open()).toEqual([]);
  });

  it('a press replayed under another name by an engine that was away is a note, no incident', async () => {
    const kept = { dedupeKey: 'hub:bath_sos:sos', payloadHash: 'same' };
    await receiveSignal(deps, press({ ...kept, alertId: 'heard-live' }));
    const again = (alertId: string, engineId: string) =>
      receiveSignal(
        deps,
        press({ ...kept, alertId, engineId, doubts: ['replayed'], copies: { since: instant(clock.now() + 1) } }),
      );
    expect((await again('heard-again', 'engine-new')).how).toBe('joined');
    const ref = { by: 'incident', id: only().id } as const;
    const proof = { department: 'd', receiptNumber: 'r' };
    const intent = { type: 'close', outcome: 'referred', note: null, proof, proofText: null } as const;
    await executeCommand(deps, { ref, by: { kind: 'lead', id: 'wu' }, intent });
    expect((await again('heard-once-more', 'engine-newer')).how).toBe('noted');
    expect(cases.open()).toEqual([]);
  });

  it('far from home with a fresh fix asks helpers near both places, and says that there are two', async () => {
    const market = geoPoint(29.9, 103.9) as GeoPoint;
    helperDirectory.helper('market-1', { base: market });
    helperDirectory.helper('market-2', { base: market });
    registry.device(pendant, {
      homeId: as<HomeId>('home'),
      homePoint: here,
      facts: {
        homeId: as<HomeId>('home'),
        seniorIds: [as<SeniorId>('chen')],
        dispatchFirst: true,
        dementia: false,
        testWindow: false,
      },
    });
    const at = '2026-03-01T04:00:00Z';
    await receiveSignal(
      deps,
      press({ deviceTime: at, position: { point: market, accuracyM: 20, fixAt: at, source: 'gnss' } }),
    );
    expect(only().destination).toMatchObject({
      choice: 'fix',
      point: market,
      alternative: { choice: 'home', point: here },
    });
    expect(only().doubts).toEqual(['two-places']);
    expect(only().offers.map((offer) => offer.helperId)).toEqual(['market-1', 'qian', 'market-2']);
  });

  it('of an unknown device is a case of its own that says so', async () => {
    await receiveSignal(deps, press({ deviceId: as<DeviceId>('stranger') }));
    expect(only()).toMatchObject({ subject: { type: 'device', id: 'stranger' }, doubts: ['unknown-device'] });
  });

  it('of a deceased wearer rings like any other and says whose pendant it was', async () => {
    registry.device(pendant, { homeId: as<HomeId>('home'), homePoint: here, seniorStatus: 'deceased' });
    await receiveSignal(deps, press());
    expect(only()).toMatchObject({ severity: 1, doubts: ['senior-deceased'] });
  });

  it('marked as a test outside a window rings as an SOS', async () => {
    await receiveSignal(deps, press({ test: true }));
    expect(only()).toMatchObject({ class: 'A', doubts: ['test-outside-window'] });
  });

  it('is kept by its sender when nothing was committed', async () => {
    cases.breakNextCommits(5);
    await expect(receiveSignal(deps, press())).rejects.toThrow();
    expect(cases.open()).toEqual([]);
    expect(outbox.rows).toEqual([]);
  });

  it('of a dispatch-first senior is offered to three people in the transaction that raises it', async () => {
    registry.device(pendant, {
      homeId: as<HomeId>('home'),
      homePoint: here,
      facts: {
        homeId: as<HomeId>('home'),
        seniorIds: [as<SeniorId>('chen')],
        dispatchFirst: true,
        dementia: false,
        testWindow: false,
      },
    });
    await receiveSignal(deps, press());
    expect(only().offers).toHaveLength(3);
    expect(phaseOf(only())).toBe('searching');
  });
});

describe('an operator', () => {
  it('who tries again with the same key gets the answer, and not a refusal for her version', async () => {
    await receiveSignal(deps, press());
    const request = {
      ref: { by: 'incident', id: only().id },
      by: operator,
      ifMatch: 2,
      intent: { type: 'attend' },
      idempotency: { accountId: as<AccountId>('li'), key: 'k', bodyHash: 'b' },
    } as const;
    expect(only().version).toBe(3);
    expect(await executeCommand(deps, request)).toMatchObject({ ok: false, refusal: { refused: 'version-changed' } });
    const good = { ...request, ifMatch: only().version };
    expect(await executeCommand(deps, good)).toMatchObject({ ok: true, replayed: false });
    expect(await executeCommand(deps, good)).toMatchObject({ ok: true, replayed: true });
    expect(
      await executeCommand(deps, { ...good, idempotency: { ...good.idempotency, bodyHash: 'other' } }),
    ).toMatchObject({
      ok: false,
      refusal: { refused: 'idempotency-key-reused' },
    });
  });

  it('renews her lease without adding to the story', async () => {
    await receiveSignal(deps, press());
    const ref = { by: 'incident', id: only().id } as const;
    await executeCommand(deps, { ref, by: operator, intent: { type: 'attend' } });
    const { version, leaseUntil } = only();
    clock.advance('20 s');
    await executeCommand(deps, { ref, by: operator, intent: { type: 'attend' } });
    expect(only().version).toBe(version);
    expect(only().leaseUntil).toBe((leaseUntil ?? 0) + 20_000);
  });

  it('who names somebody that may not go is refused with a reason', async () => {
    await receiveSignal(deps, press());
    helperDirectory.helper('son', { base: here, inConflict: true });
    const asked = await executeCommand(deps, {
      ref: { by: 'incident', id: only().id },
      by: operator,
      intent: { type: 'make-offers', helperIds: [as('son')], reason: null },
    });
    expect(asked).toMatchObject({ ok: false, refusal: { refused: 'helper-not-eligible' } });
  });
});

describe('H11 helpers are worn out', () => {
  it('500 harmless presses in a week, each answered in time, wake no volunteer twice, nor once', async () => {
    const does = async (intent: Parameters<typeof executeCommand>[1]['intent']) => {
      const done = await executeCommand(deps, { ref: { by: 'incident', id: only().id }, by: operator, intent });
      if (!done.ok) throw new Error(done.refusal.refused);
    };
    const asked: unknown[] = [];
    for (let n = 0; n < 500; n += 1) {
      await receiveSignal(deps, press({ alertId: `harmless-${n}`, payloadHash: `harmless-${n}` }));
      // The one offer before a wave is due after 30 s, the lead is called after 15.
      clock.advance(`${1 + ((n * 7) % 29)} s`);
      await fireDueDeadlines(deps, { limit: 10 });
      await does({ type: 'attend' });
      const call = { callId: null, party: 'senior', result: 'senior-recognised', recognisedBy: 'voice' } as const;
      await does({ type: 'record-call', ...call });
      asked.push(...only().offers);
      await does({ type: 'close', outcome: 'reassured', note: null, proof: {}, proofText: null });
      clock.advance('20 min');
      await fireDueDeadlines(deps, { limit: 10 });
    }
    expect(cases.all()).toHaveLength(500);
    expect(asked).toEqual([]);
    // A filter would be silent now: the next press, which no operator answers, is as loud as the first.
    await receiveSignal(deps, press({ alertId: 'in-earnest', payloadHash: 'in-earnest' }));
    clock.advance('31 s');
    await fireDueDeadlines(deps, { limit: 10 });
    expect(only().offers).toHaveLength(1);
  });
});

describe('a telephone call', () => {
  it('a call of an unknown caller is one incident, also on a retry after it was closed', async () => {
    const call = {
      by: operator,
      regionId: as<RegionId>('root'),
      kind: 'sos',
      idempotency: { accountId: as<AccountId>('li'), key: 'k', bodyHash: 'b' },
    } as const;
    const first = await openByPhone(deps, call);
    expect(await openByPhone(deps, call)).toMatchObject({
      ok: true,
      replayed: true,
      incident: { id: first.incident?.id },
    });
    await executeCommand(deps, {
      ref: { by: 'incident', id: only().id },
      by: { kind: 'lead', id: 'li' },
      intent: { type: 'close', outcome: 'enquiry', note: null, proof: {}, proofText: null },
    });
    expect(await openByPhone(deps, call)).toMatchObject({
      ok: true,
      replayed: true,
      incident: { id: first.incident?.id },
    });
    expect(cases.all()).toHaveLength(1);
  });
});

describe('the ticker', () => {
  it('fires what is due once, and says how late', async () => {
    await receiveSignal(deps, press());
    clock.advance('16 s');
    const { fired, failed } = await fireDueDeadlines(deps, { limit: 10 });
    expect(fired.map(({ key, dueAt, firedAt }) => [key, firedAt - dueAt])).toEqual([['rung:lead-overflow', 1_000]]);
    expect(failed).toEqual([]);
    expect((await fireDueDeadlines(deps, { limit: 10 })).fired).toEqual([]);
  });

  const lateness = async (): Promise<readonly (readonly [string, number])[]> =>
    (await fireDueDeadlines(deps, { limit: 10 })).fired.map(({ key, dueAt, firedAt }) => [key, firedAt - dueAt]);
  const attended = async (): Promise<void> => {
    const { incidentId } = await receiveSignal(deps, press());
    if (incidentId === null) throw new Error('unreachable');
    await executeCommand(deps, { ref: { by: 'incident', id: incidentId }, by: operator, intent: { type: 'attend' } });
  };

  it('is not late with a rung that somebody’s attention kept from being due', async () => {
    await attended();
    clock.advance('60 s');
    const fired = await lateness();
    expect(fired.map(([key]) => key)).toEqual([
      ...['lease', 'rung:lead-overflow', 'rung:one-offer', 'rung:unattended-b', 'rung:cadre-township'],
    ]);
    expect(fired.map(([, lateMs]) => lateMs)).toEqual([0, 0, 0, 0, 0]);
    expect(only().class).toBe('B');
  });

  it('is as late with the end of an attention as it is, and counts that once', async () => {
    await attended();
    clock.advance('67 s');
    const [lease, ...rungs] = await lateness();
    expect(lease).toEqual(['lease', 7_000]);
    expect(rungs.map(([, lateMs]) => lateMs)).toEqual(rungs.map(() => 0));
  });

  it('leaves nothing that is due already for the next look, whoever let go', async () => {
    await attended();
    clock.advance('50 s');
    const ref = { by: 'incident', id: only().id } as const;
    const released = await executeCommand(deps, { ref, by: operator, intent: { type: 'release', reason: 'handover' } });
    if (!released.ok) throw new Error(released.refusal.refused);
    const rungs = released.events.flatMap((event) => (event.type === 'rung-fired' ? [event.at - event.dueAt] : []));
    expect(rungs).toEqual([0, 0]);
    expect(await cases.nextDueAt()).toBeGreaterThan(clock.now());
    expect(await lateness()).toEqual([]);
  });
});

describe('the relay', () => {
  const sender = (results: SendResult[]): Sender => ({
    channel: 'socket',
    send: () => Promise.resolve(results.shift() ?? { result: 'delivered' }),
  });

  it('tells the case who was reached', async () => {
    await receiveSignal(deps, press());
    clock.advance('31 s');
    await fireDueDeadlines(deps, { limit: 10 });
    await relayOnce(deps, [sender([])], { limit: 10 });
    expect(only().offers[0]?.deliveredBy).toEqual(['socket']);
  });

  it('tries again after a temporary failure, and gives up where somebody sees it', async () => {
    await receiveSignal(deps, press());
    clock.advance('31 s');
    await fireDueDeadlines(deps, { limit: 10 });
    await relayOnce(deps, [sender([{ result: 'temporary', error: 'no socket' }])], { limit: 10 });
    expect((await relayOnce(deps, [sender([])], { limit: 10 })).taken).toBe(0);
    clock.advance('3 s');
    const { failed } = await relayOnce(deps, [sender([{ result: 'permanent', error: 'gone' }])], { limit: 10 });
    expect(failed).toHaveLength(1);
    expect(only().offers[0]?.failedBy).toEqual(['socket']);
  });
});

describe('a press whose incident is closed while it is decided', () => {
  it('opens a new one that begins after that closing', async () => {
    await receiveSignal(deps, press());
    const first = only();
    let meanwhile: Promise<unknown> | null = null;
    const withAlerts: IncidentStore['withAlerts'] = (source, deliveries, now, decide) =>
      cases.withAlerts(source, deliveries, now, async (known) => {
        meanwhile ??= (async () => {
          clock.advance('1 s');
          const proof = { department: 'd', receiptNumber: 'r' };
          const intent = { type: 'close', outcome: 'referred', note: null, proof, proofText: null } as const;
          await executeCommand(deps, { ref: { by: 'incident', id: first.id }, by: { kind: 'lead', id: 'wu' }, intent });
          clock.advance('1 s');
        })();
        await meanwhile;
        return decide(known);
      });
    const asking: IncidentStore = {
      withAlerts,
      withIncident: (...asked) => cases.withIncident(...asked),
      findIncident: (id) => cases.findIncident(id),
      dueIncidents: (...asked) => cases.dueIncidents(...asked),
      wasAlreadyReceived: (...asked) => cases.wasAlreadyReceived(...asked),
      nextDueAt: () => cases.nextDueAt(),
    };
    await receiveSignal({ ...deps, incidents: asking }, press({ alertId: 'second' }));
    expect(cases.case(first.id).closure?.at).toBeLessThan(only().raisedAt);
  });
});
