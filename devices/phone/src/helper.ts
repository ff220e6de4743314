import { distanceM, geoPoint, type GeoPoint } from '@silverbell/kernel';
import type { Condition, DeclineReason } from '@silverbell/vocabulary';
import type { Assignment, Offer } from '@silverbell/wire';
import type { Environment } from '@silverbell/device-kit';
import { Refused, type Phone } from './phone.js';

type Range = readonly [from: number, to: number];

/** How this helper is. Times in milliseconds, of the outside's clock. */
export interface Habits {
  /** How often she says yes. */
  readonly acceptChance: number;
  /** Of the times she does not: how often she says so instead of staying silent. */
  readonly declineChance: number;
  readonly answerAfterMs: Range;
  readonly departAfterMs: Range;
  readonly metresPerSecond: number;
  readonly onSceneMs: Range;
  readonly lookEveryMs: number;
  readonly stepEveryMs: number;
}

/** About half of the offers are accepted, most within half a minute; an e-bike in a village. */
export const USUAL_HABITS: Habits = {
  acceptChance: 0.5,
  declineChance: 0.6,
  answerAfterMs: [4_000, 25_000],
  departAfterMs: [15_000, 60_000],
  metresPerSecond: 5,
  onSceneMs: [60_000, 180_000],
  lookEveryMs: 10_000,
  stepEveryMs: 5_000,
};

const REASONS: readonly DeclineReason[] = [
  'not-said',
  'too-far',
  'with-another-senior',
  'no-transport',
  'caring-at-home',
];
const CONDITIONS: readonly Condition[] = ['fine', 'fine', 'shaken', 'minor-injury', 'with-others'];
/** A task in one of these states is hers to go on with. */
const GOING: ReadonlySet<Assignment['state']> = new Set(['accepted', 'departed', 'arrived']);
/** This near counts as at the door. */
const AT_THE_DOOR_M = 30;
/** No place was given: she finds it in about this time. */
const SEARCHING_MS = 60_000;

export interface HelperEvents {
  readonly asked: (offer: Offer) => void;
  readonly accepted: (assignment: Assignment) => void;
  readonly declined: (offer: Offer) => void;
  /** Another helper was first, or the offer was over. */
  readonly lost: (offer: Offer, slug: string) => void;
  readonly arrived: (assignment: Assignment) => void;
  readonly finished: (assignment: Assignment) => void;
  /** A call failed; she tries again at her next look. */
  readonly trouble: (what: string) => void;
}

export interface SimulatedHelperOptions {
  readonly phone: Phone;
  readonly environment: Environment;
  readonly at: { readonly lat: number; readonly lng: number };
  readonly habits?: Partial<Habits>;
}

/** A helper who goes on duty, thinks about her offers, walks where she is needed, and says when she is done. */
export class SimulatedHelper {
  readonly name: string;
  at: GeoPoint;
  private readonly phone: Phone;
  private readonly environment: Environment;
  private readonly habits: Habits;
  private readonly considered = new Set<string>();
  private readonly listeners: { [E in keyof HelperEvents]: Set<HelperEvents[E]> } = {
    asked: new Set(),
    accepted: new Set(),
    declined: new Set(),
    lost: new Set(),
    arrived: new Set(),
    finished: new Set(),
    trouble: new Set(),
  };
  private readonly plans = new Set<() => void>();
  private task: Assignment | null = null;
  private looking = false;
  private lookAgain = false;
  private off = true;

  constructor({ phone, environment, at, habits }: SimulatedHelperOptions) {
    const point = geoPoint(at.lat, at.lng);
    if (!point) throw new Error(`no place: ${at.lat}, ${at.lng}`);
    this.name = phone.username;
    this.at = point;
    this.phone = phone;
    this.environment = environment;
    this.habits = { ...USUAL_HABITS, ...habits };
  }

  on<E extends keyof HelperEvents>(event: E, listener: HelperEvents[E]): () => void {
    this.listeners[event].add(listener);
    return () => this.listeners[event].delete(listener);
  }

  async goOnDuty(): Promise<void> {
    this.off = false;
    await this.phone.login();
    await this.phone.call('duty', { onDuty: true });
    await this.reportPosition();
    await this.phone.listen(() => void this.fetchTask());
    this.lookRegularly();
  }

  async goOffDuty(): Promise<void> {
    this.leave();
    await this.phone.call('duty', { onDuty: false });
  }

  /** Puts the phone away without a word. */
  leave(): void {
    this.off = true;
    for (const cancel of this.plans) cancel();
    this.plans.clear();
    this.phone.hangUp();
  }

  private lookRegularly(): void {
    if (this.off) return;
    void this.fetchTask();
    this.plan(this.habits.lookEveryMs, () => this.lookRegularly());
  }

  /** One look at a time: a push during a look makes her look once more. */
  private async fetchTask(): Promise<void> {
    if (this.off) return;
    if (this.looking) {
      this.lookAgain = true;
      return;
    }
    this.looking = true;
    try {
      const offers = await this.phone.call('myOffers');
      for (const offer of offers.items) this.consider(offer);
      await this.lookAfterTask();
    } catch (error) {
      this.tell('trouble', messageOf(error));
    } finally {
      this.looking = false;
    }
    if (this.lookAgain) {
      this.lookAgain = false;
      await this.fetchTask();
    }
  }

  private consider(offer: Offer): void {
    if (offer.state !== 'open' || this.considered.has(offer.id)) return;
    this.considered.add(offer.id);
    this.tell('asked', offer);
    const goes = this.task === null && this.environment.random() < this.habits.acceptChance;
    const declines = this.environment.random() < this.habits.declineChance;
    if (!goes && !declines) return;
    this.plan(this.within(this.habits.answerAfterMs), () => void (goes ? this.accept(offer) : this.decline(offer)));
  }

  private async accept(offer: Offer): Promise<void> {
    if (this.task) return this.decline(offer);
    try {
      const task = await this.phone.call('accept', {}, { id: offer.id });
      this.tell('accepted', task);
      this.takeUp(task);
    } catch (error) {
      if (error instanceof Refused) this.tell('lost', offer, error.slug);
      else this.tell('trouble', messageOf(error));
    }
  }

  private async decline(offer: Offer): Promise<void> {
    const reason = REASONS[Math.floor(this.environment.random() * REASONS.length)] ?? 'not-said';
    const answer = await this.tryTo(() => this.phone.call('decline', { reason }, { id: offer.id }));
    if (answer) this.tell('declined', offer);
  }

  /** The platform may have ended the task, or given a place to it; and a phone that was away finds its task again. */
  private async lookAfterTask(): Promise<void> {
    const mine = (await this.phone.call('myAssignments')).items.filter(({ state }) => GOING.has(state));
    const same = mine.find(({ id }) => id === this.task?.id);
    if (same) this.task = same;
    else if (mine[0]) this.takeUp(mine[0]);
    else this.task = null;
  }

  private takeUp(task: Assignment): void {
    if (this.task?.id === task.id) return;
    this.task = task;
    if (task.state === 'departed') this.walk(task.id);
    else if (task.state === 'arrived') this.plan(this.within(this.habits.onSceneMs), () => void this.finish(task));
    else this.plan(this.within(this.habits.departAfterMs), () => void this.depart(task));
  }

  private async depart(task: Assignment): Promise<void> {
    if (!(await this.still(task, () => this.phone.call('depart', {}, { id: task.id })))) return;
    this.walk(task.id);
  }

  private walk(taskId: string): void {
    const task = this.task;
    if (task?.id !== taskId) return;
    const there = task.destination;
    const goal = there && there.lat !== null && there.lng !== null ? geoPoint(there.lat, there.lng) : null;
    if (!goal) {
      this.plan(SEARCHING_MS, () => void this.arrive(taskId));
      return;
    }
    const left = distanceM(this.at, goal);
    if (left <= AT_THE_DOOR_M) {
      void this.arrive(taskId);
      return;
    }
    const share = Math.min(1, (this.habits.metresPerSecond * this.habits.stepEveryMs) / 1_000 / left);
    this.at =
      geoPoint(this.at.lat + (goal.lat - this.at.lat) * share, this.at.lng + (goal.lng - this.at.lng) * share) ??
      this.at;
    void this.tryTo(() => this.reportPosition());
    this.plan(this.habits.stepEveryMs, () => this.walk(taskId));
  }

  private async arrive(taskId: string): Promise<void> {
    const task = this.task;
    if (task?.id !== taskId) return;
    const position = { lat: this.at.lat, lng: this.at.lng, accuracyM: 15, at: this.clock() };
    if (!(await this.still(task, () => this.phone.call('arrive', { position }, { id: taskId })))) return;
    this.tell('arrived', task);
    this.plan(this.within(this.habits.onSceneMs), () => void this.finish(task));
  }

  private async finish(task: Assignment): Promise<void> {
    const condition = CONDITIONS[Math.floor(this.environment.random() * CONDITIONS.length)] ?? 'fine';
    if (!(await this.still(task, () => this.phone.call('finish', { condition }, { id: task.id })))) return;
    this.task = null;
    this.tell('finished', task);
  }

  /** A refusal of a step means that the task is no longer hers; anything else is tried again after a while, as long as it takes. */
  private async still(task: Assignment, step: () => Promise<unknown>): Promise<boolean> {
    while (!this.off && this.task?.id === task.id) {
      try {
        await step();
        return true;
      } catch (error) {
        this.tell('trouble', messageOf(error));
        if (error instanceof Refused && error.status < 500 && error.status !== 429) {
          this.task = null;
          return false;
        }
        await new Promise<void>((done) => this.plan(this.habits.stepEveryMs, done));
      }
    }
    return false;
  }

  private async reportPosition(): Promise<void> {
    await this.phone.call('position', { lat: this.at.lat, lng: this.at.lng, accuracyM: 15, at: this.clock() });
  }

  private async tryTo(what: () => Promise<unknown>): Promise<boolean> {
    try {
      await what();
      return true;
    } catch (error) {
      this.tell('trouble', messageOf(error));
      return false;
    }
  }

  private plan(ms: number, what: () => void): void {
    const forget = this.environment.later(ms, () => {
      this.plans.delete(forget);
      if (!this.off) what();
    });
    this.plans.add(forget);
  }

  private within([from, to]: Range): number {
    return from + this.environment.random() * (to - from);
  }

  private clock(): string {
    return new Date(this.environment.now()).toISOString();
  }

  private tell<E extends keyof HelperEvents>(event: E, ...what: Parameters<HelperEvents[E]>): void {
    for (const listener of this.listeners[event]) (listener as (...args: Parameters<HelperEvents[E]>) => void)(...what);
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
