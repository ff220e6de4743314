import { subjectKey, type Incident } from '@silverbell/incidents';
import type { IncidentId, Instant } from '@silverbell/kernel';
import type { AlertFactRows, AlertSource, FoundIncident } from '@silverbell/usecases';
import type { IncidentCategory } from '@silverbell/vocabulary';
import { LRUCache } from 'lru-cache';

/** Rows that decide the alerts of a source, and what the write statement compares to see that the cached rows are still current. */
export interface CachedFacts {
  readonly rows: AlertFactRows;
  /** Hash of the rows, as `alert_facts` makes it. */
  readonly hash: string;
  /** Version of the registry when the rows were last found to be current (`file_version`). */
  readonly registryVersion: string;
  /** Ids of the accounts whose consoles were connected then. */
  readonly consoles: string;
}

export interface OpenIncident {
  readonly incident: Incident;
  readonly number: number;
}

/** The incidents of a subject: those that are open, and by category the last that was closed. */
export interface CachedSubject {
  readonly open: readonly OpenIncident[];
  readonly lastClosed: LastClosedByCategory;
}

export type LastClosedByCategory = Readonly<Partial<Record<IncidentCategory, readonly [IncidentId, Instant]>>>;

export const lastClosedOf = (closed: LastClosedByCategory, category: IncidentCategory): FoundIncident['lastClosed'] => {
  const last = closed[category];
  return last === undefined ? null : { incidentId: last[0], closedAt: last[1] };
};

export interface MemoryLimits {
  readonly sources: number;
  readonly bytes: number;
}

/** Each of the two caches holds at most so much: the facts of 50,000 devices. What does not fit is read when it is needed. */
export const MEMORY_LIMITS: MemoryLimits = { sources: 50_000, bytes: 48 * 1024 * 1024 };

/** Bytes of memory for each character of JSON, estimated. */
const BYTES_PER_CHARACTER = 3;
const sizes = new WeakMap<AlertFactRows, number>();

function sizeOf(rows: AlertFactRows): number {
  const known = sizes.get(rows) ?? JSON.stringify(rows).length * BYTES_PER_CHARACTER;
  sizes.set(rows, known);
  return known;
}

export const cacheKeyOf = (source: AlertSource): string =>
  source.by === 'home' ? `home ${source.id}` : JSON.stringify([source.id, source.child]);

/**
 * Cache of what decides the alerts of devices that are connected or were heard lately. It is never trusted: the statement that writes a decision
 * compares every part of it with the database, and writes nothing when a part has changed. A missing or old entry costs one query.
 */
export class AlertCache {
  private readonly facts: LRUCache<string, CachedFacts>;
  private readonly subjects: LRUCache<string, CachedSubject>;

  constructor({ sources, bytes }: MemoryLimits = MEMORY_LIMITS) {
    this.facts = new LRUCache({
      max: sources,
      maxSize: bytes,
      sizeCalculation: ({ rows }) => sizeOf(rows),
    });
    this.subjects = new LRUCache<string, CachedSubject>({
      max: sources,
      maxSize: bytes,
      sizeCalculation: ({ open }) => 200 + open.length * 8_000,
    });
  }

  factsOf(source: AlertSource): CachedFacts | undefined {
    return this.facts.get(cacheKeyOf(source));
  }

  subject(key: string): CachedSubject | undefined {
    return this.subjects.get(key);
  }

  hasFacts(source: AlertSource): boolean {
    return this.facts.has(cacheKeyOf(source));
  }

  keepFacts(source: AlertSource, facts: CachedFacts): void {
    const known = this.facts.peek(cacheKeyOf(source));
    if (
      known?.registryVersion === facts.registryVersion &&
      known.consoles === facts.consoles &&
      known.hash === facts.hash
    )
      return;
    this.facts.set(cacheKeyOf(source), facts);
  }

  keepSubject(key: string, subject: CachedSubject): void {
    this.subjects.set(key, subject);
  }

  forgetSource(source: AlertSource): void {
    this.facts.delete(cacheKeyOf(source));
  }

  forgetSubject(key: string): void {
    this.subjects.delete(key);
  }

  /** Called after a write of this process. */
  rememberWritten(incident: Incident, number: number): void {
    const key = subjectKey(incident.subject);
    const known = this.subjects.get(key);
    if (known === undefined) return;
    const { id, family, closure } = incident;
    const others = known.open.filter((one) => one.incident.id !== id);
    this.keepSubject(
      key,
      closure === null
        ? { ...known, open: [...others, { incident, number }] }
        : { open: others, lastClosed: { ...known.lastClosed, [family]: [id, closure.at] } },
    );
  }

  /** Another process changed this incident: the subject is dropped where the cached version is older, or lacks it. `true`: it was. */
  dropIfOlder(id: IncidentId, version: number, subject: string): boolean {
    const known = this.subjects.peek(subject);
    if (known === undefined) return false;
    const open = known.open.find(({ incident }) => incident.id === id);
    return (open === undefined || open.incident.version < version) && this.subjects.delete(subject);
  }

  get size(): { readonly sources: number; readonly subjects: number; readonly bytes: number } {
    const bytes = this.facts.calculatedSize + this.subjects.calculatedSize;
    return { sources: this.facts.size, subjects: this.subjects.size, bytes };
  }
}
