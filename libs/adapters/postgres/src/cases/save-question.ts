import type { Policy } from '@silverbell/incident';
import type { Instant } from '@silverbell/kernel';
import type { CaseChange } from '@silverbell/usecases';
import type { NewKey, SealedText } from '../crypto/person-keys.js';
import { changed, newAlerts, toColumns, toState, toStoredEvent } from './case-rows.js';

/** What was said and handed in, sealed already. */
export interface Letters {
  readonly incidentId: string | null;
  readonly at: Instant;
  readonly sealed: readonly SealedText[];
  readonly newKeys: readonly NewKey[];
  readonly inbox: CaseChange['inbox'];
}

/** What one transaction of the house writes: a change of a case with its letters, or letters alone. */
export interface Write {
  readonly change: CaseChange | null;
  readonly letters: Letters;
}

/** Everything that is written together, table by table, as `cases_save` reads it. */
export function saveQuestion(writes: readonly Write[], isStored: (policyKey: string) => boolean): object {
  const changes = writes.flatMap(({ change }) => change ?? []);
  const of = <T>(rows: (change: CaseChange) => readonly T[]): T[] =>
    changes.flatMap((change) => rows(change).map((row) => ({ ...row, incidentId: change.after.id })));
  const rows = changes.map((change) => ({
    before: change.before?.version ?? 0,
    ...toColumns(change),
    state: toState(change.after),
  }));
  return {
    policies: newPolicies(changes, isStored),
    raised: rows.filter(({ before }) => before === 0),
    moved: rows.filter(({ before }) => before !== 0),
    events: of(({ events }) => events.map(toStoredEvent)),
    offers: of(({ before, after }) => changed(after.offers, before?.offers ?? [])),
    assignments: of(({ before, after }) => changed(after.assignments, before?.assignments ?? [])),
    alerts: of(({ before, after }) => newAlerts(after, before)),
    outbox: changes.flatMap(({ outbox }) => outbox),
    ...lettersQuestion(writes.map(({ letters }) => letters)),
    answers: changes.flatMap(({ answer }) => answer ?? []),
  };
}

/** As `letters_save` reads it. */
export const lettersQuestion = (all: readonly Letters[]): object => ({
  newKeys: all.flatMap(({ newKeys, at }) => newKeys.map(({ id, owner, wrapped }) => ({ id, owner, wrapped, at }))),
  texts: all.flatMap(({ sealed, incidentId, at }) => sealed.map((text) => ({ ...text, incidentId, at }))),
  inbox: all.flatMap(({ inbox, incidentId }) => (inbox === null ? [] : [{ ...inbox, incidentId }])),
  answers: [],
});

function newPolicies(
  changes: readonly CaseChange[],
  isStored: (policyKey: string) => boolean,
): { readonly key: string; readonly body: Policy }[] {
  const policies = new Map(changes.map(({ after: { policy } }) => [policy.key, policy]));
  return [...policies].filter(([key]) => !isStored(key)).map(([key, body]) => ({ key, body }));
}
