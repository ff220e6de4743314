import { openIncidentStores, openDatabase, type IncidentQueries } from '@silverbell/adapter-postgres';
import { DEMO_SECRET } from '@silverbell/adapter-runtime/settings';
import { fold } from '@silverbell/incidents';
import { as, type IncidentId } from '@silverbell/kernel';
import { difference } from '@silverbell/testing-kit';
import type { Pressed } from './fleet.js';
import type { Kept } from './spooling.js';

type Row = Record<string, unknown>;

/** A broken promise, in words. */
export interface Fault {
  readonly of:
    | 'lost'
    | 'duplicated'
    | 'doubleWins'
    | 'ownerless'
    | 'undelivered'
    | 'foldMismatch'
    | 'consoleMismatch'
    | 'unreceived';
  readonly what: string;
}

export interface IncidentState {
  readonly version: number;
  readonly phase: string;
}

/** What is due at this very moment is being worked on. */
const AT_WORK_MS = 2_000;

/** A press, and why it may not be lost; `null`: nobody has promised that yet. */
interface Promised extends Kept {
  readonly promised: string | null;
}
interface AlertRow {
  readonly key: string;
  readonly incidentId: string;
  readonly at: number;
  readonly closedAt: number | null;
}
interface MessageRow {
  readonly key: string;
  readonly incidentId: string | null;
  /** Attempts of one press differ in it. */
  readonly message: string;
}

function grouped<T extends { readonly key: string }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.key);
    if (group) group.push(row);
    else groups.set(row.key, [row]);
  }
  return groups;
}

/** Looks at the database as a stranger would, and knows what must be true of it. */
export class Auditor {
  /** Presses that were repeated after their case was closed; by the rules a case of their own. */
  pressedAgain = 0;

  private constructor(
    private readonly source: Awaited<ReturnType<typeof openDatabase>>,
    private readonly queries: IncidentQueries,
  ) {}

  static async of(databaseUrl: string): Promise<Auditor> {
    const source = await openDatabase(databaseUrl, { applicationName: 'chaos', poolSize: 4 });
    // A database that is killed takes idle connections with it; the next question opens a new one.
    return new Auditor(source, openIncidentStores(source, DEMO_SECRET).queries);
  }

  async leaves(): Promise<void> {
    await this.source.destroy();
  }

  sql<T = Row>(statement: string, parameters: readonly unknown[] = []): Promise<readonly T[]> {
    return this.source.query(statement, [...parameters]) as Promise<readonly T[]>;
  }

  /** Due and not done, in words: overdue deadlines, outbox rows that are due or were taken by somebody who died. */
  async waiting(nowMs: number): Promise<readonly string[]> {
    const rows = await this.sql<{ what: string }>(
      `select 'deadline of case ' || number as what from incident where open and next_due_at < instant_of($1)
       union all
       select state || ' since ' || to_char(due_at, 'HH24:MI:SS') || ': ' || channel || ' to ' || recipient || ' (' || (body ->> 'kind') || ')' from outbox
       where (state = 'pending' and due_at < instant_of($1)) or state = 'sending'`,
      [nowMs - AT_WORK_MS],
    );
    return rows.map(({ what }) => what);
  }

  async openCases(): Promise<ReadonlyMap<string, IncidentState>> {
    const rows = await this.sql<{ id: string; version: number; phase: string }>(
      'select id, version, phase from incident where open',
    );
    return new Map(rows.map(({ id, version, phase }) => [id, { version, phase }]));
  }

  /** Everything that must be true whatever died. */
  async faults(pressed: readonly Pressed[], kept: readonly Kept[], nowMs: number): Promise<readonly Fault[]> {
    return [
      ...unreceived(pressed),
      ...(await this.lostAndDuplicated([
        ...pressed.map(({ deviceId, press: { id, receivedAt } }) => ({
          deviceId,
          pressId: id,
          promised: receivedAt === null ? null : 'got a receipt',
        })),
        ...kept.map((one) => ({ ...one, promised: 'lay in the spool of an engine that died' })),
      ])),
      ...(await this.doubleWins()),
      ...(await this.ownerless()),
      ...(await this.undelivered(nowMs)),
      ...(await this.notTheFold()),
    ];
  }

  /** Late firings, by the facts that carry since when they were really due: fired at minus due at. What was pointless was not late. */
  async lateness(): Promise<readonly number[]> {
    const rows = await this.sql<{ ms: number }>(
      `select (ms_of(at) - (body ->> 'dueAt')::bigint)::double precision as ms from incident_event
       where body ? 'dueAt' and type <> 'step-skipped' order by 1`,
    );
    return rows.map(({ ms }) => Math.max(0, ms));
  }

  private async lostAndDuplicated(presses: readonly Promised[]): Promise<readonly Fault[]> {
    const alerts = grouped(
      await this.sql<AlertRow>(
        `select a.device_id || ' ' || a.alert_id as key, a.incident_id as "incidentId", ms_of(a.at)::double precision as at,
           ms_of(i.closed_at)::double precision as "closedAt"
         from signal a join incident i on i.id = a.incident_id order by a.at`,
      ),
    );
    const messages = grouped(
      await this.sql<MessageRow>(
        `select device_id || ' ' || alert_id as key, incident_id as "incidentId", payload_hash as message from inbox`,
      ),
    );
    this.pressedAgain = 0;
    return presses.flatMap(({ deviceId, pressId, promised }): Fault[] => {
      const key = `${deviceId} ${pressId}`;
      const cases = alerts.get(key) ?? [];
      if (cases.length === 0)
        return promised === null
          ? []
          : [{ of: 'lost', what: `${pressId} of ${deviceId} ${promised} and is in no case` }];
      return cases.slice(1).flatMap((later, index): Fault[] => {
        const earlier = cases.slice(0, index + 1);
        const before = (messages.get(key) ?? []).filter((one) => earlier.some((c) => c.incidentId === one.incidentId));
        const own = (messages.get(key) ?? []).filter((one) => one.incidentId === later.incidentId);
        // The device said it once more, and that came after the closing: a press of its own (architecture 5).
        const saidAgain = own.some((one) => before.every((other) => other.message !== one.message));
        if (saidAgain && earlier.every(({ closedAt }) => closedAt !== null && closedAt <= later.at)) {
          this.pressedAgain += 1;
          return [];
        }
        const where = cases.map(({ incidentId }) => incidentId).join(' and ');
        return [{ of: 'duplicated', what: `${pressId} of ${deviceId} is in the cases ${where}` }];
      });
    });
  }

  /** Now, and at any moment of the past: two helpers who both were told to go first. */
  private async doubleWins(): Promise<readonly Fault[]> {
    const rows = await this.sql<{ id: string; primaries: number }>(
      `select incident_id as id, count(*)::integer as primaries from assignment where live and role = 'primary' group by 1 having count(*) > 1`,
    );
    return rows.map(({ id, primaries }) => ({
      of: 'doubleWins',
      what: `${String(primaries)} live primaries in ${id}`,
    }));
  }

  private async ownerless(): Promise<readonly Fault[]> {
    const rows = await this.sql<{ id: string }>('select id from incident where open and next_due_at is null');
    return rows.map(({ id }) => ({ of: 'ownerless', what: `nothing is due in the open case ${id}` }));
  }

  private async undelivered(nowMs: number): Promise<readonly Fault[]> {
    const rows = await this.sql<{ what: string }>(
      `select state || ' ' || channel || ' to ' || recipient || ': ' || (body ->> 'kind') || ', ' || attempts || ' attempts, ' || coalesce(error, 'no error') as what
       from outbox where state in ('pending', 'sending') and due_at < instant_of($1)`,
      [nowMs - AT_WORK_MS],
    );
    return rows.map(({ what }) => ({ of: 'undelivered', what }));
  }

  private async notTheFold(): Promise<readonly Fault[]> {
    const faults: Fault[] = [];
    for (const { id } of await this.sql<{ id: string }>('select id from incident order by number')) {
      const file = await this.queries.byId(as<IncidentId>(id));
      if (file === null) continue;
      const found = difference(withoutLease(file.incident), withoutLease(fold(file.events)));
      if (found !== null)
        faults.push({ of: 'foldMismatch', what: `the row of ${id} is not the fold of its events: ${found}` });
      const both = primariesTogether(file.events.map((_, index) => fold(file.events.slice(0, index + 1)).assignments));
      if (both) faults.push({ of: 'doubleWins', what: `in ${id} two were first at the same time: ${both}` });
    }
    return faults;
  }
}

/** The lease alone lives beside the events. */
const withoutLease = (value: object): object => ({
  ...(JSON.parse(JSON.stringify(value)) as object),
  leaseUntil: null,
});

interface Going {
  readonly helperId: string;
  readonly role: string;
  readonly state: string;
}

function primariesTogether(moments: readonly (readonly Going[])[]): string | null {
  for (const assignments of moments) {
    const first = assignments.filter(
      ({ role, state }) => role === 'primary' && ['accepted', 'departed', 'arrived'].includes(state),
    );
    if (first.length > 1) return first.map(({ helperId }) => helperId).join(', ');
  }
  return null;
}

function unreceived(pressed: readonly Pressed[]): readonly Fault[] {
  return pressed
    .filter(({ press }) => press.receivedAt === null)
    .map(({ deviceId, press }) => ({
      of: 'unreceived',
      what: `${press.id} of ${deviceId} was said ${String(press.attempts)} times and never answered`,
    }));
}
