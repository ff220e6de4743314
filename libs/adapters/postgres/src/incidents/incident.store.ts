import type { Incident } from '@silverbell/incidents';
import type { IncidentId, Instant } from '@silverbell/kernel';
import {
  decodedIdOf,
  type InboxEntry,
  type AlertOutcome,
  type AlertSource,
  type IncidentChange,
  type IncidentRef,
  type IncidentStore,
  type ChangedIncident,
  type FoundIncident,
  type IdempotencyKey,
  type KnownAlerts,
  type KnownDelivery,
  type Outcome,
} from '@silverbell/usecases';
import type { IncidentCategory } from '@silverbell/vocabulary';
import { setTimeout as pause } from 'node:timers/promises';
import type { PersonKeys } from '../crypto/person-keys.js';
import type { Queryable } from '../connection/command-pool.js';
import { AlertCache, lastClosedOf, type OpenIncident, type CachedSubject } from './alert-cache.js';
import { AlertReader, sourceColumnsOf, type KnownSource, type LoadedAlertRow } from './alert-reader.js';
import { isErasedKey, isRetryableConflict, RetryableConflict } from '../connection/failures.js';
import { IncidentReader, type LoadedIncident } from './incident-reader.js';
import type { Policies } from './policies.js';
import { SubjectQueue } from './subject-queue.js';
import { WriteBatches, type WriteResult } from './write-batches.js';
import type { WriteItem, WrittenDelivery } from './write-request.js';

/** The number that a command answers with when no incident came of it; the first incident has number 1. */
const NO_NUMBER = 0;
/** How many times a command is decided at most, when what it was decided on changes each time. Of twenty processes that write to one home, each round lets one through. */
const MAX_ATTEMPTS = 24;
/** From this attempt on, and after an attempt that found the lock on its subject taken, the statement waits for that lock; each later attempt pauses first. */
const WAIT_FOR_LOCK_FROM_ATTEMPT = 3;

/**
 * Incidents under optimistic concurrency control: a command is decided on what was found, and written by one statement (`incidents_write`)
 * that compares what decided it with the database. Where something has changed, nothing is written and the command is decided again: `decide` may
 * run several times and must change nothing itself. A subject is what incidents belong to: a home, or a device without one.
 */
export class PostgresIncidentStore implements IncidentStore {
  readonly alertCache = new AlertCache();
  private readonly incidentReader: IncidentReader;
  private readonly alertReader: AlertReader;
  /** Commands of this process on one subject run one after the other: they would only make each other decide again. */
  private readonly subjectQueue = new SubjectQueue();
  private readonly alertWrites: WriteBatches;
  private readonly commandWrites: WriteBatches;

  constructor(
    private readonly pool: Queryable,
    private readonly keys: PersonKeys,
    private readonly policies: Policies,
    /** For what is read ahead of alerts. */
    backgroundPool = pool,
  ) {
    const isPolicyStored = (key: string): boolean => policies.isStored(key);
    // Alerts share statements with alerts and other commands with other commands: neither waits for a statement of the other.
    this.alertWrites = new WriteBatches(pool, isPolicyStored);
    this.commandWrites = new WriteBatches(pool, isPolicyStored);
    this.incidentReader = new IncidentReader(pool, policies);
    const backgroundIncidents = new IncidentReader(backgroundPool, policies);
    this.alertReader = new AlertReader(
      pool,
      backgroundPool,
      this.alertCache,
      this.incidentReader,
      backgroundIncidents,
      keys,
    );
  }

  async withIncident<T>(
    ref: IncidentRef,
    { now, idempotency }: { readonly now: Instant; readonly idempotency?: IdempotencyKey },
    decide: (found: FoundIncident | null) => Promise<Outcome<T>>,
  ): Promise<T> {
    const loadedBefore = await this.incidentReader.find(ref, idempotency);
    if (loadedBefore === null) return (await decide(null)).answer({ number: NO_NUMBER });
    const startsAtOnce = this.subjectQueue.isFree(loadedBefore.subject);
    return this.subjectQueue.run(loadedBefore.subject, () =>
      this.retryUntilDone(async ({ attempt, waitForLock }) => {
        // What was read before the command had to wait for another one is read again.
        const loaded = attempt === 1 && startsAtOnce ? loadedBefore : await this.incidentReader.find(ref, idempotency);
        if (loaded === null) return { done: (await decide(null)).answer({ number: NO_NUMBER }) };
        const outcome = await decide(loaded.found);
        const knownNumber = loaded.found.number ?? NO_NUMBER;
        if (outcome.change === null) return { done: outcome.answer({ number: knownNumber }) };
        const item = await this.commandItem(outcome.change, loaded, ref.by === 'subject', now);
        const result = await this.write(this.commandWrites, item, waitForLock);
        if (result.outcome !== 'written') return { retry: result.outcome };
        const number = result.number ?? knownNumber;
        this.rememberWritten(item, number);
        return { done: outcome.answer({ number }) };
      }),
    );
  }

  /** A command by subject may open an incident, and no other may be open than those it was decided on; another command checks only the incident that it names. */
  private commandItem(
    change: IncidentChange,
    { found, subject, open, lastClosed }: LoadedIncident,
    bySubject: boolean,
    now: Instant,
  ): Promise<WriteItem> {
    const checked = bySubject ? open : open.filter(({ incident }) => incident === found.incident);
    return this.writeItemOf(change, {
      subject,
      at: now,
      expected: expectedIncidents(checked, change),
      forbidsOtherOpen: bySubject,
      lastClosed: bySubject && found.incident === null ? lastClosed : null,
    });
  }

  async withAlerts<T>(
    source: AlertSource,
    deliveries: readonly InboxEntry[],
    now: Instant,
    decide: (known: KnownAlerts) => Promise<AlertOutcome<T>>,
  ): Promise<T> {
    const first = await this.alertReader.knownSource(source, now);
    const startsAtOnce = this.subjectQueue.isFree(first.subject);
    const unique = uniqueById(deliveries);
    /** What the database answered about the deliveries at an earlier attempt; before that it is guessed from memory. */
    let confirmed: readonly KnownDelivery[] | null = null;
    return this.subjectQueue.run(first.subject, () =>
      this.retryUntilDone(async ({ attempt, waitForLock }) => {
        const loaded = attempt === 1 && startsAtOnce ? first : await this.alertReader.knownSource(source, now);
        const { incidents } = loaded;
        const knownDeliveries = confirmed ?? unique.map((delivery) => guessFromMemory(delivery, incidents));
        const outcome = await decide({
          ...loaded.known,
          deliveries: withDuplicatesMarked(deliveries, unique, knownDeliveries),
          incidentOf: (category) => openOrLastClosed(incidents, category),
        });
        const item = await this.alertItem(source, loaded, unique, knownDeliveries, outcome, now);
        const result = await this.write(this.alertWrites, item, waitForLock);
        if (result.outcome === 'written') {
          const number = result.number ?? numberOfOpen(incidents, outcome.change) ?? NO_NUMBER;
          this.rememberWritten(item, number);
          if (result.factsVersion !== null)
            this.alertCache.keepFacts(source, { ...loaded.facts, ...result.factsVersion });
          return { done: outcome.answer({ number }) };
        }
        if (result.outcome === 'changed') {
          this.alertCache.forgetSubject(loaded.subject);
          confirmed = result.deliveries ?? confirmed;
          if (result.reloaded !== null) await this.alertReader.cacheLoaded(source, result.reloaded as LoadedAlertRow);
        }
        return { retry: result.outcome };
      }),
    );
  }

  private async alertItem<T>(
    source: AlertSource,
    { facts, subject, incidents }: KnownSource,
    deliveries: readonly InboxEntry[],
    known: readonly KnownDelivery[],
    { change, owner }: AlertOutcome<T>,
    now: Instant,
  ): Promise<WriteItem> {
    const { sealed, newKeys } = await this.encryptFrames(deliveries, owner);
    const item = await this.writeItemOf(change, {
      subject,
      at: now,
      expected: expectedIncidents(incidents.open, change),
      forbidsOtherOpen: true,
      // An incident that exists is not linked to the last one that closed, so that one may change meanwhile.
      lastClosed: change?.before ? null : incidents.lastClosed,
    });
    const { hash, registryVersion, consoles } = facts;
    return {
      ...item,
      source: { ...sourceColumnsOf(source), hash, registryVersion, consoles },
      deliveries: deliveries.map(({ raw: _raw, decoded: _decoded, ...delivery }, n) => ({
        ...delivery,
        ...(known[n] ?? NEW_DELIVERY),
        ...(sealed[n] as Pick<WrittenDelivery, 'keyId' | 'sealedRaw' | 'sealedDecoded'>),
      })),
      newKeys: [...item.newKeys, ...newKeys],
      keysUsed: [...item.keysUsed, ...existingKeysIn(sealed, newKeys)],
    };
  }

  /** Reads what decides the alerts of these sources before they send one. */
  preload(sources: readonly AlertSource[]): Promise<void> {
    return this.alertReader.preload(sources);
  }

  /** Drops from the cache what another process changed, and reads it again. */
  async dropChangedElsewhere(changed: readonly ChangedIncident[]): Promise<void> {
    const dropped = changed.filter(({ id, version, subject }) => this.alertCache.dropIfOlder(id, version, subject));
    await Promise.all(
      [...new Set(dropped.map(({ subject }) => subject))].map((subject) => this.alertReader.reloadSubject(subject)),
    );
  }

  /** Open or closed. */
  async findIncident(id: IncidentId): ReturnType<IncidentStore['findIncident']> {
    const loaded = await this.incidentReader.find({ by: 'incident', id });
    if (loaded === null || loaded.found.incident === null) return null;
    return { incident: loaded.found.incident, number: loaded.found.number ?? NO_NUMBER };
  }

  async dueIncidents(
    now: Instant,
    limit: number,
    excluding: readonly IncidentId[] = [],
  ): Promise<readonly { readonly id: IncidentId; readonly dueAt: Instant }[]> {
    // Skips subjects that another transaction is writing: that moves their deadlines, and the next poll sees it. The row lock is a write, too,
    // and its commit would wait for the disk: `synchronous_commit = off` saves that. Nothing is lost by it, each command compares when it writes.
    return this.pool.query(
      `select i.id, ms_of(i.next_due_at)::double precision as "dueAt"
       from set_config('synchronous_commit', 'off', true) unflushed, incident i join subject s on s.key = i.subject_key
       where i.next_due_at <= instant_of($1) and i.id <> all ($3) order by i.next_due_at limit $2 for key share of s skip locked`,
      [now, limit, excluding],
    );
  }

  async wasAlreadyReceived(
    { deviceId, dedupeKey, kind, payloadHash }: Parameters<IncidentStore['wasAlreadyReceived']>[0],
    since: Instant | null,
  ): Promise<boolean> {
    const [row] = await this.pool.query<{ received: boolean }[]>(
      `select exists (select from inbox where device_id = $1 and dedupe_key = $2 and kind = $3 and payload_hash = $4
         and ($5::double precision is null or received_at >= instant_of($5::double precision))) as received`,
      [deviceId, dedupeKey, kind, payloadHash, since],
    );
    return row?.received === true;
  }

  async nextDueAt(): Promise<Instant | null> {
    const [row] = await this.pool.query<{ at: Instant | null }[]>(
      `select ms_of(min(next_due_at))::double precision as at from incident`,
    );
    return row?.at ?? null;
  }

  /** Repeats the attempt until it is done, at most `MAX_ATTEMPTS` times. */
  private async retryUntilDone<T>(
    run: (conditions: {
      readonly attempt: number;
      readonly waitForLock: boolean;
    }) => Promise<{ readonly done: T } | { readonly retry: 'changed' | 'busy' }>,
  ): Promise<T> {
    let wasBusy = false;
    for (let attempt = 1; ; attempt += 1) {
      const end = await run({ attempt, waitForLock: wasBusy || attempt >= WAIT_FOR_LOCK_FROM_ATTEMPT });
      if ('done' in end) return end.done;
      if (attempt >= MAX_ATTEMPTS) throw new RetryableConflict();
      wasBusy = end.retry === 'busy';
      if (attempt >= WAIT_FOR_LOCK_FROM_ATTEMPT) await pause(attempt);
    }
  }

  /** A write that lost against another transaction (deadlock, unique key, serialisation) counts as decided on something that has changed. */
  private async write(batches: WriteBatches, item: WriteItem, waitForLock: boolean): Promise<WriteResult> {
    try {
      return waitForLock ? await batches.writeWaitingForLock(item) : await batches.write(item);
    } catch (error) {
      // A person was erased meanwhile: her key is read again, and the command is decided without it.
      if (isErasedKey(error)) this.keys.forget(this.ownersOf(item));
      if (!isRetryableConflict(error)) throw error;
      this.alertCache.forgetSubject(item.subject);
      this.keys.forget(item.newKeys.map(({ owner }) => owner));
      return { outcome: 'changed', deliveries: null, reloaded: null };
    }
  }

  private ownersOf({ keysUsed, newKeys }: WriteItem): readonly string[] {
    return [...newKeys.map(({ owner }) => owner), ...this.keys.ownersOf(keysUsed)];
  }

  /** Updates the caches after a write, so that the next alert of the subject needs no read. */
  private rememberWritten({ change, newKeys }: WriteItem, number: number): void {
    this.keys.remember(newKeys);
    if (change === null) return;
    this.policies.remember(change.after.policy);
    this.alertCache.rememberWritten(change.after, number);
  }

  private async writeItemOf(
    change: WriteItem['change'],
    decidedOn: Pick<WriteItem, 'subject' | 'at' | 'expected' | 'forbidsOtherOpen' | 'lastClosed'>,
  ): Promise<WriteItem> {
    if (change !== null) assertVersionCountsEvents(change);
    const texts = change?.texts ?? [];
    const { sealed, newKeys } =
      texts.length === 0 ? { sealed: [], newKeys: [] } : await this.keys.seal(this.pool, texts);
    return {
      ...decidedOn,
      source: null,
      deliveries: [],
      change,
      sealed,
      newKeys,
      keysUsed: existingKeysIn(sealed, newKeys),
    };
  }

  private async encryptFrames(
    deliveries: readonly InboxEntry[],
    owner: string,
  ): Promise<{
    readonly sealed: readonly Pick<WrittenDelivery, 'keyId' | 'sealedRaw' | 'sealedDecoded'>[];
    readonly newKeys: WriteItem['newKeys'];
  }> {
    const texts = deliveries.flatMap(({ id, raw, decoded }) => [
      { id, owner, body: raw },
      ...(decoded === null ? [] : [{ id: decodedIdOf(id), owner, body: JSON.stringify(decoded) }]),
    ]);
    const { sealed, newKeys } = await this.keys.seal(this.pool, texts);
    const byId = new Map<string, (typeof sealed)[number]>(sealed.map((text) => [text.id, text]));
    const sealedTextOf = (id: string): (typeof sealed)[number] => {
      const text = byId.get(id);
      if (text === undefined) throw new Error(`text ${id} was not sealed`);
      return text;
    };
    const rows = deliveries.map(({ id, decoded }) => {
      const { keyId, sealed: sealedRaw } = sealedTextOf(id);
      return { keyId, sealedRaw, sealedDecoded: decoded === null ? null : sealedTextOf(decodedIdOf(id)).sealed };
    });
    return { sealed: rows, newKeys };
  }
}

const NEW_DELIVERY: KnownDelivery = { isDuplicate: false, alertIncident: null };

/** The open incident of a category or, where none is open, the last one that closed. */
const openOrLastClosed = (
  { open, lastClosed }: CachedSubject,
  category: IncidentCategory,
): ReturnType<KnownAlerts['incidentOf']> => {
  const current = open.find(({ incident }) => incident.family === category);
  return {
    incident: current?.incident ?? null,
    number: current?.number ?? null,
    lastClosed: current === undefined ? lastClosedOf(lastClosed, category) : null,
  };
};

const numberOfOpen = ({ open }: CachedSubject, change: IncidentChange | null): number | null =>
  open.find(({ incident }) => incident.id === change?.after.id)?.number ?? null;

/** Guesses from the cached incidents which one an alert belongs to, and that its delivery is no duplicate; the write statement checks both. */
function guessFromMemory({ deviceId, alertId, kind }: InboxEntry, { open }: CachedSubject): KnownDelivery {
  const matches = open.flatMap(({ incident }) =>
    incident.alerts.flatMap((alert) =>
      alert.deviceId === deviceId && alert.alertId === alertId ? [{ incident, kind: alert.kind, at: alert.at }] : [],
    ),
  );
  const [bestMatch] = matches.sort((a, b) => Number(b.kind === kind) - Number(a.kind === kind) || b.at - a.at);
  if (bestMatch === undefined) return NEW_DELIVERY;
  return { isDuplicate: false, alertIncident: { incidentId: bestMatch.incident.id, kind: bestMatch.kind, open: true } };
}

/** An id that comes twice, from the connection and from the spool, is one delivery: the first of them. */
const uniqueById = (deliveries: readonly InboxEntry[]): readonly InboxEntry[] =>
  deliveries.filter(({ id }, n) => deliveries.findIndex((delivery) => delivery.id === id) === n);

/** What is known of each delivery, in order; after the first of its id a delivery is a duplicate. */
function withDuplicatesMarked(
  deliveries: readonly InboxEntry[],
  unique: readonly InboxEntry[],
  known: readonly KnownDelivery[],
): readonly KnownDelivery[] {
  if (unique.length === deliveries.length) return known;
  const byId = new Map(unique.map(({ id }, n) => [id, known[n] ?? NEW_DELIVERY]));
  return deliveries.map(({ id }) => {
    const delivery = byId.get(id) ?? NEW_DELIVERY;
    byId.set(id, { ...delivery, isDuplicate: true });
    return delivery;
  });
}

/** Incidents that must be unchanged when the change is written: the one that changes, as it was before, and the others that were found. */
function expectedIncidents(found: readonly OpenIncident[], change: IncidentChange | null): readonly Incident[] {
  const before = change?.before ?? null;
  const others = found.flatMap(({ incident }) => (incident.id === before?.id ? [] : [incident]));
  return before === null ? others : [before, ...others];
}

/** Ids of the keys that encrypted something and are in the database already. */
const existingKeysIn = (
  sealed: readonly { readonly keyId: string }[],
  newKeys: readonly { readonly id: string }[],
): readonly string[] =>
  [...new Set(sealed.map(({ keyId }) => keyId))].filter((keyId) => !newKeys.some(({ id }) => id === keyId));

function assertVersionCountsEvents({
  before,
  after,
  events,
}: {
  readonly before: Incident | null;
  readonly after: Incident;
  readonly events: readonly unknown[];
}): void {
  const version = before?.version ?? 0;
  if (after.version !== version + events.length)
    throw new Error(
      `incident ${after.id}: ${events.length} events do not lead from version ${version} to ${after.version}`,
    );
}
