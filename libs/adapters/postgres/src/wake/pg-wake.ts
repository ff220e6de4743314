import type { Wake } from '@silverbell/usecases';
import pg from 'pg';

export type WakeKind = Parameters<Wake['wake']>[0];

const CHANNEL = 'silverbell';
const KINDS: readonly WakeKind[] = ['cases', 'outbox', 'deadlines'];
/** The first wake leaves at once; what follows within this time leaves together. */
const MERGE_MS = 20;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

export interface WakeOptions {
  readonly url: string;
  readonly applicationName?: string;
  /** One sentence when the connection is lost; wakes are then missed, and polling finds the work. */
  readonly onTrouble?: (error: Error) => void;
}

const clientFor = ({ url, applicationName }: WakeOptions, does: string): pg.Client =>
  new pg.Client({
    connectionString: url,
    application_name: `${applicationName ?? 'silverbell'}-${does}`,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });

/**
 * Says "look again" to every process after a commit. On a connection of its own: NOTIFY inside busy transactions takes a lock
 * over all commits of the database. Never throws and never waits: a lost wake costs one polling interval.
 */
export class PgWake implements Wake {
  private readonly waiting = new Set<WakeKind>();
  private client: pg.Client | null = null;
  private connecting: Promise<pg.Client> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private sending: Promise<void> = Promise.resolve();
  private closed = false;

  constructor(private readonly options: WakeOptions) {}

  wake(what: WakeKind): void {
    if (this.closed) return;
    this.waiting.add(what);
    if (this.timer !== null) return;
    this.flush();
    this.timer = setTimeout(() => {
      this.timer = null;
      if (this.waiting.size > 0) this.wakeWaiting();
    }, MERGE_MS);
    this.timer.unref();
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    if (this.waiting.size > 0) this.flush();
    await this.sending;
    await this.client?.end().catch(() => undefined);
    this.client = null;
  }

  private wakeWaiting(): void {
    for (const what of this.waiting) {
      this.wake(what); // sends all that wait and starts the next 20 ms
      return;
    }
  }

  private flush(): void {
    const kinds = [...this.waiting];
    this.waiting.clear();
    this.sending = this.sending.then(() => this.send(kinds));
  }

  private async send(kinds: readonly WakeKind[]): Promise<void> {
    try {
      const client = this.client ?? (await (this.connecting ??= this.connect()));
      await client.query(`select pg_notify('${CHANNEL}', kind) from unnest($1::text[]) kind`, [kinds]);
    } catch (error) {
      this.options.onTrouble?.(asError(error));
      this.client?.end().catch(() => undefined);
      this.client = null;
    }
  }

  private async connect(): Promise<pg.Client> {
    const client = clientFor(this.options, 'wake');
    client.on('error', (error) => {
      if (this.client === client) this.client = null;
      this.options.onTrouble?.(error);
    });
    try {
      await client.connect();
      this.client = client;
      return client;
    } finally {
      this.connecting = null;
    }
  }
}

/** Hears the wakes of every process, its own included. After a reconnect everything counts as woken: what was said meanwhile is lost. */
export class PgWakeListener {
  private client: pg.Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private retryMs = FIRST_RETRY_MS;
  private closed = false;

  private constructor(
    private readonly options: WakeOptions,
    private readonly onWake: (what: WakeKind) => void,
  ) {}

  /** Resolves when it listens, or after the first failed attempt: it goes on trying by itself. */
  static async start(options: WakeOptions, onWake: (what: WakeKind) => void): Promise<PgWakeListener> {
    const listener = new PgWakeListener(options, onWake);
    await listener.listen();
    return listener;
  }

  get listening(): boolean {
    return this.client !== null;
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    const client = this.client;
    this.client = null;
    await client?.end().catch(() => undefined);
  }

  private async listen(): Promise<void> {
    const client = clientFor(this.options, 'listen');
    let over = false;
    const lost = (error: Error): void => {
      if (over) return;
      over = true;
      this.client = null;
      client.end().catch(() => undefined);
      if (this.closed) return;
      this.options.onTrouble?.(error);
      this.timer = setTimeout(() => void this.listen(), this.retryMs);
      this.retryMs = Math.min(this.retryMs * 2, LAST_RETRY_MS);
    };
    client.on('error', lost);
    client.on('end', () => lost(new Error('the connection for wakes ended')));
    client.on('notification', ({ payload }) => {
      const what = KINDS.find((kind) => kind === payload);
      if (what) this.onWake(what);
    });
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch (error) {
      lost(asError(error));
      return;
    }
    if (this.closed) {
      over = true;
      await client.end().catch(() => undefined);
      return;
    }
    this.client = client;
    this.retryMs = FIRST_RETRY_MS;
    for (const what of KINDS) this.onWake(what);
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
