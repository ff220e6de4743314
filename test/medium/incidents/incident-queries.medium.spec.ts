// Real: PostgreSQL, our migrations and statements. Not real: the decisions (facts are written by hand).
import { describe, expect, it } from '@jest/globals';
import type { Fact } from '@silverbell/incidents';
import {
  after,
  as,
  seconds,
  type AssignmentId,
  type HelperId,
  type IncidentId,
  type OfferId,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import {
  acceptance,
  aHome,
  goOn,
  GrowingIncident,
  offerTo,
  raise,
  suiteStart,
} from '@silverbell/usecases/incident-store.suite';
import { freshIncidents } from './fresh-cases.js';

describe('lists for people', () => {
  const closing: Fact = {
    type: 'closed',
    outcome: 'reassured',
    note: null,
    proofText: null,
    proofFields: [],
    followUpDueAt: null,
  };

  it('show open cases most severe and longest waiting first, page by page', async () => {
    const { store, queries } = await freshIncidents();
    const raised: IncidentId[] = [];
    for (const wait of [3, 1, 2]) {
      const grown = GrowingIncident.raised(aHome(), after(suiteStart, seconds(wait)));
      raised[wait] = grown.after.id;
      await raise(store, grown);
    }
    const first = await queries.listOpen({ regionIds: null, cursor: null, limit: 2 });
    const second = await queries.listOpen({ regionIds: null, cursor: first.nextCursor, limit: 2 });
    expect([...first.items, ...second.items].map(({ incident }) => incident.id)).toEqual([
      raised[1],
      raised[2],
      raised[3],
    ]);
    expect([typeof first.nextCursor, second.nextCursor]).toEqual(['string', null]);
    expect((await queries.listOpen({ regionIds: null, cursor: 'rubbish', limit: 9 })).items).toHaveLength(3);
  });

  it('show closed cases latest first, and open ones not', async () => {
    const { store, queries } = await freshIncidents();
    const ids: IncidentId[] = [];
    for (const wait of [1, 2, 3]) {
      const grown = GrowingIncident.raised();
      await raise(store, grown);
      await goOn(store, grown.after.id, [closing], after(suiteStart, seconds(wait)));
      ids.unshift(grown.after.id);
    }
    await raise(store, GrowingIncident.raised());
    const first = await queries.listClosed({ regionIds: null, cursor: null, limit: 2 });
    const second = await queries.listClosed({ regionIds: null, cursor: first.nextCursor, limit: 2 });
    expect([...first.items, ...second.items].map(({ incident }) => incident.id)).toEqual(ids);
  });

  it('show a region its own cases only', async () => {
    const { store, queries } = await freshIncidents();
    const grown = GrowingIncident.raised();
    await raise(store, grown);
    const [here, elsewhere] = [[as<RegionId>('region-1')], [as<RegionId>('region-2')]];
    expect((await queries.listOpen({ regionIds: here, cursor: null, limit: 9 })).items).toHaveLength(1);
    expect((await queries.listOpen({ regionIds: elsewhere, cursor: null, limit: 9 })).items).toEqual([]);
  });

  it('give a helper her offers and her assignments, with their cases', async () => {
    const { store, queries } = await freshIncidents();
    const grown = GrowingIncident.raised();
    await raise(store, grown);
    const [wang, offerId, assignmentId] = [as<HelperId>('wang'), as<OfferId>('o1'), as<AssignmentId>('a1')];
    await goOn(store, grown.after.id, [offerTo(wang, offerId)]);
    expect(await queries.offersOf(wang, ['open'])).toMatchObject([
      { number: 1, offer: { id: 'o1', state: 'open' }, incident: { id: grown.after.id } },
    ]);
    await goOn(store, grown.after.id, [acceptance(wang, offerId, assignmentId)]);
    expect(await queries.offersOf(wang, ['open'])).toEqual([]);
    expect(await queries.assignmentsOf(wang, 'live')).toMatchObject([{ assignment: { id: 'a1', role: 'primary' } }]);
    await goOn(store, grown.after.id, [{ type: 'withdrawn', assignmentId, helperId: wang, reason: 'breakdown' }]);
    expect(await queries.assignmentsOf(wang, 'live')).toEqual([]);
    expect(await queries.assignmentsOf(wang, 'recent')).toMatchObject([{ assignment: { state: 'withdrawn' } }]);
    expect(await queries.offersOf(as<HelperId>('zhao'), ['open', 'accepted'])).toEqual([]);
  });

  it('give a family the open cases of its seniors, and the closed ones it asks for', async () => {
    const { store, queries } = await freshIncidents();
    const grown = GrowingIncident.raised();
    await raise(store, grown);
    await raise(store, GrowingIncident.raised());
    const hers = grown.after.facts.seniorIds;
    expect((await queries.openIncidentsOfSeniors(hers)).map(({ incident }) => incident.id)).toEqual([grown.after.id]);
    await goOn(store, grown.after.id, [closing]);
    expect(await queries.openIncidentsOfSeniors(hers)).toEqual([]);
    expect(await queries.incidentsOfSeniors(hers, suiteStart)).toHaveLength(1);
    expect(await queries.incidentsOfSeniors([as<SeniorId>('stranger')], suiteStart)).toEqual([]);
  });
});
