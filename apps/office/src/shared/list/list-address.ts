/** What of a list stands in the address: filters by their key, the page's cursor, the chosen columns. */
export interface ListAddress {
  readonly filters: Readonly<Record<string, string>>;
  readonly cursor: string | null;
  /** `null`: the columns that are shown until some are chosen. */
  readonly columns: readonly string[] | null;
}

const CURSOR = 'cursor';
const COLUMNS = 'columns';

export function readAddress(search: URLSearchParams): ListAddress {
  const filters = Object.fromEntries([...search].filter(([key, value]) => key !== CURSOR && key !== COLUMNS && value));
  const columns = search.get(COLUMNS);
  return { filters, cursor: search.get(CURSOR), columns: columns === null ? null : columns.split(',') };
}

export function writeAddress({ filters, cursor, columns }: ListAddress): Record<string, string> {
  return {
    ...Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== '')),
    ...(columns === null ? {} : { [COLUMNS]: columns.join(',') }),
    ...(cursor === null ? {} : { [CURSOR]: cursor }),
  };
}

/** Another filter is another list: its first page. */
export const withFilter = (address: ListAddress, key: string, value: string): ListAddress => ({
  ...address,
  filters: { ...address.filters, [key]: value },
  cursor: null,
});
