import { LOOKING_S, type ClientAnswer, type SocketPayload } from '@silverbell/wire';
import type { LookingNews, ReplicaLine } from '../replicas/replica-line.js';
import { LookingBoard, type Look, type Onlooker } from './looking-board.js';
import { Soon } from './soon.js';
import { seesAtConsole, type CasePlace, type Watcher } from './who-sees.js';

/** Somebody who goes down the queue with the arrow key is at every case for a moment: nobody needs to read that. */
const MERGE_MS = 250;

/** One page of a console. */
export interface LookingPage {
  /** As it is now: looked up again every few seconds. */
  readonly watcher: Watcher;
  tell(said: SocketPayload<'onlookers'>): void;
}

export interface LookingDeps {
  readonly line: Pick<ReplicaLine, 'looking'>;
  /** Where a case lies, open or closed; `null`: there is none. */
  readonly placeOf: (incidentId: string) => Promise<CasePlace | null>;
  readonly steady?: () => number;
}

/** Tells whoever looks at a case who else does, here and at the other replicas. Nothing of it is kept, and nothing depends on it. */
export class LookingLane implements LookingNews {
  readonly #board = new LookingBoard<LookingPage>(LOOKING_S.holds * 1_000);
  /** What each page said last: an answer that was looked up for an earlier word is too late. */
  readonly #words = new WeakMap<LookingPage, symbol>();
  /** Cases whose circle is another one; `true`: the other replicas are to be told as well. */
  readonly #changed = new Map<string, boolean>();
  readonly #soon = new Soon(MERGE_MS, () => this.#tell());
  readonly #steady: () => number;
  #saidAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly deps: LookingDeps) {
    this.#steady = deps.steady ?? (() => performance.now());
  }

  /** A page says which case it has on the screen; answers who else looks at it. A case that is not for these eyes has nobody. */
  async says(page: LookingPage, incidentId: string | null): Promise<ClientAnswer<'looking'>> {
    const word = Symbol();
    this.#words.set(page, word);
    const place = incidentId === null ? null : await this.deps.placeOf(incidentId);
    if (this.#words.get(page) !== word) return { people: [] };
    const look = place !== null && incidentId !== null ? lookOf(page.watcher, incidentId, place) : null;
    this.#change(this.#board.says(page, look, this.#steady()), true);
    return { people: look === null ? [] : this.#besides(look) };
  }

  /** Its line is cut. */
  left(page: LookingPage): void {
    this.#words.delete(page);
    this.#change(this.#board.says(page, null, this.#steady()), true);
  }

  heard(replica: string, incidentId: string, people: readonly Onlooker[]): void {
    if (this.#board.heard(replica, incidentId, people, this.#steady())) this.#change([incidentId], false);
  }

  /** The others have missed ours as we have missed theirs, which they say again by themselves. */
  mayHaveMissed(): void {
    this.#sayAll();
  }

  /** Called every second. */
  tick(): void {
    const { here, elsewhere } = this.#board.lapse(this.#steady());
    this.#change(here, true);
    this.#change(elsewhere, false);
    if (this.#steady() - this.#saidAt >= LOOKING_S.saidAgain * 1_000) this.#sayAll();
  }

  close(): void {
    this.#soon.close();
  }

  #sayAll(): void {
    this.#saidAt = this.#steady();
    for (const incidentId of this.#board.casesHere) this.#say(incidentId);
  }

  #say(incidentId: string): void {
    this.deps.line.looking(incidentId, [...this.#board.here(incidentId)]);
  }

  #change(incidentIds: readonly string[], byOurs: boolean): void {
    for (const incidentId of incidentIds) {
      this.#changed.set(incidentId, byOurs || this.#changed.get(incidentId) === true);
      this.#soon.please();
    }
  }

  #tell(): void {
    for (const [incidentId, byOurs] of this.#changed) {
      if (byOurs) this.#say(incidentId);
      for (const { page, look } of this.#board.pagesAt(incidentId))
        if (seesAtConsole(page.watcher, look.place)) page.tell({ incidentId, people: this.#besides(look) });
    }
    this.#changed.clear();
  }

  #besides({ incidentId, person }: Look): Onlooker[] {
    return this.#board.at(incidentId).filter(({ id }) => id !== person.id);
  }
}

function lookOf(watcher: Watcher, incidentId: string, place: CasePlace): Look | null {
  const { id, name } = watcher.account;
  return seesAtConsole(watcher, place) ? { incidentId, person: { id, name }, place } : null;
}
