/** While so many questions are under way, those that come gather for the next one. A question that comes alone never waits for company. */
const UNDER_WAY = 2;
const MOST_TOGETHER = 64;

interface Waiting<Q, A> {
  readonly question: Q;
  readonly answer: (answer: A) => void;
  readonly fail: (error: unknown) => void;
}

/** Questions of one kind that come at once are asked in one statement. */
export class Gathering<Q, A> {
  private readonly waiting: Waiting<Q, A>[] = [];
  private underWay = 0;

  constructor(private readonly askAll: (questions: readonly Q[]) => Promise<readonly A[]>) {}

  ask(question: Q): Promise<A> {
    return new Promise((answer, fail) => {
      this.waiting.push({ question, answer, fail });
      this.leave();
    });
  }

  private leave(): void {
    while (this.underWay < UNDER_WAY && this.waiting.length > 0) {
      const together = this.waiting.splice(0, MOST_TOGETHER);
      this.underWay += 1;
      void this.answer(together).finally(() => {
        this.underWay -= 1;
        this.leave();
      });
    }
  }

  private async answer(together: readonly Waiting<Q, A>[]): Promise<void> {
    try {
      const answers = await this.askAll(together.map(({ question }) => question));
      for (const [n, one] of together.entries()) one.answer(answers[n] as A);
    } catch (error) {
      if (together.length === 1) together[0]?.fail(error);
      // What is wrong with one question is nobody else's trouble.
      else await Promise.all(together.map((one) => this.answer([one])));
    }
  }
}
