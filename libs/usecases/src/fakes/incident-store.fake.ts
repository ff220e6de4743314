import { isLive, subjectKey, type AlertRef, type Incident, type IncidentEvent } from '@silverbell/incidents';
import type { AccountId, IncidentId, Instant, TextId } from '@silverbell/kernel';
import { type IncidentCategory, LADDER_ROLES } from '@silverbell/vocabulary';
import { decodedIdOf } from '../incidents/decoded-frame.js';
import type {
  InboxEntry,
  AlertOutcome,
  AlertSource,
  IncidentChange,
  IncidentRef,
  IncidentStore,
  EarlierAnswer,
  FoundIncident,
  IdempotencyKey,
  KnownAlerts,
  KnownDelivery,
  Outcome,
} from '../ports/incident-store.js';
import { subjectOf } from '../incidents/receive-signal/subject-of.js';
import type { DeviceFacts, KnownRecipients, CareRecords } from '../ports/care-records.js';
import { FakeOutbox } from './outbox.fake.js';
import { FakeCareRecords } from './care-records.fake.js';

const ATTEMPTS = 5;

/** Somebody else wrote the same row first; the same work, begun again, may succeed. */
export class LostRace extends Error {
  override readonly name = 'LostRace';
}

interface IncidentRow {
  readonly incident: Incident;
  readonly number: number;
  readonly nextDueAt: Instant | null;
}
interface InboxRow extends Omit<InboxEntry, 'raw' | 'decoded'> {
  /** `null`: it came to one engine alone. */
  readonly nth: number | null;
  readonly incidentId: IncidentId | null;
}
/** A text or a frame, as it was said. */
interface Text {
  readonly id: TextId;
  readonly owner: string;
  readonly body: string | Uint8Array;
}
interface AlertRow extends AlertRef {
  readonly incidentId: IncidentId;
}
interface Answer extends EarlierAnswer {
  readonly bodyHash: string;
}

interface Tables {
  readonly cases: Map<IncidentId, IncidentRow>;
  readonly events: Map<IncidentId, readonly IncidentEvent[]>;
  readonly alerts: AlertRow[];
  readonly handed: Map<string, number>;
  readonly inbox: Map<string, InboxRow>;
  readonly answers: Map<string, Answer>;
  readonly texts: Map<TextId, Text>;
}

const emptyTables = (): Tables => ({
  cases: new Map(),
  events: new Map(),
  alerts: [],
  handed: new Map(),
  inbox: new Map(),
  answers: new Map(),
  texts: new Map(),
});
const copyOf = (tables: Tables): Tables => ({
  cases: new Map(tables.cases),
  events: new Map(tables.events),
  alerts: [...tables.alerts],
  handed: new Map(tables.handed),
  inbox: new Map(tables.inbox),
  answers: new Map(tables.answers),
  texts: new Map(tables.texts),
});

/**
 * Incidents in memory, with the refusals of the real store: versions, one open incident per subject and family, one live primary,
 * nothing open without a due time. What was decided on something that changed meanwhile is decided again; what fails leaves nothing behind.
 */
export class FakeIncidentStore implements IncidentStore {
  readonly outbox: FakeOutbox;
  /** How often something was decided, again included. */
  attempts = 0;
  #tables = emptyTables();
  #numbers = 0;
  #breakdowns: Error[] = [];

  constructor(
    outbox: FakeOutbox = new FakeOutbox(),
    private readonly registry: CareRecords = new FakeCareRecords(),
  ) {
    this.outbox = outbox;
  }

  /** The next `times` writes fail: with a lost race (decided again) unless another error is given. */
  breakNextCommits(times: number, error: Error = new LostRace('broken by the test')): void {
    for (let n = 0; n < times; n++) this.#breakdowns.push(error);
  }

  withIncident<T>(
    ref: IncidentRef,
    { idempotency }: { readonly now: Instant; readonly idempotency?: IdempotencyKey },
    decide: (found: FoundIncident | null) => Promise<Outcome<T>>,
  ): Promise<T> {
    return this.#again(async () => {
      const tables = new Reading(this.#tables);
      const found = tables.find(ref, idempotency);
      const { change, answer } = await decide(found);
      return this.#write(change, answer, (writing) => {
        if (change !== null && ref.by === 'subject') writing.assertStill(ref, found);
      });
    });
  }

  withAlerts<T>(
    source: AlertSource,
    deliveries: readonly InboxEntry[],
    now: Instant,
    decide: (known: KnownAlerts) => Promise<AlertOutcome<T>>,
  ): Promise<T> {
    return this.#again(async () => {
      const { device, recipients } = await this.#factsOf(source, now);
      const subject = subjectOf(source, device);
      const tables = new Reading(this.#tables);
      const known = tables.deliveries(deliveries);
      const { change, owner, answer } = await decide({
        ...{ device, recipients, deliveries: known },
        incidentOf: (category) => tables.find({ by: 'subject', subject, family: category }) ?? NOTHING_FOUND,
      });
      return this.#write(change, answer, (writing) =>
        writing.enter(deliveries, known, owner, change?.after.id ?? null),
      );
    });
  }

  findIncident(id: IncidentId): Promise<{ readonly incident: Incident; readonly number: number } | null> {
    const row = this.#tables.cases.get(id);
    return Promise.resolve(row ? { incident: row.incident, number: row.number } : null);
  }

  async #again<T>(attempt: () => Promise<T>): Promise<T> {
    for (let n = 1; ; n++) {
      this.attempts++;
      try {
        return await attempt();
      } catch (error) {
        if (n === ATTEMPTS || !(error instanceof LostRace)) throw error;
      }
    }
  }

  /** All of it or nothing, at one stroke. */
  #write<T>(change: IncidentChange | null, answer: Outcome<T>['answer'], alongside: (writing: Writing) => void): T {
    const outbox = this.outbox.begin();
    const writing = new Writing(copyOf(this.#tables), outbox, () => ++this.#numbers);
    const number = change === null ? 0 : writing.save(change);
    alongside(writing);
    const breakdown = this.#breakdowns.shift();
    if (breakdown) throw breakdown;
    this.#tables = writing.tables;
    this.outbox.commit(outbox);
    return answer({ number });
  }

  async #factsOf(
    source: AlertSource,
    now: Instant,
  ): Promise<{ readonly device: DeviceFacts; readonly recipients: KnownRecipients }> {
    const device =
      source.by === 'device' ? await this.registry.deviceFacts(source, now) : await this.#home(source, now);
    const { seniorIds } = device.facts;
    const groups = await Promise.all(
      (['every-press', 'at-risk', 'ending-only'] as const).map((who) => this.registry.contactsFor(seniorIds, who)),
    );
    const contacts = new Map(groups.flat().map((contact) => [contact.key, contact]));
    const seats = await this.registry.seatsFor(device.regionId, LADDER_ROLES);
    return { device, recipients: { seats, contacts: [...contacts.values()].sort((a, b) => a.position - b.position) } };
  }

  async #home({ id, deviceId }: AlertSource & { readonly by: 'home' }, now: Instant): Promise<DeviceFacts> {
    const home = await this.registry.homeFacts(id, now);
    if (home === null) throw new Error('the home of a silent person is not on file');
    const noDevice = { known: true, role: null, fixed: true, status: 'active', seniorStatus: null } as const;
    return { ...home, ...noDevice, deviceId, hubMoved: false, doubts: [] };
  }

  dueIncidents(
    now: Instant,
    limit: number,
    excluding: readonly IncidentId[] = [],
  ): Promise<readonly { readonly id: IncidentId; readonly dueAt: Instant }[]> {
    const due = [...this.#tables.cases.values()].flatMap(({ incident, nextDueAt: at }) =>
      at !== null && at <= now && !excluding.includes(incident.id) ? [{ id: incident.id, dueAt: at }] : [],
    );
    return Promise.resolve(due.sort((a, b) => a.dueAt - b.dueAt).slice(0, limit));
  }

  wasAlreadyReceived(
    message: Parameters<IncidentStore['wasAlreadyReceived']>[0],
    since: Instant | null,
  ): Promise<boolean> {
    const rows = [...this.#tables.inbox.values()].filter((row) => since === null || row.receivedAt >= since);
    return Promise.resolve(rows.some((row) => messageOf(row) === messageOf(message)));
  }

  nextDueAt(): Promise<Instant | null> {
    const all = [...this.#tables.cases.values()].flatMap((row) => (row.nextDueAt === null ? [] : [row.nextDueAt]));
    return Promise.resolve(all.length === 0 ? null : (Math.min(...all) as Instant));
  }

  // ---- what a test may look at

  all(): readonly Incident[] {
    return [...this.#tables.cases.values()].map((row) => row.incident);
  }
  open(): readonly Incident[] {
    return this.all().filter((incident) => incident.closure === null);
  }
  case(id: IncidentId): Incident {
    const row = this.#tables.cases.get(id);
    if (!row) throw new Error(`no case ${id}`);
    return row.incident;
  }
  numberOf(id: IncidentId): number | null {
    return this.#tables.cases.get(id)?.number ?? null;
  }
  eventsOf(id: IncidentId): readonly IncidentEvent[] {
    return this.#tables.events.get(id) ?? [];
  }
  inboxRows(): readonly InboxRow[] {
    return [...this.#tables.inbox.values()];
  }
  text(id: TextId): Text | null {
    return this.#tables.texts.get(id) ?? null;
  }
}

const NOTHING_FOUND = { incident: null, number: null, lastClosed: null } as const;

/** Looks at the tables as they are. */
class Reading {
  constructor(readonly tables: Tables) {}

  find(ref: IncidentRef, idempotency?: IdempotencyKey): FoundIncident | null {
    const named = this.named(ref);
    if (named === null) return null;
    const { subject, family, row } = named;
    const open = [...this.tables.cases.values()].filter(
      ({ incident }) => incident.closure === null && subjectKey(incident.subject) === subject,
    );
    return {
      incident: row?.incident ?? null,
      number: row?.number ?? null,
      lastClosed: this.lastClosed(subject, family),
      alsoOpen: open.flatMap(({ incident }) => (incident.family === family ? [] : [incident])),
      earlier: idempotency ? this.earlier(idempotency.accountId, idempotency.key, idempotency.bodyHash) : null,
    };
  }

  /** One after the other: two equal messages that come together are two, the same delivery twice is one. */
  deliveries(all: readonly InboxEntry[]): readonly KnownDelivery[] {
    const counted = new Map(this.tables.handed);
    const ids = new Set<string>();
    return all.map((delivery) => {
      if (ids.has(delivery.id)) return { isDuplicate: true, alertIncident: this.incidentOfAlert(delivery) };
      ids.add(delivery.id);
      const { nth, copy } = this.nthOf(delivery, counted);
      if (nth !== null) counted.set(engineName(delivery), nth);
      return { isDuplicate: copy, alertIncident: this.incidentOfAlert(delivery) };
    });
  }

  /** This engine's n-th time with this message is every other engine's n-th time. */
  nthOf(
    delivery: InboxEntry,
    counted: ReadonlyMap<string, number>,
  ): { readonly nth: number | null; readonly copy: boolean } {
    const rows = [...this.tables.inbox.values()];
    if (rows.some(({ id }) => id === delivery.id)) return { nth: null, copy: true };
    const { copies, redelivered } = delivery;
    if (copies === null) return { nth: null, copy: false };
    const equal = rows.filter((row) => messageOf(row) === messageOf(delivery));
    const missed = equal.flatMap((row) =>
      copies.since !== null && row.receivedAt < copies.since && row.nth !== null ? [row.nth] : [],
    );
    const handed = counted.get(engineName(delivery)) ?? 0;
    const known = equal.find(({ nth }) => nth === handed);
    // What this engine acknowledged long ago is not handed over again: then it is another message with the same bytes.
    const again =
      redelivered && handed > 0 && (copies.since === null || (known !== undefined && known.receivedAt >= copies.since));
    const nth = again ? handed : Math.max(handed, ...missed) + 1;
    return { nth, copy: equal.some((row) => row.nth === nth) };
  }

  protected named(ref: IncidentRef): { subject: string; family: IncidentCategory; row: IncidentRow | null } | null {
    if (ref.by === 'subject') {
      const subject = subjectKey(ref.subject);
      const row = this.search(
        ({ incident }) =>
          incident.closure === null && incident.family === ref.family && subjectKey(incident.subject) === subject,
      );
      return { subject, family: ref.family, row };
    }
    const row = this.search(({ incident }) => {
      switch (ref.by) {
        case 'incident':
          return incident.id === ref.id;
        case 'offer':
          return incident.offers.some((offer) => offer.id === ref.id);
        case 'assignment':
          return incident.assignments.some((assignment) => assignment.id === ref.id);
      }
    });
    return row && { subject: subjectKey(row.incident.subject), family: row.incident.family, row };
  }

  private search(wanted: (row: IncidentRow) => boolean): IncidentRow | null {
    for (const row of this.tables.cases.values()) if (wanted(row)) return row;
    return null;
  }

  /** An open incident of the same kind is what a repeat repeats; otherwise the latest of this alert id. */
  private incidentOfAlert(delivery: InboxEntry): KnownDelivery['alertIncident'] {
    const found = this.tables.alerts
      .filter((alert) => alert.deviceId === delivery.deviceId && alert.alertId === delivery.alertId)
      .map((alert) => {
        const open = this.tables.cases.get(alert.incidentId)?.incident.closure === null;
        return { ...alert, open, repeats: open && alert.kind === delivery.kind };
      })
      .sort((a, b) => Number(b.repeats) - Number(a.repeats) || b.at - a.at)[0];
    return found ? { incidentId: found.incidentId, kind: found.kind, open: found.open } : null;
  }

  private lastClosed(subject: string, category: string): FoundIncident['lastClosed'] {
    let last: FoundIncident['lastClosed'] = null;
    for (const { incident } of this.tables.cases.values()) {
      if (incident.closure === null || incident.family !== category || subjectKey(incident.subject) !== subject)
        continue;
      if (last === null || incident.closure.at > last.closedAt)
        last = { incidentId: incident.id, closedAt: incident.closure.at };
    }
    return last;
  }

  private earlier(accountId: AccountId, key: string, bodyHash: string): EarlierAnswer | null {
    const answer = this.tables.answers.get(named(accountId, key));
    return answer ? { sameBody: answer.bodyHash === bodyHash, status: answer.status, answer: answer.answer } : null;
  }
}

/** Changes a copy of the tables, or throws. */
class Writing extends Reading {
  constructor(
    tables: Tables,
    private readonly outbox: ReturnType<FakeOutbox['begin']>,
    private readonly nextNumber: () => number,
  ) {
    super(tables);
  }

  save(change: IncidentChange): number {
    const { before, after, events } = change;
    const row = this.tables.cases.get(after.id);
    if (after.version !== (before?.version ?? 0) + events.length)
      throw new Error(
        `case ${after.id}: ${String(events.length)} events do not lead to version ${String(after.version)}`,
      );
    if ((row?.incident.version ?? 0) !== (before?.version ?? 0) || row?.incident.leaseUntil !== before?.leaseUntil)
      throw new LostRace(`case ${after.id} is not as it was found`);
    this.check(change);

    const number = row?.number ?? this.nextNumber();
    this.tables.cases.set(after.id, { incident: after, number, nextDueAt: change.nextDueAt });
    this.tables.events.set(after.id, [...(this.tables.events.get(after.id) ?? []), ...events]);
    for (const alert of after.alerts)
      if (!this.tables.alerts.some((known) => known.incidentId === after.id && sameAlert(known, alert)))
        this.tables.alerts.push({ ...alert, incidentId: after.id });
    for (const one of change.outbox) this.outbox.add(one);
    for (const text of change.texts) this.keep(text);
    if (change.answer) {
      const { accountId, key, bodyHash, status, answer } = change.answer;
      if (this.tables.answers.has(named(accountId, key))) throw new LostRace('this request was answered meanwhile');
      this.tables.answers.set(named(accountId, key), { bodyHash, sameBody: true, status, answer });
    }
    return number;
  }

  /** No other incident of the subject was opened, closed or changed meanwhile. */
  assertStill(ref: IncidentRef, found: FoundIncident | null): void {
    const now = this.find(ref);
    const others = (one: FoundIncident | null): string =>
      JSON.stringify(one?.alsoOpen.map(({ id, version }) => [id, version]));
    if (others(now) !== others(found)) throw new LostRace('another incident of the subject changed meanwhile');
  }

  enter(
    deliveries: readonly InboxEntry[],
    known: readonly KnownDelivery[],
    owner: string,
    incidentId: IncidentId | null,
  ): void {
    const now = this.deliveries(deliveries);
    if (now.some(({ isDuplicate }, n) => isDuplicate !== known[n]?.isDuplicate))
      throw new LostRace('another engine was faster');
    for (const { raw, decoded, ...delivery } of deliveries) {
      const { nth, copy } = this.nthOf({ ...delivery, raw, decoded }, this.tables.handed);
      if (nth !== null) this.tables.handed.set(engineName(delivery), nth);
      if (copy) continue;
      this.tables.inbox.set(delivery.id, { ...delivery, nth, incidentId });
      this.keep({ id: delivery.id, owner, body: raw });
      if (decoded !== null) this.keep({ id: decodedIdOf(delivery.id), owner, body: JSON.stringify(decoded) });
    }
  }

  private keep(text: Text): void {
    if (this.tables.texts.has(text.id)) throw new Error(`text ${text.id} is there already`);
    this.tables.texts.set(text.id, text);
  }

  /** What the database would refuse. */
  private check({ before, after, events, nextDueAt: due }: IncidentChange): void {
    const open = after.closure === null;
    if (open && due === null) throw new Error(`case ${after.id} would be open with nothing due`);
    if (open && before === null) {
      const other = this.named({ by: 'subject', subject: after.subject, family: after.family })?.row;
      if (other) throw new LostRace(`${subjectKey(after.subject)} has an open ${after.family} case already`);
    }
    const primaries = after.assignments.filter((one) => isLive(one) && one.role === 'primary');
    if (primaries.length > 1) throw new Error(`case ${after.id} would have two people who go first`);
    events.forEach((event, at) => {
      if (event.seq !== (before?.version ?? 0) + at + 1)
        throw new Error(`case ${after.id}: event ${event.id} is out of order`);
    });
  }
}

const named = (...parts: readonly (string | number)[]): string => JSON.stringify(parts);
const messageOf = (key: Pick<InboxEntry, 'deviceId' | 'dedupeKey' | 'kind' | 'payloadHash'>): string =>
  named(key.deviceId, key.dedupeKey, key.kind, key.payloadHash);
const engineName = (key: Omit<InboxEntry, 'raw' | 'decoded'>): string => named(key.engineId, messageOf(key));
const sameAlert = (a: AlertRef, b: AlertRef): boolean =>
  a.deviceId === b.deviceId && a.alertId === b.alertId && a.kind === b.kind;
