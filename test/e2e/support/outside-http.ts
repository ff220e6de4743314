import { eventually } from './eventually.js';

/** An answer as it came over the wire; a test reads it like any stranger would. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the outside knows no types: what is not there must fail the test, not the compiler
  readonly body: any;
}

export interface Asked {
  readonly body?: unknown;
  /** Sent as it is, instead of JSON of `body`. */
  readonly raw?: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Somebody with a login and a program of her own: nothing in here knows our code. */
export class OutsideCaller {
  private constructor(
    readonly base: string,
    readonly username: string | null,
    private readonly token: string | null,
    readonly user: {
      readonly id: string;
      readonly name: string;
      readonly role: string;
      readonly regionId: string | null;
      readonly roles: readonly { readonly role: string; readonly regionId: string }[];
    },
  ) {}

  static stranger(base: string): OutsideCaller {
    return new OutsideCaller(base, null, null, { id: '', name: '', role: '', regionId: null, roles: [] });
  }

  static async logsIn(base: string, username: string, password = 'silverbell-demo'): Promise<OutsideCaller> {
    const { status, body } = await OutsideCaller.stranger(base).posts('/auth/login', { username, password });
    if (status !== 200) throw new Error(`${username} could not log in: ${String(status)} ${JSON.stringify(body)}`);
    return new OutsideCaller(base, username, body.accessToken, body.user);
  }

  get accessToken(): string {
    if (this.token === null) throw new Error('not logged in');
    return this.token;
  }

  gets(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.asks('GET', path, { headers });
  }

  posts(path: string, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return this.asks('POST', path, { body, headers });
  }

  puts(path: string, body: unknown = {}): Promise<Answer> {
    return this.asks('PUT', path, { body });
  }

  async asks(method: string, path: string, { body, raw, headers = {} }: Asked = {}): Promise<Answer> {
    const address = /^\/(health|metrics|api)\b/.test(path) ? path : `/api/v1${path}`;
    const payload = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(this.base + address, {
      method,
      signal: AbortSignal.timeout(15_000),
      headers: {
        ...(this.token === null ? {} : { authorization: `Bearer ${this.token}` }),
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(payload === undefined ? {} : { body: payload as BodyInit }),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text !== '' ? JSON.parse(text) : text,
    };
  }

  /** Fails with the whole answer unless it is 2xx. */
  async does(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<Answer['body']> {
    const answer = await this.asks(method, path, body === undefined ? {} : { body });
    if (answer.status >= 300)
      throw new Error(`${method} ${path}: ${String(answer.status)} ${JSON.stringify(answer.body).slice(0, 600)}`);
    return answer.body;
  }

  /** The open case that a press of this device opened or joined. */
  seesIncidentOf(deviceId: string, holds: (item: Answer['body']) => boolean = () => true): Promise<Answer['body']> {
    return eventually(
      `an open case of ${deviceId}`,
      async () => (await this.openCases()).find((item) => item.deviceId === deviceId && holds(item)),
      { seen: () => this.openCases() },
    );
  }

  async openCases(): Promise<Answer['body'][]> {
    return (await this.does('GET', '/incidents?state=open')).items;
  }

  reads(id: string): Promise<Answer['body']> {
    return this.does('GET', `/incidents/${id}`);
  }

  /** Waits until the case is as wanted. */
  waitsFor(
    id: string,
    fact: string,
    holds: (one: Answer['body']) => boolean,
    withinMs?: number,
  ): Promise<Answer['body']> {
    return eventually(
      fact,
      async () => {
        const one = await this.reads(id);
        return holds(one) ? one : null;
      },
      {
        ...(withinMs === undefined ? {} : { withinMs }),
        seen: async () => {
          const { phase, response, timeline } = await this.reads(id);
          return { phase, response, timeline: timeline.map(({ type }: { type: string }) => type) };
        },
      },
    );
  }

  /** Her open offer in this case; to ask for it is to have been reached. */
  async hasOffer(incidentId: string): Promise<Answer['body'] | null> {
    const { items } = await this.does('GET', '/me/offers');
    return items.find((offer: Answer['body']) => offer.incidentId === incidentId && offer.state === 'open') ?? null;
  }
}

export const slugOf = (answer: Answer): string =>
  String(answer.body?.type ?? '')
    .split('/')
    .at(-1) ?? '';
