/** An expected "no": a returned value whose slug reaches the person as a sentence in her language. */
export interface Refusal<Slug extends string = string> {
  readonly refused: Slug;
  /** Codes and numbers the sentence needs; never free text, never a name. */
  readonly facts: Readonly<Record<string, string | number | boolean | null>>;
}

export const refuse = <Slug extends string>(refused: Slug, facts: Refusal['facts'] = {}): Refusal<Slug> => ({
  refused,
  facts,
});

export const isRefusal = (value: unknown): value is Refusal =>
  typeof value === 'object' && value !== null && 'refused' in value && typeof value.refused === 'string';

/** Makes the compiler list every case of a switch; a value that gets here broke an invariant. */
export function assertNever(value: never, what = 'value'): never {
  throw new Error(`unexpected ${what}: ${JSON.stringify(value)}`);
}
