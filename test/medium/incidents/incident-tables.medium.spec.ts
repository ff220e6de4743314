// Real: PostgreSQL, our migrations and statements. Not real: the decisions (facts are written by hand).
import { beforeAll, describe, expect, it } from '@jest/globals';
import { defaultPolicy, type Fact } from '@silverbell/incidents';
import { as, type AssignmentId, type HelperId, type OfferId } from '@silverbell/kernel';
import { acceptance, goOn, GrowingIncident, offerTo, raise } from '@silverbell/usecases/incident-store.suite';
import { anotherProcess, ask, sharedIncidents, type FreshIncidents } from './fresh-cases.js';

describe('the tables of cases', () => {
  let cases: FreshIncidents;
  let grown: GrowingIncident;
  const [wang, zhao] = [as<HelperId>('wang'), as<HelperId>('zhao')];

  beforeAll(async () => {
    cases = await sharedIncidents();
    grown = GrowingIncident.raised();
    await raise(cases.store, grown);
    await goOn(cases.store, grown.after.id, [
      offerTo(wang, as<OfferId>('o-wang')),
      offerTo(zhao, as<OfferId>('o-zhao')),
      acceptance(wang, as<OfferId>('o-wang'), as<AssignmentId>('a-wang')),
      acceptance(zhao, as<OfferId>('o-zhao'), as<AssignmentId>('a-zhao'), 'backup'),
    ]);
  });

  it('refuse an open case in which nothing is due', async () => {
    await expect(raise(cases.store, GrowingIncident.raised(), { nextDueAt: null })).rejects.toThrow(
      'incident_open_has_next_due',
    );
    await expect(
      ask(cases.source, 'update incident set next_due_at = null where id = $1', [grown.after.id]),
    ).rejects.toThrow('incident_open_has_next_due');
  });

  it('refuse a second open case of one subject and family', async () => {
    const copied = ask(
      cases.source,
      `insert into incident select (jsonb_populate_record(i, '{"id": "second", "number": 999999}')).* from incident i where id = $1`,
      [grown.after.id],
    );
    await expect(copied).rejects.toThrow('incident_one_open');
  });

  it('refuse a second live primary', async () => {
    await expect(ask(cases.source, `update assignment set role = 'primary' where id = 'a-zhao'`)).rejects.toThrow(
      'assignment_one_live_primary',
    );
  });

  it('let two people change places in one fact', async () => {
    const swap = (
      assignmentId: string,
      helperId: HelperId,
      from: 'primary' | 'backup',
      to: 'primary' | 'backup',
    ): Fact => ({
      type: 'role-changed',
      assignmentId: as<AssignmentId>(assignmentId),
      helperId,
      from,
      to,
      reason: 'nearer',
    });
    await goOn(cases.store, grown.after.id, [
      swap('a-zhao', zhao, 'backup', 'primary'),
      swap('a-wang', wang, 'primary', 'backup'),
    ]);
    expect(await ask(cases.source, 'select id, role from assignment order by id')).toEqual([
      { id: 'a-wang', role: 'backup' },
      { id: 'a-zhao', role: 'primary' },
    ]);
  });

  it.each(['update incident_event set type = type', 'delete from incident_event', 'truncate incident_event'])(
    'never let the log be edited: %s',
    async (sql) => {
      await expect(ask(cases.source, sql)).rejects.toThrow('append-only');
    },
  );

  it('keep the policy once, not in every case and every log', async () => {
    expect(await ask(cases.source, 'select key from policy')).toEqual([{ key: defaultPolicy.key }]);
    expect(await ask(cases.source, `select state -> 'policy' as policy from incident`)).toEqual([
      { policy: { key: defaultPolicy.key } },
    ]);
    expect(await ask(cases.source, `select body -> 'policy' as policy from incident_event where seq = 1`)).toEqual([
      { policy: { key: defaultPolicy.key } },
    ]);
  });

  it('are read by another process as they were written by this one', async () => {
    const other = await anotherProcess(cases.url);
    try {
      const file = await other.queries.byId(grown.after.id);
      expect(file?.events[0]).toEqual(grown.events[0]);
      expect(file?.events.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6, 7]);
      expect(file?.incident.version).toBe(7);
    } finally {
      await other.close();
    }
  });
});
