import type { AnswerOf, BodyOf } from '@silverbell/wire';
import { refusalOf, type Account } from './account.js';
import type { Case } from './case.js';

type Body<
  N extends 'verdict' | 'close' | 'hold' | 'offers' | 'calls' | 'destination' | 'emergencyDecision' | 'agencyCalls',
> = NonNullable<BodyOf<N>>;

/** Somebody at a desk. While she sits there her console renews the lease of what she attends. */
export class OperatorPerson {
  atDesk = true;
  private readonly attending = new Set<Case>();

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

  /** Nobody renews the lease any more; nothing is said to anybody. */
  leavesTheDesk(): void {
    this.atDesk = false;
  }

  async attends(one: Case): Promise<void> {
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
  calls(one: Case, body: Body<'calls'>): Promise<AnswerOf<'calls'>> {
    return this.acts(one, () => this.account.asks('calls', { of: { id: one.id }, body }));
  }

  speaksWithTheSenior(one: Case): Promise<AnswerOf<'calls'>> {
    return this.calls(one, { party: 'senior', result: 'senior-recognised', recognisedBy: 'birth-date' });
  }

  async getsNoAnswer(one: Case): Promise<void> {
    await this.calls(one, { party: 'senior', result: 'no-reply' });
    await this.calls(one, { party: 'senior', result: 'no-reply' });
  }

  judges(
    one: Case,
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

  decides(one: Case, body: Body<'emergencyDecision'>): Promise<AnswerOf<'emergencyDecision'>> {
    return this.acts(one, () => this.account.asks('emergencyDecision', { of: { id: one.id }, body }));
  }

  holds(one: Case, reason: Body<'hold'>['reason']): Promise<AnswerOf<'hold'>> {
    return this.acts(one, () => this.account.asks('hold', { of: { id: one.id }, body: { reason } }));
  }

  offers(one: Case, body: Body<'offers'>): Promise<AnswerOf<'offers'>> {
    return this.acts(one, () => this.account.asks('offers', { of: { id: one.id }, body }));
  }

  closes(one: Case, body: Body<'close'>): Promise<AnswerOf<'close'>> {
    return this.acts(one, () => this.account.asks('close', { of: { id: one.id }, body }));
  }

  async releases(one: Case): Promise<void> {
    this.attending.delete(one);
    await this.acts(one, () => this.account.asks('release', { of: { id: one.id }, body: { reason: 'handover' } }));
  }

  candidates(one: Case): Promise<AnswerOf<'candidates'>> {
    return this.account.asks('candidates', { of: { id: one.id } });
  }

  reads(one: Case): Promise<AnswerOf<'incident'>> {
    return this.account.asks('incident', { of: { id: one.id } });
  }

  async queue(): Promise<AnswerOf<'incidents'>['items']> {
    return (await this.account.asks('incidents')).items;
  }

  /** The slug with which it is refused. */
  isRefused(act: Promise<unknown>): Promise<string> {
    return refusalOf(act);
  }

  private async acts<T>(one: Case, act: () => Promise<T>): Promise<T> {
    const answer = await act();
    this.attending.add(one);
    await this.settle();
    return answer;
  }
}
