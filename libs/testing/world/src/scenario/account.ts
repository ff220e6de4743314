import { DEMO_PASSWORD } from '@silverbell/demo';
import { pathOf, ROUTES, type AnswerOf, type BodyOf, type RouteName } from '@silverbell/wire';
import { randomUUID } from 'node:crypto';

/** The api said no; its slug is what a test asks for. */
export class Refused extends Error {
  override readonly name = 'Refused';
  constructor(
    readonly slug: string,
    readonly status: number,
    readonly problem: unknown,
  ) {
    super(`refused: ${slug} (${String(status)}) ${JSON.stringify(problem)}`);
  }
}

export interface Asking<N extends RouteName> {
  readonly of?: Readonly<Record<string, string>>;
  readonly body?: BodyOf<N>;
  /** The same key again repeats a command whose answer was lost. */
  readonly key?: string;
  readonly ifVersion?: number;
}

const LONGEST_ANSWER_MS = 30_000;

/** One login on the real HTTP api. */
export class Account {
  private token: string | null = null;

  constructor(
    readonly username: string,
    private readonly origin: () => string,
    private readonly password = DEMO_PASSWORD,
  ) {}

  async logsIn(): Promise<string> {
    const answer = (await this.send(
      'login',
      { body: { username: this.username, password: this.password } },
      null,
    )) as AnswerOf<'login'>;
    this.token = answer.accessToken;
    return answer.accessToken;
  }

  currentToken(): string | null {
    return this.token;
  }

  async asks<N extends RouteName>(name: N, asking: Asking<N> = {}): Promise<AnswerOf<N>> {
    const token = this.token ?? (await this.logsIn());
    try {
      return (await this.send(name, asking, token)) as AnswerOf<N>;
    } catch (error) {
      // A shift is eight hours; the clock of a scenario may be moved past its end.
      if (!(error instanceof Refused) || error.status !== 401) throw error;
      return (await this.send(name, asking, await this.logsIn())) as AnswerOf<N>;
    }
  }

  /** The slug of the refusal; fails when it was allowed. */
  async isRefused<N extends RouteName>(name: N, asking: Asking<N> = {}): Promise<string> {
    return refusalOf(this.asks(name, asking));
  }

  private async send<N extends RouteName>(name: N, asking: Asking<N>, token: string | null): Promise<unknown> {
    const { method } = ROUTES[name];
    const response = await fetch(this.origin() + pathOf(name, asking.of ?? {}), {
      method,
      // An API that never answers fails this request, and not only by the timeout of the whole run.
      signal: AbortSignal.timeout(LONGEST_ANSWER_MS),
      headers: {
        'content-type': 'application/json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(method === 'GET' ? {} : { 'idempotency-key': asking.key ?? randomUUID() }),
        ...(asking.ifVersion === undefined ? {} : { 'if-match': `"${String(asking.ifVersion)}"` }),
      },
      ...(method === 'GET' ? {} : { body: JSON.stringify(asking.body ?? {}) }),
    });
    const text = await response.text();
    const answer: unknown = text === '' ? undefined : JSON.parse(text);
    if (response.ok) return answer;
    const type = (answer as { type?: string } | undefined)?.type ?? '';
    throw new Refused(type.split('/').pop() ?? type, response.status, answer);
  }
}

/** The slug of a refusal; fails when it was no refusal. */
export async function refusalOf(asked: Promise<unknown>): Promise<string> {
  try {
    await asked;
  } catch (error) {
    if (error instanceof Refused) return error.slug;
    throw error;
  }
  throw new Error('it was allowed');
}
