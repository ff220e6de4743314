import { Listeners } from './listeners.js';
import { ApiProblem } from './problem.js';
import type { CaseVersion, LiveTransport } from './transport.port.js';

export interface LiveCase {
  readonly id: string;
  readonly version: number;
  readonly phase: string;
}

/**
 * `connecting`: nothing is known yet · `live`: the server answered within 10 s · `quiet`: it has not for 10 s ·
 * `down`: the socket is cut, or silent for 30 s; the list is then polled and the screen must say so.
 */
export type Connection = 'connecting' | 'live' | 'quiet' | 'down';

export interface LiveCasesState<C extends LiveCase> {
  readonly connection: Connection;
  /** The list has been read at least once; before that an empty list means nothing. */
  readonly known: boolean;
  /** The last reading of the list failed: what is shown is as old as `listReadAt` says. */
  readonly listFailed: boolean;
  readonly listReadAt: number | null;
  /** When the server was last heard, by push or by answer; milliseconds of the local clock. */
  readonly lastHeardAt: number | null;
  readonly cases: ReadonlyMap<string, C>;
  /** Differences found only by the safety reading: each is a push that got lost. */
  readonly missedPushes: number;
}

export interface LiveCasesOptions<C extends LiveCase> {
  readonly transport: LiveTransport;
  readonly readOpen: () => Promise<readonly C[]>;
  /** Null when it is gone or not for our eyes. */
  readonly readOne: (id: string) => Promise<C | null>;
  readonly now: () => number;
  readonly every: (ms: number, run: () => void) => () => void;
  readonly reportDefect?: (sentence: string) => void;
  readonly isOpen?: (one: C) => boolean;
}

export const liveTimes = {
  probeMs: 4_000,
  quietMs: 10_000,
  downMs: 30_000,
  pollMs: 5_000,
  safetyMs: 60_000,
  /** Above this many differences one reading of the list is cheaper than one of each. */
  readEachUpTo: 12,
} as const;

const nothingKnown = <C extends LiveCase>(): LiveCasesState<C> => ({
  connection: 'connecting',
  known: false,
  listFailed: false,
  listReadAt: null,
  lastHeardAt: null,
  cases: new Map(),
  missedPushes: 0,
});

/**
 * The open cases this account may see, kept true over a socket that may lose anything.
 * A push only says "look again"; versions decide; the list is read again every 60 s whatever the pushes said.
 */
export class LiveCases<C extends LiveCase> {
  readonly #options: LiveCasesOptions<C>;
  readonly #listeners = new Listeners();
  readonly #undo: (() => void)[] = [];
  /** Versions announced but not yet read. */
  readonly #wanted = new Map<string, number>();
  readonly #reading = new Set<string>();
  readonly #ended = new Map<string, number>();
  #state: LiveCasesState<C>;
  #socketUp = false;
  #lastPollAt = Number.NEGATIVE_INFINITY;
  #lastSafetyAt: number;
  #listReading: Promise<void> | null = null;
  #probing = false;
  /** Rises when the store stops: answers asked for before belong to whoever was logged in then. */
  #turn = 0;

  constructor(options: LiveCasesOptions<C>) {
    this.#options = options;
    this.#lastSafetyAt = options.now();
    this.#state = nothingKnown();
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#listeners.add(listener);
  readonly state = (): LiveCasesState<C> => this.#state;

  start(): () => void {
    const { transport, every } = this.#options;
    this.#undo.push(
      transport.onConnection((up) => this.#connectionChanged(up)),
      transport.on('incident.changed', (message) => {
        this.#heard();
        this.#announce(message);
      }),
      transport.on('positions', () => this.#heard()),
      transport.on('notice', () => this.#heard()),
      every(1_000, () => this.#tick()),
      every(liveTimes.probeMs, () => void this.#compare()),
    );
    transport.open();
    void this.readAll();
    return () => this.stop();
  }

  /** Ends and forgets: the next person at this screen may see other cases, or none. */
  stop(): void {
    for (const undo of this.#undo.splice(0)) undo();
    this.#options.transport.close();
    this.#turn += 1;
    this.#socketUp = false;
    this.#listReading = null;
    this.#probing = false;
    this.#wanted.clear();
    this.#reading.clear();
    this.#ended.clear();
    this.#set(nothingKnown());
  }

  /** Look again now: after a command of our own, when the page becomes visible, or at the person's wish. */
  async refresh(id?: string): Promise<void> {
    if (id === undefined) await this.readAll();
    else await this.#readOne(id, 0);
  }

  /** A newer state that came as an answer to a command; older ones are ignored. */
  accept(one: C): void {
    this.#put([one]);
  }

  #connectionChanged(up: boolean): void {
    this.#socketUp = up;
    if (up) {
      this.#heard();
      void this.#compare();
    }
    this.#rate();
  }

  #heard(): void {
    this.#set({ lastHeardAt: this.#options.now() });
    this.#rate();
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
      void this.#safetyReading();
    }
  }

  #rate(): void {
    const { lastHeardAt } = this.#state;
    const age = lastHeardAt === null ? Number.POSITIVE_INFINITY : this.#options.now() - lastHeardAt;
    let connection: Connection;
    if (!this.#socketUp) connection = lastHeardAt === null && !this.#state.listFailed ? 'connecting' : 'down';
    else if (age >= liveTimes.downMs) connection = 'down';
    else connection = age >= liveTimes.quietMs ? 'quiet' : 'live';
    if (connection !== this.#state.connection) this.#set({ connection });
  }

  /** `resume` is both the catch-up after a reconnect and the sign of life in a quiet night. */
  async #compare(): Promise<void> {
    if (!this.#socketUp || this.#probing) return;
    this.#probing = true;
    const turn = this.#turn;
    try {
      const versions = await this.#options.transport.resume();
      if (turn !== this.#turn) return;
      this.#heard();
      await this.#readDifferences(versions);
      // Compared and brought up to date: the list is as fresh as if it had been read.
      if (turn === this.#turn && this.#state.known && !this.#state.listFailed)
        this.#set({ listReadAt: this.#options.now() });
    } catch {
      // Silence is what `#rate` measures; nothing to add here.
    } finally {
      if (turn === this.#turn) this.#probing = false;
    }
  }

  async #readDifferences(versions: readonly CaseVersion[]): Promise<void> {
    const { cases } = this.#state;
    const open = new Map(versions.map((one) => [one.id, one.version]));
    const differing = versions.filter(
      (one) => (cases.get(one.id)?.version ?? this.#ended.get(one.id) ?? -1) < one.version,
    );
    const gone = [...cases.keys()].filter((id) => !open.has(id));
    if (differing.length + gone.length > liveTimes.readEachUpTo) return this.readAll();
    await Promise.all([
      ...differing.map((one) => this.#readOne(one.id, one.version)),
      ...gone.map((id) => this.#readOne(id, 0)),
    ]);
  }

  #announce(message: CaseVersion): void {
    const known = this.#state.cases.get(message.id)?.version ?? this.#ended.get(message.id) ?? -1;
    if (message.version > known) void this.#readOne(message.id, message.version);
  }

  async #readOne(id: string, version: number): Promise<void> {
    this.#wanted.set(id, Math.max(version, this.#wanted.get(id) ?? 0));
    if (this.#reading.has(id)) return;
    this.#reading.add(id);
    const turn = this.#turn;
    try {
      // A few rounds: a case may move on while we read it. What is still missing then, the next comparison finds.
      for (let round = 0; round < 3 && this.#wanted.has(id); round += 1) {
        const wanted = this.#wanted.get(id) ?? 0;
        const one = await this.#options.readOne(id);
        if (turn !== this.#turn) return;
        if (one === null) this.#drop(id);
        else this.#put([one]);
        if (one === null || one.version >= (this.#wanted.get(id) ?? wanted)) this.#wanted.delete(id);
      }
    } catch (error) {
      const refused = error instanceof ApiProblem && (error.status === 404 || error.status === 403);
      if (refused && turn === this.#turn) this.#drop(id);
    } finally {
      if (turn === this.#turn) {
        this.#wanted.delete(id);
        this.#reading.delete(id);
      }
    }
  }

  /** Reads the whole open list; a case that is no longer in it is looked at once more before its row goes. */
  readAll(): Promise<void> {
    this.#lastPollAt = this.#options.now();
    if (this.#listReading !== null) return this.#listReading;
    const reading = this.#readList().finally(() => {
      if (this.#listReading === reading) this.#listReading = null;
    });
    this.#listReading = reading;
    return reading;
  }

  async #readList(): Promise<void> {
    const before = [...this.#state.cases.keys()];
    const turn = this.#turn;
    try {
      const items = await this.#options.readOpen();
      if (turn !== this.#turn) return;
      const open = new Set(items.map((one) => one.id));
      this.#set({ known: true, listFailed: false, listReadAt: this.#options.now() });
      this.#put(items);
      await Promise.all(before.filter((id) => !open.has(id)).map((id) => this.#readOne(id, 0)));
    } catch {
      if (turn !== this.#turn) return;
      this.#set({ listFailed: true });
      this.#rate();
    }
  }

  async #safetyReading(): Promise<void> {
    const before = this.#state.cases;
    const busy = new Set([...this.#reading, ...this.#wanted.keys()]);
    const turn = this.#turn;
    let items: readonly C[];
    try {
      items = await this.#options.readOpen();
    } catch {
      if (turn === this.#turn) this.#set({ listFailed: true });
      return;
    }
    if (turn !== this.#turn) return;
    // Only what neither changed nor was being read meanwhile can have been missed by the pushes.
    const missed = items.filter((one) => {
      const now = this.#state.cases.get(one.id);
      return !busy.has(one.id) && now === before.get(one.id) && (now?.version ?? -1) < one.version;
    });
    this.#set({ listFailed: false, listReadAt: this.#options.now(), known: true });
    this.#put(items);
    if (missed.length > 0) {
      this.#set({ missedPushes: this.#state.missedPushes + missed.length });
      this.#options.reportDefect?.(
        `live cases: the safety reading found ${missed.length} change(s) no push announced: ${missed.map((one) => one.id).join(', ')}`,
      );
    }
    const open = new Set(items.map((one) => one.id));
    await Promise.all([...before.keys()].filter((id) => !open.has(id)).map((id) => this.#readOne(id, 0)));
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
