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
import { AlertMemory, lastClosedOf, type OpenIncident, type RememberedSubject } from './alert-memory.js';
import { AlertReader, namesOf, type LoadAnswer } from './alert-reader.js';
import { isErasedKey, isRetryableConflict, RetryableConflict } from '../connection/failures.js';
import { IncidentReader, type Found } from './incident-reader.js';
import type { Policies } from './policies.js';
import { SubjectQueue } from './subject-queue.js';
import { WriteBatches, type WriteAnswer } from './write-batches.js';
import type { WriteItem, WrittenDelivery } from './write-request.js';

/** How often a command is decided anew on what was found to have changed: of twenty processes at one home each round writes one. */
const ATTEMPTS = 24;
/** From this try on it waits for the lock on its subject instead of retrying. */
const PATIENT_FROM = 3;

/** Finds, lets decide, and writes with proof; see `incidents_write`. */
export class PostgresIncidentStore implements IncidentStore {
  readonly memory = new AlertMemory();
  private readonly incidents: IncidentReader;
  private readonly sources: AlertReader;
  private readonly queue = new SubjectQueue();
  private readonly alerts: WriteBatches;
  private readonly commands: WriteBatches;

  constructor(
    private readonly pool: Queryable,
    private readonly keys: PersonKeys,
    private readonly policies: Policies,
    /** For what may wait. */
    aside = pool,
  ) {
    const isStored = (key: string): boolean => policies.isStored(key);
    // Alerts share statements with alerts and other commands with other commands: neither waits for the other.
    this.alerts = new WriteBatches(pool, isStored);
    this.commands = new WriteBatches(pool, isStored);
    this.incidents = new IncidentReader(pool, policies);
    this.sources = new AlertReader(pool, aside, this.memory, this.incidents, new IncidentReader(aside, policies), keys);
  }

  async withIncident<T>(
    ref: IncidentRef,
    { now, idempotency }: { readonly now: Instant; readonly idempotency?: IdempotencyKey },
    decide: (found: FoundIncident | null) => Promise<Outcome<T>>,
  ): Promise<T> {
    const first = await this.incidents.find(ref, idempotency);
    if (first === null) return (await decide(null)).answer({ number: 0 });
    let known: Found | null = this.queue.isFree(first.subject) ? first : null;
    return this.queue.run(first.subject, () =>
      this.again(async (patient) => {
        const one = known ?? (await this.incidents.find(ref, idempotency));
        known = null;
        if (one === null) return { done: (await decide(null)).answer({ number: 0 }) };
        const outcome = await decide(one.found);
        if (outcome.change === null) return { done: outcome.answer({ number: one.found.number ?? 0 }) };
        const { incident } = one.found;
        const bySubject = ref.by === 'subject';
        const item = await this.itemOf(outcome.change, {
          subject: one.subject,
          at: now,
          versions: decidedOn(
            bySubject ? one.open : one.open.filter((open) => open.incident === incident),
            outcome.change,
          ),
          alone: bySubject,
          closed: bySubject && incident === null ? one.closed : null,
        });
        const answer = await this.write(this.commands, item, patient);
        if (answer.outcome !== 'written') return { again: answer.outcome };
        const number = answer.number ?? one.found.number ?? 0;
        this.written(item, number);
        return { done: outcome.answer({ number }) };
      }),
    );
  }

  async withAlerts<T>(
    source: AlertSource,
    deliveries: readonly InboxEntry[],
    now: Instant,
    decide: (known: KnownAlerts) => Promise<AlertOutcome<T>>,
  ): Promise<T> {
    const first = await this.sources.known(source, now);
    // What waits for its turn is decided on what was written meanwhile.
    let found = this.queue.isFree(first.subject) ? first : null;
    const once = onceEach(deliveries);
    let stand: readonly KnownDelivery[] | null = null;
    return this.queue.run(first.subject, () =>
      this.again(async (patient) => {
        const { facts, subject: key, known, remembered } = found ?? (await this.sources.known(source, now));
        found = null;
        const standing = stand ?? once.map((delivery) => guessOf(delivery, remembered));
        const outcome = await decide({
          ...known,
          deliveries: standingOfAll(deliveries, once, standing),
          of: (category) => openOf(remembered, category),
        });
        const { sealed, newKeys } = await this.sealFrames(once, outcome.owner);
        const base = await this.itemOf(outcome.change, {
          subject: key,
          at: now,
          versions: decidedOn(remembered.open, outcome.change),
          alone: true,
          // an incident that goes on is linked to none that closed
          closed: outcome.change?.before ? null : remembered.closed,
        });
        const item: WriteItem = {
          ...base,
          source: { ...namesOf(source), proof: facts.proof, version: facts.version, consoles: facts.consoles },
          deliveries: once.map(({ raw: _raw, decoded: _decoded, ...delivery }, n) => ({
            ...delivery,
            ...(standing[n] ?? NOTHING_KNOWN),
            ...(sealed[n] as Pick<WrittenDelivery, 'keyId' | 'frame' | 'read'>),
          })),
          newKeys: [...base.newKeys, ...newKeys],
          keysUsed: [...base.keysUsed, ...keysUsedIn(sealed, newKeys)],
        };
        const answer = await this.write(this.alerts, item, patient);
        if (answer.outcome === 'written') {
          const number = answer.number ?? numberOf(remembered, outcome.change) ?? 0;
          this.written(item, number);
          if (answer.seen !== null) this.memory.keepFacts(source, { ...facts, ...answer.seen });
          return { done: outcome.answer({ number }) };
        }
        if (answer.outcome === 'changed') {
          this.memory.forgetSubject(key);
          stand = answer.deliveries ?? stand;
          if (answer.fresh !== null) await this.sources.keep(source, answer.fresh as LoadAnswer);
        }
        return { again: answer.outcome };
      }),
    );
  }

  /** Reads ahead what decides alerts of these. */
  prepare(sources: readonly AlertSource[]): Promise<void> {
    return this.sources.prepare(sources);
  }

  /** What another process changed is dropped from the memory, and read again. */
  async changedElsewhere(cases: readonly ChangedIncident[]): Promise<void> {
    const dropped = cases.filter(({ id, version, subject }) => this.memory.changedElsewhere(id, version, subject));
    await Promise.all([...new Set(dropped.map(({ subject }) => subject))].map((one) => this.sources.readAgain(one)));
  }

  async incident(id: IncidentId): Promise<OpenIncident | null> {
    const one = await this.incidents.find({ by: 'incident', id });
    if (one === null || one.found.incident === null) return null;
    return { incident: one.found.incident, number: one.found.number ?? 0 };
  }

  async due(
    now: Instant,
    limit: number,
    excluding: readonly IncidentId[] = [],
  ): Promise<readonly { readonly id: IncidentId; readonly dueAt: Instant }[]> {
    // The subject of a case that is being written is locked: its deadline moves with that, and the next poll sees it. A row lock is written
    // like a change, and its commit would wait for the disk: what a claim reads is proven again by the command anyway.
    return this.pool.query(
      `select i.id, ms_of(i.next_due_at)::double precision as "dueAt"
       from set_config('synchronous_commit', 'off', true) unflushed, incident i join subject s on s.key = i.subject_key
       where i.next_due_at <= instant_of($1) and i.id <> all ($3) order by i.next_due_at limit $2 for key share of s skip locked`,
      [now, limit, excluding],
    );
  }

  async heardBefore(
    { deviceId, dedupeKey, kind, payloadHash }: Parameters<IncidentStore['heardBefore']>[0],
    since: Instant | null,
  ): Promise<boolean> {
    const [row] = await this.pool.query<{ heard: boolean }[]>(
      `select exists (select from inbox where device_id = $1 and dedupe_key = $2 and kind = $3 and payload_hash = $4
         and ($5::double precision is null or received_at >= instant_of($5::double precision))) as heard`,
      [deviceId, dedupeKey, kind, payloadHash, since],
    );
    return row?.heard === true;
  }

  async nextDueAt(): Promise<Instant | null> {
    const [row] = await this.pool.query<{ at: Instant | null }[]>(
      `select ms_of(min(next_due_at))::double precision as at from incident`,
    );
    return row?.at ?? null;
  }

  /** Tries until it is done, a bounded number of times; what lost a race for a row is decided anew like what has changed. */
  private async again<T>(
    attempt: (patient: boolean) => Promise<{ readonly done: T } | { readonly again: 'changed' | 'busy' }>,
  ): Promise<T> {
    let busy = false;
    for (let n = 1; ; n += 1) {
      const end = await attempt(busy || n >= PATIENT_FROM);
      if ('done' in end) return end.done;
      if (n >= ATTEMPTS) throw new RetryableConflict();
      busy = end.again === 'busy';
      if (n > PATIENT_FROM) await pause(n);
    }
  }

  private async write(batches: WriteBatches, item: WriteItem, patient: boolean): Promise<WriteAnswer> {
    try {
      return patient ? await batches.writePatiently(item) : await batches.write(item);
    } catch (error) {
      if (isErasedKey(error)) this.keys.forget(this.ownersOf(item));
      if (!isRetryableConflict(error)) throw error;
      this.memory.forgetSubject(item.subject);
      this.keys.forget(item.newKeys.map(({ owner }) => owner));
      return { outcome: 'changed', deliveries: null, fresh: null };
    }
  }

  private ownersOf({ keysUsed, newKeys }: WriteItem): readonly string[] {
    return [...newKeys.map(({ owner }) => owner), ...this.keys.ownersOf(keysUsed)];
  }

  private written({ change, newKeys }: WriteItem, number: number): void {
    this.keys.remember(newKeys);
    if (change === null) return;
    this.policies.remember(change.after.policy);
    this.memory.wrote(change.after, number);
  }

  private async itemOf(
    change: WriteItem['change'],
    decidedOn: Pick<WriteItem, 'subject' | 'at' | 'versions' | 'alone' | 'closed'>,
  ): Promise<WriteItem> {
    if (change !== null) assertEventsLead(change);
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
      keysUsed: keysUsedIn(sealed, newKeys),
    };
  }

  private async sealFrames(
    deliveries: readonly InboxEntry[],
    owner: string,
  ): Promise<{
    readonly sealed: readonly Pick<WrittenDelivery, 'keyId' | 'frame' | 'read'>[];
    readonly newKeys: WriteItem['newKeys'];
  }> {
    const texts = deliveries.flatMap(({ id, raw, decoded }) => [
      { id, owner, body: raw },
      ...(decoded === null ? [] : [{ id: decodedIdOf(id), owner, body: JSON.stringify(decoded) }]),
    ]);
    const { sealed, newKeys } = await this.keys.seal(this.pool, texts);
    const byId = new Map(sealed.map((one) => [one.id, one]));
    const rows = deliveries.map(({ id }) => ({
      keyId: byId.get(id)?.keyId ?? '',
      frame: byId.get(id)?.sealed ?? '',
      read: byId.get(decodedIdOf(id))?.sealed ?? null,
    }));
    return { sealed: rows, newKeys };
  }
}

const NOTHING_KNOWN: KnownDelivery = { copy: false, alertCase: null };

const openOf = ({ open, closed }: RememberedSubject, category: IncidentCategory): ReturnType<KnownAlerts['of']> => {
  const one = open.find(({ incident }) => incident.family === category);
  return {
    incident: one?.incident ?? null,
    number: one?.number ?? null,
    lastClosed: one === undefined ? lastClosedOf(closed, category) : null,
  };
};

const numberOf = ({ open }: RememberedSubject, change: IncidentChange | null): number | null =>
  open.find(({ incident }) => incident.id === change?.after.id)?.number ?? null;

/** A guess from memory whether a delivery is a copy, and of which alert; the SQL statement that writes it checks the guess. */
function guessOf({ deviceId, alertId, kind }: InboxEntry, { open }: RememberedSubject): KnownDelivery {
  const known = open.flatMap(({ incident }) =>
    incident.alerts.flatMap((alert) =>
      alert.deviceId === deviceId && alert.alertId === alertId ? [{ incident, kind: alert.kind, at: alert.at }] : [],
    ),
  );
  const [latest] = known.sort((a, b) => Number(b.kind === kind) - Number(a.kind === kind) || b.at - a.at);
  if (latest === undefined) return NOTHING_KNOWN;
  return { copy: false, alertCase: { incidentId: latest.incident.id, kind: latest.kind, open: true } };
}

/** What comes twice under one id, from the line and from the spool, is one delivery. */
const onceEach = (deliveries: readonly InboxEntry[]): readonly InboxEntry[] => [
  ...new Map(deliveries.map((one) => [one.id, one])).values(),
];

/** Of each delivery in order; behind the first of its id it is a copy. */
function standingOfAll(
  deliveries: readonly InboxEntry[],
  once: readonly InboxEntry[],
  standing: readonly KnownDelivery[],
): readonly KnownDelivery[] {
  if (once.length === deliveries.length) return standing;
  const left = new Map(once.map(({ id }, n) => [id, standing[n] ?? NOTHING_KNOWN]));
  return deliveries.map(({ id }) => {
    const known = left.get(id) ?? NOTHING_KNOWN;
    left.set(id, { ...known, copy: true });
    return known;
  });
}

/** What must still be so: the incident that is changed as it was before, and the others as they were found. */
function decidedOn(found: readonly OpenIncident[], change: IncidentChange | null): readonly Incident[] {
  const before = change?.before ?? null;
  const others = found.flatMap(({ incident }) => (incident.id === before?.id ? [] : [incident]));
  return before === null ? others : [before, ...others];
}

/** Live keys that were used and are not new. */
const keysUsedIn = (
  sealed: readonly { readonly keyId: string }[],
  newKeys: readonly { readonly id: string }[],
): readonly string[] =>
  [...new Set(sealed.map(({ keyId }) => keyId))].filter((keyId) => !newKeys.some(({ id }) => id === keyId));

function assertEventsLead({
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
      `case ${after.id}: ${events.length} events do not lead from version ${version} to ${after.version}`,
    );
}
