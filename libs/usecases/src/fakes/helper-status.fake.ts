import { isLive, openOffers } from '@silverbell/incidents';
import { as, type AccountId, type HelperId, type IncidentId, type RegionId } from '@silverbell/kernel';
import type { HelperStatus, HelperStatusStore, HelperStatusTransaction, Suspension } from '../people/port.js';
import type { FakeIncidentStore } from './incident-store.fake.js';
import type { FakeHelperDirectory } from './helper-directory.fake.js';

/** Suspensions in memory; the helper directory of the same test knows of them at once. */
export class FakeHelperStatusStore implements HelperStatusStore {
  readonly #people = new Map<HelperId, HelperStatus>();
  readonly book: Suspension[] = [];

  constructor(
    private readonly cases: FakeIncidentStore,
    private readonly helperDirectory: FakeHelperDirectory,
  ) {}

  knows(name: string, accountId: string | null = null): void {
    this.#people.set(as<HelperId>(name), {
      helperId: as<HelperId>(name),
      regionId: as<RegionId>('village'),
      accountId: accountId === null ? null : as<AccountId>(accountId),
      last: null,
    });
  }

  async transaction<T>(work: (tx: HelperStatusTransaction) => Promise<T>): Promise<T> {
    const writes: (readonly [HelperId, Suspension])[] = [];
    const write = (...one: readonly [HelperId, Suspension]): Promise<void> => {
      writes.push(one);
      return Promise.resolve();
    };
    const result = await work({
      lock: (helperId) => Promise.resolve(this.#people.get(helperId) ?? null),
      suspend: (helperId, suspension) => write(helperId, suspension),
      reinstate: (helperId, suspension) => write(helperId, suspension),
    });
    for (const one of writes) this.#write(...one);
    return result;
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

  #write(helperId: HelperId, suspension: Suspension): void {
    const known = this.#people.get(helperId);
    if (known) this.#people.set(helperId, { ...known, last: suspension });
    this.book.push(suspension);
    this.helperDirectory.setSuspended(helperId, suspension.lifted === null);
  }
}
