import { VIEWER_PRESENCE_S, type ClientAnswer, type SocketPayload } from '@silverbell/wire';
import { Debouncer } from './debouncer.js';
import { canSeeAtConsole, type IncidentPlace, type Subscriber } from './incident-audience.js';
import type { ReplicaBus, ViewerListener } from './replica-bus.js';
import { ViewerRegistry, type Viewer, type Viewing } from './viewer-registry.js';

/** An operator who goes down the queue with the arrow key views every incident for a moment: those changes are merged. */
const MERGE_MS = 250;

/** One page of a console. */
export interface ViewerPage {
  /** As it is now: renewed every few seconds. */
  readonly subscriber: Subscriber;
  tell(viewers: SocketPayload<'onlookers'>): void;
}

export interface ViewerPresenceDeps {
  readonly bus: Pick<ReplicaBus, 'publishViewers'>;
  /** Region and practice of an incident, open or closed; `null`: there is none. */
  readonly placeOf: (incidentId: string) => Promise<IncidentPlace | null>;
  readonly monotonicNow?: () => number;
}

/** Tells the viewers of an incident who else views it, here and at the other replicas. Nothing of it is stored, and no decision reads it. */
export class ViewerPresence implements ViewerListener {
  readonly #registry = new ViewerRegistry<ViewerPage>(VIEWER_PRESENCE_S.expiresAfter * 1_000);
  /** The last request of each page: a lookup that ends after a newer request is dropped. */
  readonly #requests = new WeakMap<ViewerPage, symbol>();
  /** Incidents whose viewers changed; `true`: the other replicas must be told as well. */
  readonly #changed = new Map<string, boolean>();
  readonly #debouncer = new Debouncer(MERGE_MS, () => this.#tell());
  readonly #monotonicNow: () => number;
  #publishedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly deps: ViewerPresenceDeps) {
    this.#monotonicNow = deps.monotonicNow ?? (() => performance.now());
  }

  /** A page has this incident on its screen; answers who else does. An incident that the page may not see has no viewers. */
  async view(page: ViewerPage, incidentId: string | null): Promise<ClientAnswer<'looking'>> {
    const request = Symbol();
    this.#requests.set(page, request);
    const place = incidentId === null ? null : await this.deps.placeOf(incidentId);
    if (this.#requests.get(page) !== request) return { people: [] };
    const viewing = place !== null && incidentId !== null ? viewingOf(page.subscriber, incidentId, place) : null;
    this.#change(this.#registry.set(page, viewing, this.#monotonicNow()), true);
    return { people: viewing === null ? [] : this.#others(viewing) };
  }

  /** Its connection is closed. */
  left(page: ViewerPage): void {
    this.#requests.delete(page);
    this.#change(this.#registry.set(page, null, this.#monotonicNow()), true);
  }

  onViewers(replica: string, incidentId: string, people: readonly Viewer[]): void {
    if (this.#registry.setOfReplica(replica, incidentId, people, this.#monotonicNow()))
      this.#change([incidentId], false);
  }

  /** The other replicas missed our messages as we missed theirs, which they repeat by themselves. */
  onReconnected(): void {
    this.#publishAll();
  }

  /** Called every second. */
  tick(): void {
    const { here, elsewhere } = this.#registry.expire(this.#monotonicNow());
    this.#change(here, true);
    this.#change(elsewhere, false);
    if (this.#monotonicNow() - this.#publishedAt >= VIEWER_PRESENCE_S.refreshEvery * 1_000) this.#publishAll();
  }

  close(): void {
    this.#debouncer.close();
  }

  #publishAll(): void {
    this.#publishedAt = this.#monotonicNow();
    for (const incidentId of this.#registry.incidentsHere) this.#publish(incidentId);
  }

  #publish(incidentId: string): void {
    this.deps.bus.publishViewers(incidentId, [...this.#registry.here(incidentId)]);
  }

  #change(incidentIds: readonly string[], here: boolean): void {
    for (const incidentId of incidentIds) {
      this.#changed.set(incidentId, here || this.#changed.get(incidentId) === true);
      this.#debouncer.schedule();
    }
  }

  #tell(): void {
    for (const [incidentId, here] of this.#changed) {
      if (here) this.#publish(incidentId);
      for (const { page, viewing } of this.#registry.pagesOf(incidentId))
        if (canSeeAtConsole(page.subscriber, viewing.place)) page.tell({ incidentId, people: this.#others(viewing) });
    }
    this.#changed.clear();
  }

  #others({ incidentId, person }: Viewing): Viewer[] {
    return this.#registry.of(incidentId).filter(({ id }) => id !== person.id);
  }
}

function viewingOf(subscriber: Subscriber, incidentId: string, place: IncidentPlace): Viewing | null {
  const { id, name } = subscriber.account;
  return canSeeAtConsole(subscriber, place) ? { incidentId, person: { id, name }, place } : null;
}
