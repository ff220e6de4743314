import { ProblemError } from '../http/problems/problem-error.js';

/** A row of care, and all the roles in which an account stands before it. */
export interface Seen<Row, Actor> {
  readonly found: Row;
  readonly actors: readonly Actor[];
}

/** A row before which an account stands in no role does not exist for it. */
export async function seenBy<Row, Actor>(
  found: Row | null,
  actorsOn: (row: Row) => Promise<readonly Actor[]>,
): Promise<Seen<Row, Actor>> {
  const actors = found === null ? [] : await actorsOn(found);
  if (found === null || actors.length === 0) throw new ProblemError('not-found');
  return { found, actors };
}

/** The first of her roles that may do this; where none may, any, so that the refusal says so. */
export function actorFor<Actor extends { readonly role: string }>(
  actors: readonly Actor[],
  may: readonly Actor['role'][],
): Actor {
  const actor = actors.find(({ role }) => may.includes(role)) ?? actors[0];
  if (actor === undefined) throw new ProblemError('not-found');
  return actor;
}
