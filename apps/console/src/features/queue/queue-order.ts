/** As much of an incident as its place in the queue depends on. */
export interface Placed {
  readonly id: string;
  readonly severity: 1 | 2 | 3;
  readonly raisedAt: string;
  readonly attention: { readonly state: string };
  /** Set aside for some hours. */
  readonly shelf: object | null;
  /** Numbers that anybody can invent; `null`: none of those. */
  readonly unregistered: object | null;
}

const inTurn = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const unproven = ({ unregistered }: Placed): number => (unregistered === null ? 0 : 1);

/** Most urgent first, registered homes before numbers that anybody can invent, then who has waited longest. Attention does not move a row: attending must not make it jump away. */
export function inOrder<C extends Placed>(cases: Iterable<C>): C[] {
  return [...cases].sort(
    (a, b) =>
      a.severity - b.severity ||
      unproven(a) - unproven(b) ||
      // Instants of one length and ids compare as they stand; by the rules of a language 2,000 of them take 10 ms.
      inTurn(a.raisedAt, b.raisedAt) ||
      inTurn(a.id, b.id),
  );
}

/**
 * The order while somebody's pointer or focus is in the list: rows keep their places, new ones go to the end.
 * `added`: the rows that are not yet where they belong.
 */
export function keepingPlaces<C extends Placed>(
  frozenOrder: readonly string[],
  cases: ReadonlyMap<string, C>,
): { rows: C[]; added: readonly C[] } {
  const known = new Set(frozenOrder);
  const rows = frozenOrder.flatMap((id) => cases.get(id) ?? []);
  const fresh = inOrder([...cases.values()].filter((one) => !known.has(one.id)));
  return { rows: [...rows, ...fresh], added: fresh };
}

/** What F2 takes: the most urgent incident that is not attended. */
export function nextToAttend<C extends Placed>(cases: Iterable<C>): C | undefined {
  return inOrder(cases).find((one) => one.attention.state === 'waiting' && one.shelf === null);
}

/** The one that came last. */
export const newestOf = <C extends Placed>(cases: Iterable<C>): C | undefined =>
  [...cases].reduce<C | undefined>(
    (newest, one) => (newest === undefined || one.raisedAt > newest.raisedAt ? one : newest),
    undefined,
  );
