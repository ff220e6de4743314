import { isLive, subjectKey, type AlertRef, type Incident, type IncidentEvent } from '@silverbell/incident';
import type { AccountId, IncidentId, Instant, TextId } from '@silverbell/kernel';
import type {
  BegunPress,
  CaseChange,
  CaseRef,
  CaseStore,
  CaseTransaction,
  EarlierAnswer,
  InboxKey,
  LockedCase,
  LockOptions,
  PressRef,
  SecretText,
} from '../ports/case-store.js';
import { subjectOf } from '../subject-of.js';
import type { Registry } from '../ports/registry.js';
import { FakeOutbox } from './outbox.fake.js';
import { FakeRegistry } from './registry.fake.js';

const ATTEMPTS = 5;

/** Somebody else wrote the same row first; the same work, begun again, may succeed. */
export class LostRace extends Error {
  override readonly name = 'LostRace';
}

interface CaseRow {
  readonly incident: Incident;
  readonly number: number;
  readonly nextDueAt: Instant | null;
}
interface InboxRow extends InboxKey {
  readonly nth: number;
  readonly incidentId: IncidentId | null;
  readonly topic: string;
  readonly rawId: string | null;
  readonly receivedAt: Instant;
}
interface AlertRow extends AlertRef {
  readonly incidentId: IncidentId;
}
interface Answer extends EarlierAnswer {
  readonly bodyHash: string;
}

interface Tables {
  readonly subjects: Set<string>;
  readonly cases: Map<IncidentId, CaseRow>;
  readonly events: Map<IncidentId, readonly IncidentEvent[]>;
  readonly alerts: AlertRow[];
  readonly handed: Map<string, number>;
  readonly inbox: Map<string, InboxRow>;
  readonly answers: Map<string, Answer>;
  readonly texts: Map<TextId, SecretText>;
}

const emptyTables = (): Tables => ({
  subjects: new Set(),
  cases: new Map(),
  events: new Map(),
  alerts: [],
  handed: new Map(),
  inbox: new Map(),
  answers: new Map(),
  texts: new Map(),
});
const copyOf = (tables: Tables): Tables => ({
  subjects: new Set(tables.subjects),
  cases: new Map(tables.cases),
  events: new Map(tables.events),
  alerts: [...tables.alerts],
  handed: new Map(tables.handed),
  inbox: new Map(tables.inbox),
  answers: new Map(tables.answers),
  texts: new Map(tables.texts),
});

/**
 * Cases in memory, with the refusals of the real store: versions, one open case per subject and family, one live primary,
 * nothing open without a due time. One transaction at a time; a failed one leaves nothing behind.
 */
export class FakeCaseStore implements CaseStore {
  readonly outbox: FakeOutbox;
  /** How often work was begun, retries included. */
  attempts = 0;
  #tables = emptyTables();
  #numbers = 0;
  #turn: Promise<unknown> = Promise.resolve();
  #breakdowns: Error[] = [];

  constructor(
    outbox: FakeOutbox = new FakeOutbox(),
    private readonly registry: Registry = new FakeRegistry(),
  ) {
    this.outbox = outbox;
  }

  /** The next `times` transactions fail when they commit: with a lost race (tried again) unless another error is given. */
  breakNextCommits(times: number, error: Error = new LostRace('broken by the test')): void {
    for (let n = 0; n < times; n++) this.#breakdowns.push(error);
  }

  async transaction<T>(work: (tx: CaseTransaction) => Promise<T>): Promise<T> {
    const turn = this.#turn.then(() => this.#attempt(work));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #attempt<T>(work: (tx: CaseTransaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      this.attempts++;
      const tables = copyOf(this.#tables);
      const outbox = this.outbox.begin();
      try {
        const answer = await work(new FakeTransaction(tables, outbox, this.registry, () => ++this.#numbers));
        const breakdown = this.#breakdowns.shift();
        if (breakdown) throw breakdown;
        this.#tables = tables;
        this.outbox.commit(outbox);
        return answer;
      } catch (error) {
        if (attempt === ATTEMPTS || !(error instanceof LostRace)) throw error;
      }
    }
  }

  due(
    now: Instant,
    limit: number,
    excluding: readonly IncidentId[] = [],
  ): Promise<readonly { readonly id: IncidentId; readonly dueAt: Instant }[]> {
    const due = [...this.#tables.cases.values()].flatMap(({ incident, nextDueAt: at }) =>
      at !== null && at <= now && !excluding.includes(incident.id) ? [{ id: incident.id, dueAt: at }] : [],
    );
    return Promise.resolve(due.sort((a, b) => a.dueAt - b.dueAt).slice(0, limit));
  }

  heardBefore(message: Parameters<CaseStore['heardBefore']>[0], since: Instant | null): Promise<boolean> {
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
  text(id: TextId): SecretText | null {
    return this.#tables.texts.get(id) ?? null;
  }
}

class FakeTransaction implements CaseTransaction {
  constructor(
    private readonly tables: Tables,
    private readonly outbox: ReturnType<FakeOutbox['begin']>,
    private readonly registry: Registry,
    private readonly nextNumber: () => number,
  ) {}

  async begin({ device: ref, inbox }: PressRef, { now }: Pick<LockOptions, 'now'>): Promise<BegunPress> {
    const device = await this.registry.deviceFacts(ref, now);
    const subject = subjectOf(ref, device);
    this.tables.subjects.add(subjectKey(subject));
    const counted = { copy: this.isCopy(inbox), alertCase: this.alertCase(inbox), earlier: null };
    return {
      device,
      recipients: null,
      of: (family) => ({ ...this.open({ by: 'subject', subject, family }), ...counted }),
    };
  }

  lock(ref: CaseRef, { inbox, idempotency }: LockOptions): Promise<LockedCase | null> {
    const open = this.open(ref);
    return Promise.resolve(
      open && {
        ...open,
        copy: inbox ? this.isCopy(inbox) : false,
        alertCase: inbox ? this.alertCase(inbox) : null,
        earlier: idempotency ? this.earlier(idempotency.accountId, idempotency.key, idempotency.bodyHash) : null,
      },
    );
  }

  private open(ref: CaseRef & { readonly by: 'subject' }): Pick<LockedCase, 'incident' | 'number' | 'lastClosed'>;
  private open(ref: CaseRef): Pick<LockedCase, 'incident' | 'number' | 'lastClosed'> | null;
  private open(ref: CaseRef): Pick<LockedCase, 'incident' | 'number' | 'lastClosed'> | null {
    const named = this.named(ref);
    if (named === null) return null;
    const { subject, family, row } = named;
    this.tables.subjects.add(subject);
    return {
      incident: row?.incident ?? null,
      number: row?.number ?? null,
      lastClosed: this.lastClosed(subject, family),
    };
  }

  async save(change: CaseChange): Promise<{ readonly number: number }> {
    const { before, after, events } = change;
    const row = this.tables.cases.get(after.id);
    if (after.version !== (before?.version ?? 0) + events.length)
      throw new Error(
        `case ${after.id}: ${String(events.length)} events do not lead to version ${String(after.version)}`,
      );
    if ((row?.incident.version ?? 0) !== (before?.version ?? 0))
      throw new LostRace(`case ${after.id} is not at version ${String(before?.version ?? 0)}`);
    this.check(change);

    const number = row?.number ?? this.nextNumber();
    this.tables.subjects.add(subjectKey(after.subject));
    this.tables.cases.set(after.id, { incident: after, number, nextDueAt: change.nextDueAt });
    this.tables.events.set(after.id, [...(this.tables.events.get(after.id) ?? []), ...events]);
    for (const alert of after.alerts)
      if (!this.tables.alerts.some((known) => known.incidentId === after.id && sameAlert(known, alert)))
        this.tables.alerts.push({ ...alert, incidentId: after.id });
    for (const one of change.outbox) this.outbox.add(one);
    this.keep(change.texts);
    if (change.inbox) this.enter(change.inbox, after.id);
    if (change.answer) {
      const { accountId, key, bodyHash, status, answer } = change.answer;
      if (this.tables.answers.has(named(accountId, key))) throw new LostRace('this request was answered meanwhile');
      this.tables.answers.set(named(accountId, key), { bodyHash, sameBody: true, status, answer });
    }
    return Promise.resolve({ number });
  }

  async saveInboxOnly(inbox: NonNullable<CaseChange['inbox']>, texts: readonly SecretText[]): Promise<void> {
    this.keep(texts);
    this.enter(inbox, null);
    return Promise.resolve();
  }

  private named(ref: CaseRef): { subject: string; family: string; row: CaseRow | null } | null {
    if (ref.by === 'subject') {
      const subject = subjectKey(ref.subject);
      const row = this.find(
        ({ incident }) =>
          incident.closure === null && incident.family === ref.family && subjectKey(incident.subject) === subject,
      );
      return { subject, family: ref.family, row };
    }
    const row = this.find(({ incident }) => {
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

  private find(wanted: (row: CaseRow) => boolean): CaseRow | null {
    for (const row of this.tables.cases.values()) if (wanted(row)) return row;
    return null;
  }

  /** This engine's n-th time with this message is every other engine's n-th time. */
  private isCopy(key: InboxKey): boolean {
    const engine = named(key.engineId, messageOf(key));
    const missed = [...this.tables.inbox.values()]
      .filter(
        (row) => messageOf(row) === messageOf(key) && key.copiesSince !== null && row.receivedAt < key.copiesSince,
      )
      .map((row) => row.nth);
    const handed = this.tables.handed.get(engine) ?? 0;
    const known = this.tables.inbox.get(named(messageOf(key), handed));
    // What this engine acknowledged long ago is not handed over again: then it is another message with the same bytes.
    const again =
      key.redelivered &&
      handed > 0 &&
      (key.copiesSince === null || (known !== undefined && known.receivedAt >= key.copiesSince));
    const nth = again ? handed : Math.max(handed, ...missed) + 1;
    this.tables.handed.set(engine, nth);
    return this.tables.inbox.has(named(messageOf(key), nth));
  }

  private enter(entry: NonNullable<CaseChange['inbox']>, incidentId: IncidentId | null): void {
    const nth = this.tables.handed.get(named(entry.engineId, messageOf(entry)));
    if (nth === undefined) return;
    const name = named(messageOf(entry), nth);
    if (!this.tables.inbox.has(name)) this.tables.inbox.set(name, { ...entry, nth, incidentId });
  }

  /** An open case of the same kind is what a repeat repeats; otherwise the latest of this alert id. */
  private alertCase(key: InboxKey): LockedCase['alertCase'] {
    const found = this.tables.alerts
      .filter((alert) => alert.deviceId === key.deviceId && alert.alertId === key.alertId)
      .map((alert) => {
        const open = this.tables.cases.get(alert.incidentId)?.incident.closure === null;
        return { ...alert, open, repeats: open && alert.kind === key.kind };
      })
      .sort((a, b) => Number(b.repeats) - Number(a.repeats) || b.at - a.at)[0];
    return found ? { incidentId: found.incidentId, kind: found.kind, open: found.open } : null;
  }

  private lastClosed(subject: string, family: string): LockedCase['lastClosed'] {
    let last: LockedCase['lastClosed'] = null;
    for (const { incident } of this.tables.cases.values()) {
      if (incident.closure === null || incident.family !== family || subjectKey(incident.subject) !== subject) continue;
      if (last === null || incident.closure.at > last.closedAt)
        last = { incidentId: incident.id, closedAt: incident.closure.at };
    }
    return last;
  }

  private earlier(accountId: AccountId, key: string, bodyHash: string): EarlierAnswer | null {
    const answer = this.tables.answers.get(named(accountId, key));
    return answer ? { sameBody: answer.bodyHash === bodyHash, status: answer.status, answer: answer.answer } : null;
  }

  private keep(texts: readonly SecretText[]): void {
    for (const text of texts) {
      if (this.tables.texts.has(text.id)) throw new Error(`text ${text.id} is there already`);
      this.tables.texts.set(text.id, text);
    }
  }

  /** What the database would refuse. */
  private check({ before, after, events, nextDueAt: due }: CaseChange): void {
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
const messageOf = (key: Pick<InboxKey, 'deviceId' | 'dedupeKey' | 'kind' | 'payloadHash'>): string =>
  named(key.deviceId, key.dedupeKey, key.kind, key.payloadHash);
const sameAlert = (a: AlertRef, b: AlertRef): boolean =>
  a.deviceId === b.deviceId && a.alertId === b.alertId && a.kind === b.kind;
