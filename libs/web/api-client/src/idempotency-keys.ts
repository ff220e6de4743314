import { asProblem } from './problem.js';

/** The idempotency key of a form: kept while it is unknown whether the server executed the command, and only for the same content. */
export class IdempotencyKeys {
  #open: { readonly content: string; readonly key: string } | null = null;

  constructor(private readonly newKey: () => string) {}

  async send<T>(input: unknown, run: (key: string) => Promise<T>): Promise<T> {
    const content = JSON.stringify(input);
    const mine = this.#open?.content === content ? this.#open : { content, key: this.newKey() };
    this.#open = mine;
    try {
      const answer = await run(mine.key);
      this.#open = null;
      return answer;
    } catch (error) {
      if (!asProblem(error).outcomeUnknown) this.#open = null;
      throw error;
    }
  }

  forget(): void {
    this.#open = null;
  }
}
