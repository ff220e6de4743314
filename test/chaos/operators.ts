import { Account, Refused } from '@silverbell/testing-world/scenario/account';
import type { AnswerOf, BodyOf, IncidentSummary, RouteName } from '@silverbell/wire';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

type Ending = 'false-press' | 'assisted' | 'left-open';

interface Taken {
  readonly ending: Ending;
  step: number;
  renewedAt: number;
}

const POLL_EVERY_MS = 700;
const RENEW_MS = 15_000;
/** Nobody closes a case while its device may still be asking: an operator who has called takes longer than this. */
const QUIET_BEFORE_CLOSING_MS = 12_000;
/** The same command again, with the same key, until somebody answers. */
const TRIES = 4;

/** Somebody at a console: attends what waits, calls, judges, and closes what can be closed. Turns to another api when hers is dead. */
export class Operator {
  readonly counts = { attended: 0, closed: 0, lostRaces: 0, refused: new Map<string, number>(), trouble: 0 };
  private readonly account: Account;
  private readonly taken = new Map<string, Taken>();
  private turned = 0;
  private working: Promise<void> | null = null;
  private home = false;
  private closing = true;

  constructor(
    readonly username: string,
    private readonly origins: readonly string[],
    first: number,
    private readonly random: () => number,
    private readonly now: () => number,
  ) {
    this.turned = first;
    this.account = new Account(username, () => this.origins[this.turned % this.origins.length] ?? '');
  }

  async comesOnDuty(): Promise<void> {
    await this.does('duty', { body: { onDuty: true } });
    this.working = this.works();
  }

  /** Renews the leases of what she has, and ends nothing any more: the last look at everything shall find it still. */
  closesNoMore(): void {
    this.closing = false;
  }

  async goesHome(): Promise<void> {
    this.home = true;
    await this.working;
  }

  private async works(): Promise<void> {
    while (!this.home) {
      try {
        await this.poll();
      } catch {
        this.counts.trouble += 1;
      }
      await pause(POLL_EVERY_MS);
    }
  }

  private async poll(): Promise<void> {
    const { items } = await this.does('incidents', {});
    const open = new Map(items.map((one) => [one.id, one]));
    for (const id of this.taken.keys()) if (!open.has(id)) this.taken.delete(id);
    for (const one of items) {
      if (this.home) return;
      if (this.taken.has(one.id)) await this.goesOn(one);
      else if (this.closing && one.attention.state === 'waiting') await this.takes(one);
    }
  }

  private async takes(one: IncidentSummary): Promise<void> {
    if (!(await this.tries('attend', one.id, undefined))) return;
    this.counts.attended += 1;
    const chance = this.random();
    this.taken.set(one.id, {
      ending: chance < 0.4 ? 'false-press' : chance < 0.85 ? 'assisted' : 'left-open',
      step: 0,
      renewedAt: this.now(),
    });
  }

  /** One act at a time; what is refused is tried again at the next look. */
  private async goesOn(one: IncidentSummary): Promise<void> {
    const mine = this.taken.get(one.id);
    if (!mine) return;
    if (this.now() - mine.renewedAt > RENEW_MS) {
      mine.renewedAt = this.now();
      if (!(await this.tries('attend', one.id, undefined))) {
        this.taken.delete(one.id);
        return;
      }
    }
    if (!this.closing) return;
    const real = mine.ending !== 'false-press';
    switch (mine.step) {
      case 0:
        if (await this.tries('calls', one.id, SPOKE_WITH_HER)) mine.step = 1;
        return;
      case 1: {
        const verdict = real ? ({ verdict: 'real' } as const) : FALSE_ALARM;
        if (one.severity > 1 || (await this.tries('verdict', one.id, verdict))) mine.step = 2;
        return;
      }
      default:
        await this.closes(one, mine);
    }
  }

  private async closes(one: IncidentSummary, { ending }: Taken): Promise<void> {
    if (ending === 'left-open' || this.now() - Date.parse(one.lastSignalAt) < QUIET_BEFORE_CLOSING_MS) return;
    const wasHelped = one.response.assignments.some(({ state }) => state === 'finished');
    const underway = one.response.assignments.some(({ state }) => ['accepted', 'departed', 'arrived'].includes(state));
    if (ending === 'assisted' && underway) return;
    const outcome =
      ending === 'false-press' && one.verdict === 'false-alarm' ? 'false-press' : wasHelped ? 'assisted' : 'reassured';
    // As a console does: on the case as she saw it. A press that came meanwhile is looked at first.
    if (await this.tries('close', one.id, { outcome }, one.version)) this.counts.closed += 1;
  }

  /** `false`: refused, for example because somebody was faster. Whoever gets no answer asks again with the same key. */
  private async tries<N extends RouteName>(
    route: N,
    id: string,
    body: BodyOf<N> | undefined,
    ifVersion?: number,
  ): Promise<boolean> {
    try {
      const on = ifVersion === undefined ? {} : { ifVersion };
      await this.does(route, { of: { id }, ...(body !== undefined && { body }), ...on });
      return true;
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      this.counts.refused.set(`${route} ${error.slug}`, (this.counts.refused.get(`${route} ${error.slug}`) ?? 0) + 1);
      if (error.status === 409) this.counts.lostRaces += 1;
      return false;
    }
  }

  private async does<N extends RouteName>(
    route: N,
    asking: { readonly of?: Readonly<Record<string, string>>; readonly body?: BodyOf<N>; readonly ifVersion?: number },
  ): Promise<AnswerOf<N>> {
    const key = randomUUID();
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.account.asks<N>(route, { ...asking, key });
      } catch (error) {
        const answered = error instanceof Refused && error.status < 500;
        if (answered || attempt >= TRIES) throw error;
        this.counts.trouble += 1;
        this.turned += 1;
        await pause(300);
      }
    }
  }
}

const SPOKE_WITH_HER = { party: 'senior', result: 'senior-recognised', recognisedBy: 'birth-date' } as const;
const FALSE_ALARM = { verdict: 'false-alarm', cause: 'accidental-press' } as const;
