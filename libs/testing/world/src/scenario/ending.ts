import { fold, lastingState } from '@silverbell/incidents';
import { difference } from '@silverbell/testing-kit';
import type { World } from './world.js';

type Sql = <Row>(statement: string, parameters?: readonly unknown[]) => Promise<readonly Row[]>;

/** Fails with everything that is not as it should be, all at once. */
export async function everythingIsInOrder(world: World, sql: Sql): Promise<void> {
  const faults = [
    ...(await world.waiting()).map((what) => `left undone: ${what}`),
    ...unexpectedlyTold(world),
    ...(await failedForGood(world, sql)),
    ...world.logbook
      .unexpectedErrors()
      .map(({ process, what, facts }) => `the ${process} logged an error: ${what} ${JSON.stringify(facts)}`),
    ...(await notTheFold(world)),
  ];
  if (faults.length > 0) throw new Error(`the scenario ended in disorder:\n  ${faults.join('\n  ')}`);
}

function unexpectedlyTold({ telephone, expected }: World): readonly string[] {
  return telephone.told
    .filter((told) => !expected.has(told.what) && !expected.has(told.body.kind))
    .map((told) => `told unexpectedly by ${told.channel}: ${told.recipient} ${told.what}`);
}

async function failedForGood({ mayFail }: World, sql: Sql): Promise<readonly string[]> {
  const rows = await sql<{ id: string; recipient: string; kind: string; error: string | null }>(
    // An offer that was over before its push left is pointless, not undelivered.
    `select id, recipient, body ->> 'kind' as kind, error from outbox where state = 'failed' and error is distinct from 'offer-gone'`,
  );
  return rows
    .filter(({ recipient, kind }) => !mayFail.has(recipient) && !mayFail.has(kind))
    .map(({ recipient, kind, error }) => `never delivered: ${kind} to ${recipient} (${error ?? ''})`);
}

/** The row is the fold of its events, in what it keeps for good. */
async function notTheFold(world: World): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const one of await world.allCases()) {
    const { incident, events } = await one.file();
    const found = difference(plain(lastingState(incident)), plain(lastingState(fold(events))));
    if (found !== null) faults.push(`the case ${one.id} is not the fold of its events: ${found}`);
  }
  return faults;
}

const plain = (value: object): object => JSON.parse(JSON.stringify(value)) as object;
