import { describe, expect, it } from '@jest/globals';
import { as, instant, type AccountId, type IncidentId, type SeniorId } from '@silverbell/kernel';
import { erasePerson, type ErasureStore } from './erase-person.js';
import {
  releaseLegalHold,
  placeLegalHold,
  type LegalHoldRelease,
  type LegalHoldPlacement,
  type LegalHoldStore,
} from './legal-hold.js';

const NOW = instant(1_000_000);
const by = as<AccountId>('admin');

const book = (answers: {
  place?: Awaited<ReturnType<LegalHoldStore['place']>>;
  lift?: Awaited<ReturnType<LegalHoldStore['lift']>>;
}) => {
  const kept: { placed: LegalHoldPlacement[]; lifted: LegalHoldRelease[] } = { placed: [], lifted: [] };
  const legalHolds: LegalHoldStore = {
    place: (hold) => (kept.placed.push(hold), Promise.resolve(answers.place ?? 'placed')),
    lift: (lifting) => (kept.lifted.push(lifting), Promise.resolve(answers.lift ?? 'lifted')),
  };
  return { kept, deps: { legalHolds, clock: { now: () => NOW }, newId: () => 'hold-1' } };
};

describe('what must stay by order', () => {
  it('is placed with who, when and why, and lifted with who, when and why', async () => {
    const { kept, deps } = book({});
    const on = { incidentId: as<IncidentId>('case') };
    expect(await placeLegalHold(deps, { on, reason: 'dispute', by })).toBeNull();
    expect(kept.placed).toEqual([{ id: 'hold-1', on, reason: 'dispute', by, at: NOW }]);
    expect(await releaseLegalHold(deps, { id: 'hold-1', reason: 'settled', by })).toBeNull();
    expect(kept.lifted).toEqual([{ id: 'hold-1', reason: 'settled', by, at: NOW }]);
  });

  it('asked for twice is placed and lifted once, and nobody is refused for that', async () => {
    const { deps } = book({ place: 'again', lift: 'again' });
    const on = { seniorId: as<SeniorId>('senior') };
    expect(await placeLegalHold(deps, { on, reason: 'court-order', by })).toBeNull();
    expect(await releaseLegalHold(deps, { id: 'hold-1', reason: 'settled', by })).toBeNull();
  });

  it('cannot be what is not there, or not there any more', async () => {
    const on = { seniorId: as<SeniorId>('senior') };
    const place = (answer: 'unknown' | 'erased') =>
      placeLegalHold(book({ place: answer }).deps, { on, reason: 'complaint', by });
    expect(await place('unknown')).toMatchObject({ refused: 'not-found' });
    expect(await place('erased')).toMatchObject({ refused: 'person-erased' });
    expect(
      await releaseLegalHold(book({ lift: 'unknown' }).deps, { id: 'hold-9', reason: 'settled', by }),
    ).toMatchObject({
      refused: 'not-found',
    });
  });

  it('is a reason not to erase a person', async () => {
    const erasures: ErasureStore = { erase: () => Promise.resolve('held') };
    const asked = { seniorId: as<SeniorId>('senior'), by, reason: 'own-wish' } as const;
    expect(await erasePerson({ erasures, clock: { now: () => NOW } }, asked)).toMatchObject({
      refused: 'person-under-hold',
    });
  });
});
