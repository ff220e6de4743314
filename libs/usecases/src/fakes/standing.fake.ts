import { isLive, openOffers } from '@silverbell/incident';
import { as, type AccountId, type HelperId, type IncidentId, type RegionId } from '@silverbell/kernel';
import type { HelperStanding, StandingBook, StandingTransaction, Suspension } from '../standing/port.js';
import type { FakeIncidentStore } from './incident-store.fake.js';
import type { FakeRoster } from './roster.fake.js';

/** Suspensions in memory; the roster of the same test knows of them at once. */
export class FakeStandingBook implements StandingBook {
  readonly #people = new Map<HelperId, HelperStanding>();
  readonly book: Suspension[] = [];

  constructor(
    private readonly cases: FakeIncidentStore,
    private readonly roster: FakeRoster,
  ) {}

  knows(name: string, accountId: string | null = null): void {
    this.#people.set(as<HelperId>(name), {
      helperId: as<HelperId>(name),
      regionId: as<RegionId>('village'),
      accountId: accountId === null ? null : as<AccountId>(accountId),
      last: null,
    });
  }

  transaction<T>(work: (tx: StandingTransaction) => Promise<T>): Promise<T> {
    return work({
      lock: (helperId) => Promise.resolve(this.#people.get(helperId) ?? null),
      suspend: (helperId, suspension) => this.#write(helperId, suspension),
      reinstate: (helperId, suspension) => this.#write(helperId, suspension),
    });
  }

  unsettled(): Promise<readonly { readonly helperId: HelperId; readonly incidentId: IncidentId }[]> {
    const suspended = [...this.#people.values()].filter(({ last }) => last !== null && last.lifted === null);
    return Promise.resolve(
      suspended.flatMap(({ helperId }) =>
        [...this.cases.open()]
          .filter((incident) =>
            [...openOffers(incident), ...incident.assignments.filter(isLive)].some((one) => one.helperId === helperId),
          )
          .map((incident) => ({ helperId, incidentId: incident.id })),
      ),
    );
  }

  #write(helperId: HelperId, suspension: Suspension): Promise<void> {
    const known = this.#people.get(helperId);
    if (known) this.#people.set(helperId, { ...known, last: suspension });
    this.book.push(suspension);
    this.roster.setSuspended(helperId, suspension.lifted === null);
    return Promise.resolve();
  }
}
