import type { Lane, LaneConnection } from '../lane.js';
import { isLostRace, isTemporary } from './failures.js';
import { lettersQuestion, saveQuestion, type Write } from './save-question.js';
import { storableJson } from './storable-json.js';
import type { Turns } from './turns.js';

/** While so many are under way, presses that come gather for the next one. A press that comes alone never waits for company. */
const UNDER_WAY = 2;
const MOST_TOGETHER = 16;
/** Whoever decides longer than this about its case holds up the others no longer. */
const PATIENCE_MS = 1_000;

/** Nothing was written: the same work begins again, in a transaction of its own. */
export class LeftBehind extends Error {
  override readonly name = 'LeftBehind';
}

/** Who travels, what must not travel twice at once, and how all of a convoy are locked; whom it cannot lock gets no answer. */
export interface Rider {
  readonly names: readonly string[];
}
export type LockAll<R, A> = (connection: LaneConnection, riders: readonly R[]) => Promise<ReadonlyMap<number, A>>;

/** The place of one command in a convoy. */
export interface Seat<A> {
  readonly answer: A;
  /** Resolves after the commit of all, with the number of the case. Nothing is asked of this transaction afterwards. */
  write(write: Write | null): Promise<number | null>;
  /** The work failed: nobody's writes are kept. Resolves when the subject is free again. */
  fail(): Promise<void>;
}

interface Waiting<R, A> {
  readonly rider: R;
  readonly take: (seat: Seat<A>) => void;
  readonly refuse: (error: unknown) => void;
}

type Wish = { readonly write: Write | null } | 'failed';

/**
 * Commands that come while others are being written share a transaction: one round trip locks their subjects, one writes and commits for
 * all. Each is decided by itself; where one fails, all begin again, each alone.
 */
export class Convoys<R extends Rider, A> {
  private readonly waiting: Waiting<R, A>[] = [];
  private readonly busy = new Set<string>();
  private underWay = 0;

  constructor(
    private readonly lane: Lane,
    private readonly turns: Turns,
    private readonly lockAll: LockAll<R, A>,
    private readonly isStored: (policyKey: string) => boolean,
  ) {}

  /** Rejects with {@link LeftBehind} when this one must go alone. */
  board(rider: R): Promise<Seat<A>> {
    return new Promise((take, refuse) => {
      this.waiting.push({ rider, take, refuse });
      this.depart();
    });
  }

  private depart(): void {
    while (this.underWay < UNDER_WAY) {
      const riders = this.nextRiders();
      if (riders.length === 0) return;
      this.underWay += 1;
      void this.turns
        .take(() => this.ride(riders))
        .finally(() => {
          this.underWay -= 1;
          for (const name of riders.flatMap(({ rider }) => rider.names)) this.busy.delete(name);
          this.depart();
        });
    }
  }

  /** The first that wait, one of each name: the next press of the same home sees what this one wrote. */
  private nextRiders(): Waiting<R, A>[] {
    const riders: Waiting<R, A>[] = [];
    for (const one of [...this.waiting]) {
      if (riders.length === MOST_TOGETHER) break;
      const { names } = one.rider;
      if (names.some((name) => this.busy.has(name))) continue;
      for (const name of names) this.busy.add(name);
      this.waiting.splice(this.waiting.indexOf(one), 1);
      riders.push(one);
    }
    return riders;
  }

  private async ride(riders: readonly Waiting<R, A>[]): Promise<void> {
    let connection: LaneConnection;
    const places: Place<A>[] = [];
    try {
      connection = await this.lane.connect();
    } catch (error) {
      for (const one of riders) one.refuse(error);
      return;
    }
    try {
      connection.begin();
      const answers = await this.lockAll(
        connection,
        riders.map(({ rider }) => rider),
      );
      for (const [n, one] of riders.entries()) {
        const answer = answers.get(n);
        if (answer === undefined) {
          one.refuse(new LeftBehind());
          continue;
        }
        const place = new Place(answer);
        places.push(place);
        one.take(place);
      }
      const numbers = await this.writeAll(connection, await wishesOf(places));
      connection.release();
      for (const place of places) place.arrived(numbers);
    } catch (error) {
      await connection.rollback();
      const reason = riders.length > 1 && mayBeOneAlone(error) ? new LeftBehind() : error;
      for (const one of riders) one.refuse(reason); // those that have their place do not hear it
      for (const place of places) place.turnedBack(reason);
    }
  }

  private async writeAll(
    connection: LaneConnection,
    wishes: readonly Wish[],
  ): Promise<Readonly<Record<string, number>>> {
    if (wishes.includes('failed')) throw new LeftBehind();
    const writes = wishes.flatMap((wish) => (wish === 'failed' ? [] : (wish.write ?? [])));
    if (writes.length === 0) {
      await connection.commit();
      return {};
    }
    const onlyLetters = writes.every(({ change }) => change === null);
    const rows = (await connection.queryAndCommit(
      `select ${onlyLetters ? 'letters_save' : 'cases_save'}($1::jsonb) as answer`,
      [
        storableJson(
          onlyLetters ? lettersQuestion(writes.map(({ letters }) => letters)) : saveQuestion(writes, this.isStored),
        ),
      ],
    )) as { answer: Readonly<Record<string, number>> }[];
    return onlyLetters ? {} : (rows[0]?.answer ?? {});
  }
}

class Place<A> implements Seat<A> {
  readonly wish: Promise<Wish>;
  private wishes: (wish: Wish) => void = () => undefined;
  private caseId: string | null = null;
  private readonly end: Promise<Readonly<Record<string, number>>>;
  private ends: {
    readonly well: (numbers: Readonly<Record<string, number>>) => void;
    readonly badly: (reason: unknown) => void;
  } = { well: () => undefined, badly: () => undefined };

  constructor(readonly answer: A) {
    this.wish = new Promise((wishes) => (this.wishes = wishes));
    this.end = new Promise((well, badly) => (this.ends = { well, badly }));
    this.end.catch(() => undefined);
  }

  async write(write: Write | null): Promise<number | null> {
    this.caseId = write?.change?.after.id ?? null;
    this.wishes({ write });
    const numbers = await this.end;
    return this.caseId === null ? null : (numbers[this.caseId] ?? null);
  }

  async fail(): Promise<void> {
    this.wishes('failed');
    await this.end.catch(() => undefined);
  }

  arrived(numbers: Readonly<Record<string, number>>): void {
    this.ends.well(numbers);
  }

  turnedBack(reason: unknown): void {
    this.ends.badly(reason);
  }
}

/** What everybody wants written. Who is alone may take its time: nobody waits for it but its own subject. */
async function wishesOf(places: readonly Place<unknown>[]): Promise<readonly Wish[]> {
  const all = Promise.all(places.map(({ wish }) => wish));
  if (places.length === 1) return all;
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new LeftBehind()), PATIENCE_MS);
  });
  return Promise.race([all, tooLong]).finally(() => clearTimeout(timer));
}

/** A broken line or a database in trouble concerns everybody, and whether the commit went through is unknown: no second try behind their backs. */
const mayBeOneAlone = (error: unknown): boolean =>
  error instanceof LeftBehind || isLostRace(error) || !isTemporary(error);
