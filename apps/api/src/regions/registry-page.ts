import { ProblemError } from '../http/problems/problem-error.js';

const DEFAULT_LIMIT = 100;

interface Page<Row> {
  readonly items: readonly Row[];
  readonly nextCursor: string | null;
}

/** One page of rows; the place of the last one, `cursorOf`, is the cursor of the next page. */
export async function pageBy<Row>(
  cursorOf: (row: Row) => string,
  limit: number | undefined,
  rows: (take: number) => Promise<readonly Row[]>,
): Promise<Page<Row>> {
  const most = limit ?? DEFAULT_LIMIT;
  const found = await rows(most + 1);
  const items = found.slice(0, most);
  const last = items.at(-1);
  return { items, nextCursor: found.length > most && last !== undefined ? cursorOf(last) : null };
}

/** One page of rows in the order of their ids. */
export const pageOf = <Row extends { readonly id: string }>(
  limit: number | undefined,
  rows: (take: number) => Promise<readonly Row[]>,
): Promise<Page<Row>> => pageBy(({ id }) => id, limit, rows);

/** The row that a list was asked for by its id. */
export function onlyOne<Row>([found]: readonly Row[]): Row {
  if (found === undefined) throw new ProblemError('not-found');
  return found;
}
