import { Inject, Injectable } from '@nestjs/common';
import {
  PostgresCareCallStore,
  PostgresMealStore,
  PostgresOrderStore,
  PostgresVisitStore,
} from '@silverbell/adapter-postgres';
import { JsonLogger } from '@silverbell/adapter-runtime';
import type { CivilDay } from '@silverbell/care';
import { as, type AccountId, type HelperId, type RegionId, type SeniorId } from '@silverbell/kernel';
import {
  clockOrder,
  careDay,
  endCareCallsOf,
  endServiceOf,
  endMealsOf,
  endVisitsOf,
  moveServiceOf,
  moveVisitsOf,
  recheckProvider,
  recheckWorker,
  recountTerms,
  resumeServiceOf,
  suspendServiceOf,
  type CareClock,
  type Deps,
  type OrderTransaction,
} from '@silverbell/usecases';
import { CARE_CLOCK, USE_CASE_DEPS } from '../../tokens.js';

/**
 * What a change elsewhere does to visits, each in a transaction of its own after the change: an emergency accepted, a certificate that
 * ends, a worker suspended, a person who died. A failure is logged and stops nothing of what it follows (CR-09).
 */
@Injectable()
export class VisitEffects {
  constructor(
    private readonly orders: PostgresOrderStore,
    private readonly visits: PostgresVisitStore,
    private readonly meals: PostgresMealStore,
    private readonly calls: PostgresCareCallStore,
    @Inject(CARE_CLOCK) private readonly clock: CareClock,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
    private readonly logger: JsonLogger,
  ) {}

  /** A worker goes to an emergency: the visit under way is interrupted, with the minutes until now (CR-09). */
  async calledAway(helperId: HelperId): Promise<void> {
    const started = await this.orders.startedBy(helperId).catch(() => []);
    await this.apply('called-away', async (tx) => {
      const now = await this.clock.now();
      for (const id of started) await clockOrder(this.deps, tx, id, { type: 'interrupt', reason: 'emergency' }, now);
    });
  }

  /** Her certificates, her standing or her conflicts changed: what she may no longer do returns to be assigned (CR-31). */
  workerChanged(helperId: string): Promise<void> {
    return this.apply('worker-changed', async (tx) => {
      await recheckWorker(this.deps, tx, as<HelperId>(helperId), await this.clock.now());
    });
  }

  /** Its standing or one of its contracts changed: what no contract covers any more returns to be assigned (CR-31). */
  providerChanged(providerId: string): Promise<void> {
    return this.apply('provider-changed', async (tx) => {
      const [now, today] = [await this.clock.now(), await careDay(this.clock, this.deps.timeZone)];
      await recheckProvider(this.deps, tx, providerId, { today, now });
    });
  }

  /** Nothing is planned behind the last day of a person who died or moved away (CR-27). */
  serviceEnded(seniorId: string, lastDay: CivilDay): Promise<void> {
    return this.apply('service-ended', async (tx) => {
      await endServiceOf(this.deps, tx, as<SeniorId>(seniorId), lastDay, await this.clock.now());
    });
  }

  /** What is planned for her and owed to her goes to where she lives now (CR-22). */
  async personMoved(seniorId: string, from: RegionId): Promise<void> {
    const id = as<SeniorId>(seniorId);
    const when = async () => ({ today: await careDay(this.clock, this.deps.timeZone), now: await this.clock.now() });
    await this.apply('person-moved', async (tx) => moveServiceOf(this.deps, tx, id, { from, ...(await when()) }));
    try {
      await this.visits.within(this.deps.clock.now(), async (tx) => moveVisitsOf(this.deps, tx, id, await when()));
    } catch (error) {
      this.logger.fact('error', 'care-effect-failed', { what: 'person-moved' }, error);
    }
  }

  /** Her plans pause on the days of a suspension, and go on when it is resumed (CR-26). */
  serviceSuspended(seniorId: string, from: CivilDay, to: CivilDay | null): Promise<void> {
    return this.apply('service-suspended', async (tx) => {
      const now = await this.clock.now();
      await suspendServiceOf(this.deps, tx, as<SeniorId>(seniorId), { from, to, now });
    });
  }

  serviceResumed(seniorId: string): Promise<void> {
    return this.apply('service-resumed', async (tx) => {
      const [now, today] = [await this.clock.now(), await careDay(this.clock, this.deps.timeZone)];
      await resumeServiceOf(this.deps, tx, as<SeniorId>(seniorId), { today, now });
    });
  }

  /** No welfare visit, no meal and no call is owed to a person who died or moved away; who lived with her is visited (CR-55, CR-58). */
  async personLeft(seniorId: string, died: boolean): Promise<void> {
    try {
      const now = await this.clock.now();
      const today = await careDay(this.clock, this.deps.timeZone);
      await this.visits.within(this.deps.clock.now(), (tx) =>
        endVisitsOf(this.deps, tx, as<SeniorId>(seniorId), { died, today, now }),
      );
      await this.meals.within(this.deps.clock.now(), (tx) => endMealsOf(this.deps, tx, as<SeniorId>(seniorId), now));
      await this.calls.within((tx) => endCareCallsOf(this.deps, tx, as<SeniorId>(seniorId), now));
    } catch (error) {
      this.logger.fact('error', 'care-effect-failed', { what: 'person-left' }, error);
    }
  }

  /** A year of working days is published: what is due is counted with it (CR-02). */
  calendarPublished(by: AccountId): Promise<void> {
    return this.apply('calendar-published', async ({ quality }) => {
      const [now, today] = [await this.clock.now(), await careDay(this.clock, this.deps.timeZone)];
      await recountTerms(this.deps, quality, { today, now, by });
    });
  }

  private async apply(what: string, work: (tx: OrderTransaction) => Promise<void>): Promise<void> {
    try {
      await this.orders.within(work);
    } catch (error) {
      this.logger.fact('error', 'care-effect-failed', { what }, error);
    }
  }
}
