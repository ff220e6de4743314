import type { JsonRoute } from '@silverbell/wire';
import { routeKey } from '@silverbell/web-api-client';
import { queryOptions } from '@tanstack/react-query';

interface ListPart<Item> {
  readonly items: readonly Item[];
  readonly nextCursor?: string | null;
}

/** As many rows as one answer of a list may have. */
export const PAGE = 200;

/** All rows of a list, page by page. For what must not end at the first page: a form that looks for its record, labels to be printed. */
export async function everyPage<Item>(
  read: (cursor: string | undefined) => Promise<ListPart<Item>>,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  let cursor: string | undefined;
  do {
    const part = await read(cursor);
    items.push(...part.items);
    cursor = part.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return items;
}

/** Query options of a whole list; commands on its route make it be read again. */
export const everyPageQuery = <Item>(
  route: JsonRoute,
  read: (cursor: string | undefined) => Promise<ListPart<Item>>,
  filters: Readonly<Record<string, string | undefined>> = {},
) => queryOptions({ queryKey: [...routeKey(route), 'every-page', filters], queryFn: () => everyPage(read) });
