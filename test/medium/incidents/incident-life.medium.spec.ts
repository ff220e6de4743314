// Real: use cases, decisions, PostgreSQL, registry, the words of messages. Not real: helper directory and telephone (fakes), the clock (ours).
import { describe, expect, it } from '@jest/globals';
import { RecordingSender, type PhoneEntry } from '@silverbell/adapter-notify';
import { DirectoryQueries, PostgresCareRecords } from '@silverbell/adapter-postgres';
import { incidentCardsOf } from '@silverbell/engine';
import { fold, phaseOf, type Actor, type Incident } from '@silverbell/incidents';
import { as, geoPoint, seconds, type GeoPoint, type IncidentId, type TextId } from '@silverbell/kernel';
import { countedIds, FixedClock } from '@silverbell/testing-kit';
import {
  executeCommand,
  receiveSignal,
  relayOnce,
  fireDueDeadlines,
  type InboundSignal,
  type Intent,
  type RelayDeps,
  type Sender,
} from '@silverbell/usecases';
import { FakeHelperDirectory, FakeChangeNotifier } from '@silverbell/usecases/fakes';
import { ask, freshIncidents } from './fresh-cases.js';
import { foundRegion, settle } from './neighbourhood.js';

const here = geoPoint(29.5, 103.6) as GeoPoint;
const operator: Actor = { kind: 'operator', id: 'li' };

async function platform() {
  const cases = await freshIncidents();
  const clock = new FixedClock();
  await foundRegion(cases.source);
  const registry = new PostgresCareRecords(cases.source, 'Asia/Shanghai');
  const helperDirectory = new FakeHelperDirectory();
  for (const name of ['wang', 'zhao', 'qian', 'sun']) helperDirectory.helper(name, { base: here });
  const deps: RelayDeps = {
    ...{
      incidents: cases.store,
      outbox: cases.outbox,
      registry,
      helperDirectory,
      clock,
      newId: countedIds(),
      notifier: new FakeChangeNotifier(),
      timeZone: 'Asia/Shanghai',
    },
  };
  const press = async (home: string, more: Partial<InboundSignal> = {}) => {
    const deviceId = await settle(cases.source, home, here);
    return receiveSignal(deps, {
      ...{
        deviceId,
        child: null,
        alertId: 'a1',
        kind: 'sos',
        phase: 'raise',
        certainty: 'observed',
        test: false,
        doubts: [],
        deviceTime: null,
      },
      ...{
        batteryPct: 80,
        position: null,
        raw: new TextEncoder().encode('{}'),
        topic: 'care/v1/x/alert',
        payloadHash: 'h1',
        engineId: 'engine',
      },
      receivedAt: clock.now(),
      ...more,
    });
  };
  const does = async (id: IncidentId, by: Actor, intent: Intent): Promise<Incident> => {
    const acted = await executeCommand(deps, { ref: { by: 'incident', id }, by, intent });
    if (!acted.ok) throw new Error(`${intent.type} was refused: ${acted.refusal.refused}`);
    return acted.incident;
  };
  return { ...cases, clock, deps, press, does };
}

async function rowIsTheFold({ queries }: Awaited<ReturnType<typeof platform>>, id: IncidentId): Promise<Incident> {
  const file = await queries.byId(id);
  if (!file) throw new Error('lost');
  expect({ ...file.incident, leaseUntil: null }).toEqual({ ...fold(file.events), leaseUntil: null });
  return file.incident;
}

describe('a case from press to closure', () => {
  it('is at every step the fold of its log, and everything that must be told is written with it', async () => {
    const house = await platform();
    const { press, does, clock, deps, source, queries, keys } = house;
    const id = (await press('home-1')).incidentId as IncidentId;
    expect((await press('home-1')).how).toBe('repeated');
    expect((await press('home-1', { engineId: 'other' })).how).toBe('copy');
    await rowIsTheFold(house, id);

    await does(id, operator, { type: 'attend' });
    const text = as<TextId>('text-1');
    await executeCommand(deps, {
      ref: { by: 'incident', id },
      by: operator,
      intent: { type: 'note', text, fromFamily: false },
      texts: [{ id: text, what: 'note', body: '说腿疼' }],
    });
    const searching = await does(id, operator, { type: 'give-verdict', verdict: 'real', cause: null });
    expect(searching.offers.length).toBeGreaterThan(0);
    await rowIsTheFold(house, id);

    const [first] = searching.offers;
    if (!first) throw new Error('nobody asked');
    const helper: Actor = { kind: 'helper', id: first.helperId };
    const accepted = await executeCommand(deps, {
      ref: { by: 'offer', id: first.id },
      by: helper,
      intent: { type: 'accept', offerId: first.id },
    });
    if (!accepted.ok) throw new Error(accepted.refusal.refused);
    const assignmentId = accepted.incident.assignments[0]?.id ?? as('none');
    for (const intent of [
      { type: 'depart', assignmentId },
      { type: 'arrive', assignmentId, proof: 'position', doorTagMatches: null },
      { type: 'finish', assignmentId, condition: 'fine', flags: [], note: null },
    ] as const) {
      clock.advance(seconds(60));
      await executeCommand(deps, { ref: { by: 'assignment', id: assignmentId }, by: helper, intent });
      await rowIsTheFold(house, id);
    }
    expect(await queries.assignmentsOf(first.helperId, 'recent')).toMatchObject([
      { assignment: { state: 'finished' } },
    ]);
    expect((await queries.byId(id))?.texts.get(text)).toBe('说腿疼');
    await does(id, operator, { type: 'close', outcome: 'assisted', note: null, proof: {}, proofText: null });
    expect(phaseOf(await rowIsTheFold(house, id))).toBe('closed');

    const sent: string[] = [];
    const sender = (channel: Sender['channel']): Sender => ({
      channel,
      send: (row) => Promise.resolve((sent.push(row.id), { result: 'sent' })),
    });
    const senders = (['device', 'socket', 'sms', 'voice'] as const).map(sender);
    while ((await relayOnce(deps, senders, { limit: 20 })).taken > 0);
    expect(new Set(sent).size).toBe(sent.length);
    expect(await ask(source, `select id from outbox where state not in ('sent', 'skipped')`)).toEqual([]);
    const stages = await ask(
      source,
      `select distinct body ->> 'stage' as stage from outbox where body ->> 'kind' = 'receipt' order by 1`,
    );
    expect(stages.map(({ stage }) => stage)).toEqual(
      expect.arrayContaining(['received', 'attended', 'searching', 'helper-assigned', 'helper-arrived', 'closed']),
    );
    expect(await keys.erase('senior:senior-home-1', clock.now())).toBe(true);
    expect((await queries.byId(id))?.texts.get(text)).toBeNull();
  });

  it('left alone climbs its ladder for an hour and never stops being due', async () => {
    const house = await platform();
    const id = (await house.press('home-2')).incidentId as IncidentId;
    for (let minute = 0; minute < 60; minute += 1) {
      house.clock.advance(seconds(60));
      expect((await fireDueDeadlines(house.deps, { limit: 10 })).failed).toEqual([]);
      const next = await house.store.nextDueAt();
      expect(next).toBeGreaterThan(house.clock.now());
    }
    const incident = await rowIsTheFold(house, id);
    expect(incident.version).toBeGreaterThan(60);
  });
});

describe('a panic that joins before a message was sent', () => {
  it('H10: the message is skipped, to helper, contact and home; the desk is rung all the same', async () => {
    const house = await platform();
    const { press, does, deps, source, queries, keys } = house;
    await source.query(
      `insert into duty_seat (id, region_id, role, person_name, voice_number_sealed) values ('fire-post', 'county', 'fire-post', '某', '000')`,
    );
    const smoke = { alertId: 'smoke', kind: 'smoke', payloadHash: 'smoke' } as const;
    const id = (await press('home-1', smoke)).incidentId as IncidentId;
    await source.query(
      `insert into contact (id, senior_id, position, name, relation, phone_hash, notice_level, may_decide, conflict)
       values ('son', 'senior-home-1', 1, '某', '子', '000', 'every-press', true, false)`,
    );
    await does(id, operator, { type: 'give-verdict', verdict: 'real', cause: null });
    await press('home-1', { alertId: 'panic', kind: 'panic', payloadHash: 'panic' });
    const cards = incidentCardsOf(queries, new DirectoryQueries(source, keys));
    const phoneBook = (): Promise<PhoneEntry> => Promise.resolve({ phone: '000', language: 'zh-CN', kind: 'helper' });
    const senders = (['sms', 'voice'] as const).map(
      (one) => new RecordingSender(one, { phoneBook, cards }, deps.clock),
    );
    while ((await relayOnce(deps, senders, { limit: 20 })).taken > 0);
    const went = await ask(
      source,
      `select distinct split_part(recipient, ':', 1) as who, state from outbox where channel in ('sms', 'voice') order by 1`,
    );
    expect(went).toEqual([
      { who: 'contact', state: 'skipped' },
      { who: 'helper', state: 'skipped' },
      { who: 'home', state: 'skipped' },
      { who: 'seat', state: 'delivered' },
    ]);
  });
});

describe('many presses at once', () => {
  it('each become a case of their own, all of them', async () => {
    const house = await platform();
    const all = await Promise.all(
      Array.from({ length: 200 }, (_, n) => house.press(`home-${String(n)}`, { payloadHash: `h${String(n)}` })),
    );
    expect(new Set(all.map(({ incidentId }) => incidentId)).size).toBe(200);
    expect((await house.changes.open()).incidents).toHaveLength(200);
    const numbers = await ask(house.source, 'select count(distinct number)::int as n from incident');
    expect(numbers).toEqual([{ n: 200 }]);
  });
});
