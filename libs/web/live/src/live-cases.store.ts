import { BatchedReads } from './batched-reads.js';
import { Listeners } from './listeners.js';
import type { CaseVersion, LiveTransport } from './transport.port.js';

export interface LiveCase {
  readonly id: string;
  readonly version: number;
  readonly phase: string;
}

/**
 * `connecting`: nothing is known yet · `live`: within the last 10 s this page was compared with the server to the end ·
 * `quiet`: it was not for 10 s · `down`: the socket is cut, or no comparison came to its end for 30 s; the list is then polled
 * and the screen must say so.
 */
export type Connection = 'connecting' | 'live' | 'quiet' | 'down';

export interface LiveCasesState<C extends LiveCase> {
  readonly connection: Connection;
  /** The list has been read at least once; before that an empty list means nothing. */
  readonly known: boolean;
  /** The last reading of the list failed: what is shown is as old as `listReadAt` says. */
  readonly listFailed: boolean;
  /** When the last comparison or reading that came to its end was begun: the page shows at least what was true then. Time of `now`. */
  readonly listReadAt: number | null;
  readonly cases: ReadonlyMap<string, C>;
  /** Differences found only by the safety reading: each is a push that got lost. */
  readonly missedPushes: number;
}

export interface LiveCasesOptions<C extends LiveCase> {
  readonly transport: LiveTransport;
  /** The open list page by page; each page is shown when it arrives. */
  readonly readOpen: () => AsyncIterable<readonly C[]>;
  /** These as they are now, open or closed; who is missing is gone or not for our eyes. */
  readonly readSome: (ids: readonly string[]) => Promise<readonly C[]>;
  readonly now: () => number;
  readonly every: (ms: number, run: () => void) => () => void;
  readonly later: (ms: number, run: () => void) => () => void;
  readonly reportDefect?: (sentence: string) => void;
  readonly isOpen?: (one: C) => boolean;
}

export const liveTimes = {
  probeMs: 4_000,
  quietMs: 10_000,
  downMs: 30_000,
  pollMs: 5_000,
  safetyMs: 60_000,
} as const;

const nothingKnown = <C extends LiveCase>(): LiveCasesState<C> => ({
  connection: 'connecting',
  known: false,
  listFailed: false,
  listReadAt: null,
  cases: new Map(),
  missedPushes: 0,
});

/**
 * The open incidents this account may see, kept true over a socket that may lose anything.
 * A push only says "look again"; versions decide; the list is read again every 60 s whatever the pushes said.
 */
export class LiveCases<C extends LiveCase> {
  readonly #options: LiveCasesOptions<C>;
  readonly #listeners = new Listeners();
  readonly #undo: (() => void)[] = [];
  readonly #reads: BatchedReads<C>;
  readonly #ended = new Map<string, number>();
  #state: LiveCasesState<C>;
  #socketUp = false;
  #lastPollAt = Number.NEGATIVE_INFINITY;
  #lastSafetyAt: number;
  #listReading: Promise<void> | null = null;
  #comparing = false;
  /** Begin of the last comparison over the socket that came to its end. */
  #comparedAt: number | null = null;
  /** Rises when the store stops: answers asked for before belong to the user logged in then. */
  #turn = 0;

  constructor(options: LiveCasesOptions<C>) {
    this.#options = options;
    this.#lastSafetyAt = options.now();
    this.#state = nothingKnown();
    this.#reads = new BatchedReads<C>({
      read: options.readSome,
      isSeen: (id) => this.#state.cases.has(id),
      onRead: (asked, items) => this.#took(asked, items),
      // What failed stays wanted; that the screen is in doubt follows from the comparison that did not end.
      onFailed: () => undefined,
      now: options.now,
      later: options.later,
    });
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener);
  readonly state = (): LiveCasesState<C> => this.#state;

  start(): () => void {
    const { transport, every } = this.#options;
    this.#undo.push(
      transport.onConnection((up) => this.#connectionChanged(up)),
      transport.on('incident.changed', (message) => this.#announce(message)),
      every(1_000, () => this.#tick()),
      every(liveTimes.probeMs, () => void this.#compare()),
    );
    transport.open();
    void this.readAll();
    return () => this.stop();
  }

  /** Ends and forgets: the next person at this screen may see other incidents, or none. */
  stop(): void {
    for (const undo of this.#undo.splice(0)) undo();
    this.#options.transport.close();
    this.#turn += 1;
    this.#socketUp = false;
    this.#listReading = null;
    this.#comparing = false;
    this.#comparedAt = null;
    this.#reads.stop();
    this.#ended.clear();
    this.#set(nothingKnown());
  }

  /** Look again now: after a command of our own, when the page becomes visible, or at the person's wish. */
  async refresh(id?: string): Promise<void> {
    if (id === undefined) return this.readAll();
    // A reading that fails is made up for by the next comparison.
    await this.#readThese([id]).catch(() => undefined);
  }

  /** A newer state that came as an answer to a command; older ones are ignored. */
  accept(one: C): void {
    this.#put([one]);
  }

  #connectionChanged(up: boolean): void {
    this.#socketUp = up;
    this.#rate();
    if (up) void this.#compare();
  }

  #tick(): void {
    const now = this.#options.now();
    this.#rate();
    if (this.#state.connection === 'down' || this.#state.connection === 'connecting') {
      if (now - this.#lastPollAt >= liveTimes.pollMs) void this.readAll();
      return;
    }
    if (now - this.#lastSafetyAt >= liveTimes.safetyMs) {
      this.#lastSafetyAt = now;
      void this.#readOnce(true);
    }
  }

  #rate(): void {
    const age = this.#options.now() - (this.#comparedAt ?? Number.NEGATIVE_INFINITY);
    let connection: Connection;
    if (this.#comparedAt === null) connection = this.#state.listFailed ? 'down' : 'connecting';
    else if (!this.#socketUp || age >= liveTimes.downMs) connection = 'down';
    else connection = age >= liveTimes.quietMs ? 'quiet' : 'live';
    if (connection !== this.#state.connection) this.#set({ connection });
  }

  /**
   * `resume` is both the catch-up after a reconnect and the sign of life in a quiet night. The page counts as true again only when
   * everything that differed was read; until then a push that arrives proves nothing.
   */
  async #compare(): Promise<void> {
    if (!this.#socketUp || this.#comparing) return;
    this.#comparing = true;
    const turn = this.#turn;
    try {
      const asked = this.#options.now();
      const versions = await this.#options.transport.resume();
      if (turn !== this.#turn) return;
      if (this.#state.known) await this.#readThese(this.#differing(versions));
      else await this.readAll();
      if (turn !== this.#turn || !this.#state.known) return;
      this.#comparedAt = asked;
      this.#sawTrue(asked);
    } catch {
      // Age is what `#rate` measures; nothing to add here.
    } finally {
      if (turn === this.#turn) this.#comparing = false;
    }
  }

  #differing(versions: readonly CaseVersion[]): string[] {
    const open = new Set(versions.map(({ id }) => id));
    const gone = [...this.#state.cases.keys()].filter((id) => !open.has(id));
    return [...versions.filter((one) => this.#versionOf(one.id) < one.version).map(({ id }) => id), ...gone];
  }

  #announce(message: CaseVersion): void {
    if (message.version > this.#versionOf(message.id)) this.#reads.want([message.id]);
  }

  async #readThese(ids: readonly string[]): Promise<void> {
    const read = this.#reads.whenRead(ids);
    this.#reads.want(ids);
    await read;
  }

  #took(asked: readonly string[], items: readonly C[]): void {
    this.#put(items);
    const here = new Set(items.map(({ id }) => id));
    for (const id of asked) if (!here.has(id)) this.#drop(id);
  }

  /** Reads the whole open list; an incident that is no longer in it is looked at once more before its row goes. */
  readAll(): Promise<void> {
    return this.#readOnce(false);
  }

  #readOnce(countsMissed: boolean): Promise<void> {
    this.#lastPollAt = this.#options.now();
    if (this.#listReading !== null) return this.#listReading;
    const reading = this.#readList(countsMissed).finally(() => {
      if (this.#listReading === reading) this.#listReading = null;
    });
    this.#listReading = reading;
    return reading;
  }

  async #readList(countsMissed: boolean): Promise<void> {
    const asked = this.#options.now();
    const before = this.#state.cases;
    const open = new Set<string>();
    const missed: string[] = [];
    const turn = this.#turn;
    try {
      for await (const page of this.#options.readOpen()) {
        if (turn !== this.#turn) return;
        if (countsMissed) missed.push(...page.filter((one) => this.#isMissed(one, before)).map(({ id }) => id));
        for (const { id } of page) open.add(id);
        this.#put(page);
      }
      await this.#readThese([...before.keys()].filter((id) => !open.has(id)));
    } catch {
      if (turn !== this.#turn) return;
      this.#set({ listFailed: true });
      this.#rate();
      return;
    }
    if (turn !== this.#turn) return;
    this.#set({ known: true, listFailed: false });
    this.#sawTrue(asked);
    if (missed.length > 0) this.#report(missed);
  }

  /** Only what neither changed nor was being read meanwhile can have been missed by the pushes. */
  #isMissed(one: C, before: ReadonlyMap<string, C>): boolean {
    const shown = this.#state.cases.get(one.id);
    return !this.#reads.isWanted(one.id) && shown === before.get(one.id) && this.#versionOf(one.id) < one.version;
  }

  #report(missed: readonly string[]): void {
    this.#set({ missedPushes: this.#state.missedPushes + missed.length });
    this.#options.reportDefect?.(
      `live cases: the safety reading found ${missed.length} change(s) no push announced: ${missed.join(', ')}`,
    );
  }

  #sawTrue(asked: number): void {
    this.#set({ listReadAt: Math.max(asked, this.#state.listReadAt ?? asked) });
    this.#rate();
  }

  #versionOf(id: string): number {
    return this.#state.cases.get(id)?.version ?? this.#ended.get(id) ?? -1;
  }

  #put(items: readonly C[]): void {
    const isOpen = this.#options.isOpen ?? ((one: C) => one.phase !== 'closed' && one.phase !== 'archived');
    let cases: Map<string, C> | null = null;
    for (const one of items) {
      const known = (cases ?? this.#state.cases).get(one.id);
      if ((known?.version ?? this.#ended.get(one.id) ?? -1) >= one.version) continue;
      cases ??= new Map(this.#state.cases);
      if (isOpen(one)) cases.set(one.id, one);
      else {
        cases.delete(one.id);
        // A late answer from before the closing must not bring the row back.
        this.#ended.set(one.id, one.version);
      }
    }
    if (cases !== null) this.#set({ cases });
  }

  #drop(id: string): void {
    if (!this.#state.cases.has(id)) return;
    const cases = new Map(this.#state.cases);
    cases.delete(id);
    this.#set({ cases });
  }

  #set(change: Partial<LiveCasesState<C>>): void {
    this.#state = { ...this.#state, ...change };
    this.#listeners.tell();
  }
}
