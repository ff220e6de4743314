export type Side = 'mine' | 'theirs';

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Where two people wrote different things, and whose value is proposed: mine where I changed it, else theirs. */
export function mergeOf<Values extends object>(
  before: Values,
  mine: Values,
  theirs: Values,
): { readonly differing: readonly (keyof Values & string)[]; readonly proposed: Readonly<Record<string, Side>> } {
  const differing = (Object.keys(mine) as (keyof Values & string)[]).filter((key) => !same(mine[key], theirs[key]));
  return {
    differing,
    proposed: Object.fromEntries(differing.map((key) => [key, same(before[key], mine[key]) ? 'theirs' : 'mine'])),
  };
}

export const merged = <Values extends object>(
  mine: Values,
  theirs: Values,
  chosen: Readonly<Record<string, Side>>,
): Values =>
  Object.fromEntries(
    (Object.keys(mine) as (keyof Values & string)[]).map((key) => [
      key,
      chosen[key] === 'theirs' ? theirs[key] : mine[key],
    ]),
  ) as Values;
