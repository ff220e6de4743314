import type { AnswerOf, BodyOf } from '@silverbell/wire';
import { refusalOf, type Account } from './account.js';
import type { WorldIncident } from './world-incident.js';

type Body<
  N extends 'verdict' | 'close' | 'hold' | 'offers' | 'calls' | 'destination' | 'emergencyDecision' | 'agencyCalls',
> = NonNullable<BodyOf<N>>;

/** An operator at a console. While she is there her console renews the lease of what she attends. */
export class OperatorPerson {
  atDesk = true;
  private readonly attending = new Set<WorldIncident>();

  constructor(
    readonly account: Account,
    private readonly settle: () => Promise<void>,
  ) {}

  async goesOnDuty(): Promise<this> {
    await this.account.asks('duty', { body: { onDuty: true } });
    return this;
  }

  async goesOffDuty(): Promise<void> {
    await this.account.asks('duty', { body: { onDuty: false } });
  }

  /** The lease is not renewed any more, without a message to anyone. */
  leavesTheDesk(): void {
    this.atDesk = false;
  }

  async attends(one: WorldIncident): Promise<void> {
    await this.acts(one, () => this.account.asks('attend', { of: { id: one.id } }));
    this.attending.add(one);
  }

  /** What the open console does every 20 s. */
  async keepsLeases(): Promise<void> {
    if (!this.atDesk) return;
    for (const one of this.attending) {
      const now = await one.now();
      if (
        now.closure === null &&
        now.attention.state === 'attended' &&
        now.attention.by === `account-${this.account.username}`
      ) {
        await this.account.asks('attend', { of: { id: one.id } });
      } else this.attending.delete(one);
    }
  }

  get keepsSomething(): boolean {
    return this.atDesk && this.attending.size > 0;
  }

  /** Rings her and writes down who answered. */
  calls(one: WorldIncident, body: Body<'calls'>): Promise<AnswerOf<'calls'>> {
    return this.acts(one, () => this.account.asks('calls', { of: { id: one.id }, body }));
  }

  speaksWithTheSenior(one: WorldIncident): Promise<AnswerOf<'calls'>> {
    return this.calls(one, { party: 'senior', result: 'senior-recognised', recognisedBy: 'birth-date' });
  }

  async getsNoAnswer(one: WorldIncident): Promise<void> {
    await this.calls(one, { party: 'senior', result: 'no-reply' });
    await this.calls(one, { party: 'senior', result: 'no-reply' });
  }

  judges(
    one: WorldIncident,
    verdict: Body<'verdict'>['verdict'],
    cause?: Body<'verdict'>['cause'],
  ): Promise<AnswerOf<'verdict'>> {
    return this.acts(one, () =>
      this.account.asks('verdict', {
        of: { id: one.id },
        body: { verdict, ...(cause === undefined ? {} : { cause }) },
      }),
    );
  }

  decides(one: WorldIncident, body: Body<'emergencyDecision'>): Promise<AnswerOf<'emergencyDecision'>> {
    return this.acts(one, () => this.account.asks('emergencyDecision', { of: { id: one.id }, body }));
  }

  holds(one: WorldIncident, reason: Body<'hold'>['reason']): Promise<AnswerOf<'hold'>> {
    return this.acts(one, () => this.account.asks('hold', { of: { id: one.id }, body: { reason } }));
  }

  offers(one: WorldIncident, body: Body<'offers'>): Promise<AnswerOf<'offers'>> {
    return this.acts(one, () => this.account.asks('offers', { of: { id: one.id }, body }));
  }

  closes(one: WorldIncident, body: Body<'close'>): Promise<AnswerOf<'close'>> {
    return this.acts(one, () => this.account.asks('close', { of: { id: one.id }, body }));
  }

  async releases(one: WorldIncident): Promise<void> {
    this.attending.delete(one);
    await this.acts(one, () => this.account.asks('release', { of: { id: one.id }, body: { reason: 'handover' } }));
  }

  candidates(one: WorldIncident): Promise<AnswerOf<'candidates'>> {
    return this.account.asks('candidates', { of: { id: one.id } });
  }

  reads(one: WorldIncident): Promise<AnswerOf<'incident'>> {
    return this.account.asks('incident', { of: { id: one.id } });
  }

  async queue(): Promise<AnswerOf<'incidents'>['items']> {
    return (await this.account.asks('incidents')).items;
  }

  /** The slug with which it is refused. */
  isRefused(act: Promise<unknown>): Promise<string> {
    return refusalOf(act);
  }

  private async acts<T>(one: WorldIncident, act: () => Promise<T>): Promise<T> {
    const answer = await act();
    this.attending.add(one);
    await this.settle();
    return answer;
  }
}
