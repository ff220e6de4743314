/** As an order of the wire has it. */
interface QuotedOrder {
  /** Codes and, in the same order, their names. */
  readonly items: readonly string[];
  readonly itemNames: readonly string[];
  readonly quote: {
    readonly extraMinutes: number;
    readonly items: readonly { readonly code: string; readonly count: number }[];
  } | null;
}

/** What a price is quoted for: more minutes, items by the time or the meal, or both; an item once has no count. */
export function quotedWords({ items, itemNames, quote }: QuotedOrder, minutes: (n: number) => string): string {
  if (quote === null) return '';
  const nameOf = (code: string): string => itemNames[items.indexOf(code)] ?? code;
  return [
    ...(quote.extraMinutes > 0 ? [minutes(quote.extraMinutes)] : []),
    ...quote.items.map(({ code, count }) => `${nameOf(code)}${count === 1 ? '' : ` × ${String(count)}`}`),
  ].join('、');
}
