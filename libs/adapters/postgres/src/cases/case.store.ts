import { subjectKey, type Incident } from '@silverbell/incident';
import type { IncidentId, Instant } from '@silverbell/kernel';
import type {
  CaseChange,
  CaseRef,
  CaseStore,
  CaseTransaction,
  LockedCase,
  LockOptions,
  SecretText,
} from '@silverbell/usecases';
import { setTimeout as pause } from 'node:timers/promises';
import type { PersonKeys } from '../crypto/person-keys.js';
import type { Lane, LaneConnection } from '../lane.js';
import { changed, newAlerts, toColumns, toIncident, toState, toStoredEvent, type StoredState } from './case-rows.js';
import { isErasedKey, isLostRace } from './failures.js';
import type { Policies } from './policies.js';
import { storableJson } from './storable-json.js';
import { Turns } from './turns.js';

const ATTEMPTS = 5;
export class TypeormCaseStore implements CaseStore {
  private readonly turns: Turns;

  constructor(
    private readonly lane: Lane,
    private readonly keys: PersonKeys,
    private readonly policies: Policies,
  ) {
    this.turns = new Turns(transactionsAtOnce(lane));
  }

  async transaction<T>(work: (tx: CaseTransaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.once((tx) => work(tx));
      } catch (error) {
        if (attempt === ATTEMPTS || !isLostRace(error)) throw error;
        await pause(Math.random() * 10 * attempt);
      }
    }
  }

  async due(
    now: Instant,
    limit: number,
    excluding: readonly IncidentId[] = [],
  ): Promise<readonly { readonly id: IncidentId; readonly dueAt: Instant }[]> {
    // the subject of a case that somebody is working on is locked: that somebody moves its deadline, and the next poll sees it
    return (await this.lane.query(
      `select i.id, ms_of(i.next_due_at)::double precision as "dueAt" from incident i join subject s on s.key = i.subject_key
       where i.next_due_at <= instant_of($1) and i.id <> all ($3) order by i.next_due_at limit $2 for key share of s skip locked`,
      [now, limit, excluding],
    )) as { id: IncidentId; dueAt: Instant }[];
  }

  async nextDueAt(): Promise<Instant | null> {
    const rows = (await this.lane.query(`select ms_of(min(next_due_at))::double precision as at from incident`)) as {
      at: Instant | null;
    }[];
    return rows[0]?.at ?? null;
  }

  private once<T>(work: (tx: TypeormCaseTransaction) => Promise<T>): Promise<T> {
    return this.turns.take(() => this.inTurn(work));
  }

  private async inTurn<T>(work: (tx: TypeormCaseTransaction) => Promise<T>): Promise<T> {
    const connection = await this.lane.connect();
    const tx = new TypeormCaseTransaction(connection, this.keys, this.policies);
    try {
      connection.begin();
      const answer = await work(tx);
      tx.assertWhole();
      if (!tx.isCommitted) await connection.commit();
      tx.afterCommit();
      connection.release();
      return answer;
    } catch (error) {
      tx.afterRollback(error);
      await connection.rollback();
      throw error;
    }
  }
}

/**
 * Work inside a transaction reads candidates and contacts over the same pool. If transactions could take every connection,
 * each would wait for one of the others, and a burst of alerts would stand still.
 */
function transactionsAtOnce(lane: Lane): number {
  return Math.max(1, Math.floor(lane.size * 0.7));
}

type Sealed = Awaited<ReturnType<PersonKeys['seal']>>;

interface LockAnswer {
  readonly state: StoredState | null;
  readonly policyKey: string | null;
  readonly leaseUntil: number | null;
  readonly number: number | null;
  readonly copy: boolean;
  readonly alertCase: LockedCase['alertCase'];
  readonly lastClosed: LockedCase['lastClosed'];
  readonly earlier: LockedCase['earlier'];
}

class TypeormCaseTransaction implements CaseTransaction {
  private broken: Error | null = null;
  private readonly newKeys: Sealed['newKeys'] = [];
  private readonly owners: string[] = [];
  private readonly saved: Incident[] = [];
  private committed = false;

  constructor(
    private readonly runner: LaneConnection,
    private readonly keys: PersonKeys,
    private readonly policies: Policies,
  ) {}

  async lock(ref: CaseRef, { now, inbox, idempotency }: LockOptions): Promise<LockedCase | null> {
    const name = ref.by === 'subject' ? { by: ref.by, subject: subjectKey(ref.subject), family: ref.family } : ref;
    const found = await this.ask<LockAnswer | null>('case_lock', { ...name, now, inbox, idempotency });
    if (found === null) return null;
    const { state, policyKey, leaseUntil, number, copy, alertCase, lastClosed, earlier } = found;
    if (policyKey !== null) await this.guard(this.policies.load(this.runner, [policyKey]));
    const incident =
      state === null || policyKey === null ? null : toIncident(state, this.policies.get(policyKey), leaseUntil);
    return { incident, number, copy, alertCase, lastClosed, earlier };
  }

  get isCommitted(): boolean {
    return this.committed;
  }

  async save(change: CaseChange, order = { last: false }): Promise<{ readonly number: number }> {
    const { before, after, events } = change;
    const version = before?.version ?? 0;
    if (after.version !== version + events.length) {
      throw new Error(
        `case ${after.id}: ${events.length} events do not lead from version ${version} to ${after.version}`,
      );
    }
    const { sealed, newKeys } = await this.seal(change.texts);
    if (order.last) this.assertWhole();
    const question = {
      before: version,
      row: toColumns(change),
      state: toState(after),
      policy: this.policies.isStored(after.policy.key) ? null : after.policy,
      events: events.map(toStoredEvent),
      offers: changed(after.offers, before?.offers ?? []),
      assignments: changed(after.assignments, before?.assignments ?? []),
      alerts: newAlerts(after, before),
      outbox: change.outbox,
      texts: sealed,
      newKeys: newKeys.map(({ id, owner, wrapped }) => ({ id, owner, wrapped })),
      inbox: change.inbox,
      answer: change.answer,
    };
    const number = await this.ask<number>('case_save', question, order.last);
    this.committed = order.last;
    this.saved.push(after);
    return { number };
  }

  async saveInboxOnly(inbox: NonNullable<CaseChange['inbox']>, texts: readonly SecretText[]): Promise<void> {
    const { sealed, newKeys } = await this.seal(texts);
    await this.ask('note_save', {
      texts: sealed,
      newKeys: newKeys.map(({ id, owner, wrapped }) => ({ id, owner, wrapped })),
      inbox,
    });
  }

  /** COMMIT after a failed statement answers "ROLLBACK" and no error: work that swallowed the failure must not look committed. */
  assertWhole(): void {
    if (this.broken !== null) throw this.broken;
  }

  afterCommit(): void {
    this.keys.remember(this.newKeys);
    for (const { policy } of this.saved) this.policies.remember(policy);
  }

  afterRollback(error: unknown): void {
    if (isErasedKey(error)) this.keys.forget(this.owners);
  }

  private async seal(texts: readonly SecretText[]): Promise<Sealed> {
    if (texts.length === 0) return { sealed: [], newKeys: [] };
    this.owners.push(...texts.map((text) => text.owner));
    const sealed = await this.guard(this.keys.seal(this.runner, texts));
    this.newKeys.push(...sealed.newKeys);
    return sealed;
  }

  private async ask<T>(name: 'case_lock' | 'case_save' | 'note_save', question: object, last = false): Promise<T> {
    const sql = `select to_jsonb(${name}($1::jsonb)) as answer`;
    const parameters = [storableJson(question)];
    const asked = last ? this.runner.queryAndCommit(sql, parameters) : this.runner.query(sql, parameters);
    const rows = (await this.guard(asked)) as { answer: T }[];
    return rows[0]?.answer as T;
  }

  private async guard<T>(asked: Promise<T>): Promise<T> {
    try {
      return await asked;
    } catch (error) {
      this.broken ??= error instanceof Error ? error : new Error(String(error));
      throw error;
    }
  }
}
