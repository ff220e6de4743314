import type { ChangeNotifier, ChangeKind, ChangeDetails } from '@silverbell/usecases';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { PendingNotification, readNotification } from './notification-codec.js';

const CHANNEL = 'silverbell';
const KINDS: readonly ChangeKind[] = ['cases', 'outbox', 'deadlines'];
/** The first wake leaves at once; what follows within this time leaves together. */
const MERGE_MS = 5;
const FIRST_RETRY_MS = 100;
const LAST_RETRY_MS = 5_000;

export interface NotifierOptions {
  readonly url: string;
  readonly applicationName?: string;
  /** One sentence when the connection is lost; wakes are then missed, and polling finds the work. */
  readonly onTrouble?: (error: Error) => void;
}

const clientFor = ({ url, applicationName }: NotifierOptions, does: string): pg.Client =>
  new pg.Client({
    connectionString: url,
    application_name: `${applicationName ?? 'silverbell'}-${does}`,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    // A notification is no fact: it does not wait for the disk.
    options: '-c synchronous_commit=off',
  });

/**
 * Says "look again" to every process after a commit. On a connection of its own: NOTIFY inside busy transactions takes a lock
 * over all commits of the database. Never throws and never waits: a lost wake costs one polling interval.
 */
export class PgNotifier implements ChangeNotifier {
  /** By which its own process knows its words again. */
  readonly name = randomUUID();
  private pending = new PendingNotification();
  private client: pg.Client | null = null;
  private connecting: Promise<pg.Client> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private sending: Promise<void> | null = null;
  private lastSentAt = Number.NEGATIVE_INFINITY;
  private closed = false;

  constructor(private readonly options: NotifierOptions) {}

  notify(what: ChangeKind, news?: ChangeDetails): void {
    if (this.closed) return;
    this.pending.add(what, news);
    this.scheduleFlush();
  }

  async close(): Promise<void> {
    this.closed = true;
    if (this.timer !== null) clearTimeout(this.timer);
    await this.sending;
    if (!this.pending.isEmpty) await this.send();
    await this.client?.end().catch(() => undefined);
    this.client = null;
  }

  /** One NOTIFY is in flight at a time; hints that come meanwhile are merged into the next one. */
  private scheduleFlush(): void {
    if (this.timer !== null || this.sending !== null || this.pending.isEmpty) return;
    const wait = this.lastSentAt + MERGE_MS - performance.now();
    if (wait > 0) {
      this.timer = setTimeout(() => this.leave(), wait);
      this.timer.unref();
    } else this.leave();
  }

  private leave(): void {
    this.timer = null;
    this.lastSentAt = performance.now();
    // After everything that this turn of the event loop still has to say.
    this.sending = Promise.resolve()
      .then(() => this.send())
      .then(() => {
        this.sending = null;
        if (!this.closed) this.scheduleFlush();
      });
  }

  private async send(): Promise<void> {
    const message = this.pending.words(this.name);
    this.pending = new PendingNotification();
    try {
      const client = this.client ?? (await (this.connecting ??= this.connect()));
      await client.query({ name: 'wake', text: `select pg_notify('${CHANNEL}', $1)`, values: [message] });
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

/**
 * Listens to the notifications of every process except the one named to it. After a reconnect every kind counts as changed, because
 * notifications sent meanwhile are lost.
 */
export class PgNotificationListener {
  private client: pg.Client | null = null;
  private timer: NodeJS.Timeout | null = null;
  private retryMs = FIRST_RETRY_MS;
  private closed = false;

  private constructor(
    private readonly options: NotifierOptions,
    private readonly onChange: (what: ChangeKind, news?: ChangeDetails) => void,
    private readonly except: string | null,
  ) {}

  /** Resolves when it listens, or after the first failed attempt: it goes on trying by itself. */
  static async start(
    options: NotifierOptions,
    onChange: (what: ChangeKind, news?: ChangeDetails) => void,
    except: string | null = null,
  ): Promise<PgNotificationListener> {
    const listener = new PgNotificationListener(options, onChange, except);
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
      const message = readNotification(payload ?? '');
      if (message.by !== null && message.by === this.except) return;
      for (const { what, news } of message.hints) this.onChange(what, news);
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
    for (const what of KINDS) this.onChange(what);
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
