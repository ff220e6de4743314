const DEFAULT_LIMIT = 100;

/** One page of rows in the order of their ids; the last id is the cursor of the next page. */
export async function pageOf<Row extends { readonly id: string }>(
  limit: number | undefined,
  rows: (take: number) => Promise<readonly Row[]>,
): Promise<{ readonly items: readonly Row[]; readonly nextCursor: string | null }> {
  const most = limit ?? DEFAULT_LIMIT;
  const found = await rows(most + 1);
  const items = found.slice(0, most);
  return { items, nextCursor: found.length > most ? (items.at(-1)?.id ?? null) : null };
}
