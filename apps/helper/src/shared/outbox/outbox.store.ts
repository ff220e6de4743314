import { asProblem } from '@silverbell/web-api-client';
import { isWaiting, type Entry, type QueuedBody, type QueuedRoute } from './entry.js';

/** Where entries outlive a reload. */
export interface EntryStore {
  all(): Promise<readonly Entry[]>;
  put(entry: Entry): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface OutboxOptions {
  readonly store: EntryStore;
  /** Sends it under its id; throws an `ApiProblem`. */
  readonly send: (entry: Entry) => Promise<unknown>;
  /** The account that is logged in; `null`: no login, and nothing is sent. */
  readonly owner: () => string | null;
  readonly now: () => number;
  readonly newId: () => string;
  readonly onAnswered: (entry: Entry) => void;
}

/** Of what was answered, so many lines are kept to be read. */
const ANSWERED_KEPT = 5;

/**
 * Reports that reach the platform sooner or later, in the order she made them, each once. A report without an answer stays `waiting`
 * and holds back the later ones; a refusal ends it and is shown with its reason.
 */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #listeners = new Set<() => void>();
  #entries: readonly Entry[] = [];
  #shown: readonly Entry[] = [];
  #sending: string | null = null;
  #running: Promise<void> | null = null;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  /** Her own, the oldest first. */
  readonly entries = (): readonly Entry[] => this.#shown;
  /** The one that is on its way at this moment. */
  readonly sending = (): string | null => this.#sending;

  /** What an earlier visit of this page left behind. */
  async load(): Promise<void> {
    const kept = await this.#options.store.all().catch(() => []);
    const here = new Set(this.#entries.map(({ id }) => id));
    this.#set([...kept.filter(({ id }) => !here.has(id)), ...this.#entries].sort((a, b) => a.madeAt - b.madeAt));
  }

  /** The same report twice, as an excited thumb does, is one report. */
  async add<R extends QueuedRoute>(route: R, subjectId: string, body: QueuedBody<R>): Promise<void> {
    const owner = this.#options.owner();
    if (owner === null) return;
    const same = this.#shown.find(
      (entry) =>
        isWaiting(entry) &&
        entry.route === route &&
        entry.subjectId === subjectId &&
        JSON.stringify(entry.body) === JSON.stringify(body),
    );
    if (same === undefined) {
      const entry: Entry = {
        ...{ id: this.#options.newId(), owner, route, subjectId, body, madeAt: this.#options.now() },
        ...{ state: 'waiting', tries: 0, refusal: null },
      };
      await this.#keep(entry);
    }
    await this.flush();
  }

  /** Sends what waits; a second call while one runs joins it. */
  flush(): Promise<void> {
    this.#running ??= this.#sendAll().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** She has read how it ended. A report that waits cannot be taken back: the platform may have it already. */
  async dismiss(id: string): Promise<void> {
    const entry = this.#entries.find((one) => one.id === id);
    if (entry === undefined || isWaiting(entry)) return;
    this.#set(this.#entries.filter((one) => one.id !== id));
    await this.#options.store.remove(id).catch(() => undefined);
  }

  /** Another account is logged in, or none: what is shown changes. */
  ownerChanged(): void {
    this.#set(this.#entries);
  }

  async #sendAll(): Promise<void> {
    for (;;) {
      const next = this.#shown.find(isWaiting);
      if (next === undefined) return;
      this.#sending = next.id;
      this.#tell();
      const answered = await this.#try(next);
      this.#sending = null;
      this.#tell();
      if (!answered) return;
    }
  }

  /** False: no answer, and what comes behind it waits too. */
  async #try(entry: Entry): Promise<boolean> {
    try {
      await this.#options.send(entry);
      await this.#answered({ ...entry, body: null, state: 'delivered' });
      this.#options.onAnswered(entry);
      return true;
    } catch (error) {
      const problem = asProblem(error);
      if (problem.outcomeUnknown || mayPassLater(problem.status)) {
        await this.#keep({ ...entry, tries: entry.tries + 1 });
        return false;
      }
      const refusal = { slug: problem.slug, sentence: problem.sentence ?? null };
      await this.#answered({ ...entry, body: null, state: 'refused', refusal });
      this.#options.onAnswered(entry);
      return true;
    }
  }

  async #answered(entry: Entry): Promise<void> {
    await this.#keep(entry);
    const old = this.#shown.filter((one) => !isWaiting(one)).slice(0, -ANSWERED_KEPT);
    for (const { id } of old) await this.dismiss(id);
  }

  async #keep(entry: Entry): Promise<void> {
    const known = this.#entries.some(({ id }) => id === entry.id);
    this.#set(known ? this.#entries.map((one) => (one.id === entry.id ? entry : one)) : [...this.#entries, entry]);
    // A browser that stores nothing costs the report after a reload, and only then.
    await this.#options.store.put(entry).catch(() => undefined);
  }

  #set(entries: readonly Entry[]): void {
    this.#entries = entries;
    const owner = this.#options.owner();
    this.#shown = entries.filter((entry) => entry.owner === owner);
    this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** A login that ended, or too many calls: not an answer to this report. */
const mayPassLater = (status: number): boolean => status === 401 || status === 408 || status === 429;
