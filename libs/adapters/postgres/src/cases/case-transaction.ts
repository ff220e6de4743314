import { subjectKey, type Incident } from '@silverbell/incident';
import type { Instant } from '@silverbell/kernel';
import type {
  BegunPress,
  CaseChange,
  CaseRef,
  CaseTransaction,
  LockedCase,
  LockOptions,
  PressRef,
  SecretText,
} from '@silverbell/usecases';
import type { PersonKeys } from '../crypto/person-keys.js';
import type { Asks, Lane, LaneConnection } from '../lane.js';
import { toIncident } from './case-rows.js';
import { LeftBehind, type Seat } from './convoy.js';
import { isErasedKey } from './failures.js';
import type { LockAnswer, PressAnswer } from './lock-answer.js';
import type { Policies } from './policies.js';
import { deviceFrom, recipientsFrom } from '../people/files.js';
import { beginPresses, type SharedWays } from './riders.js';
import { lettersQuestion, saveQuestion, type Letters, type Write } from './save-question.js';
import { storableJson } from './storable-json.js';
import type { Turns } from './turns.js';

export interface TransactionParts {
  readonly lane: Lane;
  readonly turns: Turns;
  readonly shared: SharedWays;
  readonly keys: PersonKeys;
  readonly policies: Policies;
}

type Sealed = Awaited<ReturnType<PersonKeys['seal']>>;
type Way = { readonly own: LaneConnection } | { readonly seat: Pick<Seat<unknown>, 'write' | 'fail'> };

/** One transaction: on a connection of its own, or, when it begins as a press does, in a convoy with others. */
export class PostgresCaseTransaction implements CaseTransaction {
  private way: Way | null = null;
  private broken: Error | null = null;
  private readonly newKeys: Sealed['newKeys'] = [];
  private readonly owners: string[] = [];
  private readonly saved: Incident[] = [];
  private committed = false;
  /** In a convoy: what leaves when everybody's does. */
  private note: Write | null = null;

  constructor(
    private readonly parts: TransactionParts,
    private readonly alone: boolean,
  ) {}

  async lock(ref: CaseRef, options: LockOptions): Promise<LockedCase | null> {
    const found = await this.find(ref, options);
    if (found === null) return null;
    const { state, policyKey, leaseUntil, number, copy, alertCase, lastClosed, earlier } = found;
    const { policies } = this.parts;
    if (policyKey !== null) await this.guard(policies.load(this.asks(), [policyKey]));
    const incident =
      state === null || policyKey === null ? null : toIncident(state, policies.get(policyKey), leaseUntil);
    return { incident, number, copy, alertCase, lastClosed, earlier };
  }

  async begin(press: PressRef, { now, together }: Pick<LockOptions, 'now' | 'together'>): Promise<BegunPress> {
    const answer = await this.findPress(press, now, together === true);
    const { policies } = this.parts;
    const cases = answer.cases ?? {};
    const keys = Object.values(cases).map(({ policyKey }) => policyKey);
    const device = await this.guard(deviceFrom(this.asks(), press.device.id, answer.device));
    if (keys.length > 0) await this.guard(policies.load(this.asks(), keys));
    return {
      device,
      recipients: recipientsFrom(answer),
      of: (family) => {
        const open = cases[family];
        return {
          incident: open ? toIncident(open.state, policies.get(open.policyKey), open.leaseUntil) : null,
          number: open?.number ?? null,
          copy: answer.copy,
          alertCase: answer.alertCase,
          lastClosed: answer.lastClosed?.[family] ?? null,
          earlier: null,
        };
      },
    };
  }

  async save(change: CaseChange, order = { last: false }): Promise<{ readonly number: number }> {
    const { before, after, events } = change;
    const version = before?.version ?? 0;
    if (after.version !== version + events.length) {
      throw new Error(
        `case ${after.id}: ${events.length} events do not lead from version ${version} to ${after.version}`,
      );
    }
    const at = events.at(-1)?.at ?? after.raisedAt;
    const write: Write = { change, letters: await this.letters(after.id, at, change.inbox, change.texts) };
    if (order.last) this.assertWhole();
    const number = await this.write(write, order.last);
    this.committed = order.last;
    this.saved.push(after);
    return { number };
  }

  async saveInboxOnly(inbox: NonNullable<CaseChange['inbox']>, texts: readonly SecretText[]): Promise<void> {
    const letters = await this.letters(null, inbox.receivedAt, inbox, texts);
    if (this.way !== null && 'seat' in this.way) this.note = { change: null, letters };
    else await this.ask('letters_save', lettersQuestion([letters]));
  }

  async end(): Promise<void> {
    if (this.way === null) return;
    this.assertWhole();
    if ('seat' in this.way) {
      if (!this.committed) await this.guard(this.way.seat.write(this.note));
    } else if (!this.committed) await this.way.own.commit();
    this.parts.keys.remember(this.newKeys);
    for (const { policy } of this.saved) this.parts.policies.remember(policy);
    if ('own' in this.way) {
      this.way.own.release();
      this.parts.turns.end();
    }
  }

  async abandon(error: unknown): Promise<void> {
    if (isErasedKey(error)) this.parts.keys.forget(this.owners);
    if (this.way === null) return;
    if ('seat' in this.way) await this.way.seat.fail();
    else {
      await this.way.own.rollback();
      this.parts.turns.end();
    }
  }

  private async findPress(press: PressRef, now: Instant, together: boolean): Promise<PressAnswer> {
    if (this.way === null && !this.alone && together) {
      const seat = await this.parts.shared.boardPress(press, now);
      this.way = { seat };
      return seat.answer;
    }
    const connection = await this.connection();
    const [answer] = await this.guard(beginPresses(connection, [{ press, now }], true));
    if (answer === undefined) throw new Error('a press begins, and there is no subject it belongs to');
    return answer;
  }

  private async find(ref: CaseRef, options: LockOptions): Promise<LockAnswer | null> {
    const boarded = this.way === null && !this.alone ? this.parts.shared.board(ref, options) : null;
    if (boarded !== null) {
      const seat = await boarded;
      this.way = { seat };
      return seat.answer;
    }
    const { now, inbox, idempotency } = options;
    const name = ref.by === 'subject' ? { by: ref.by, subject: subjectKey(ref.subject), family: ref.family } : ref;
    return this.ask<LockAnswer | null>('case_lock', { ...name, now, inbox, idempotency });
  }

  private async write(write: Write, last: boolean): Promise<number> {
    const { after } = write.change ?? {};
    if (this.way !== null && 'seat' in this.way) {
      // Only what is last can leave with the others.
      if (!last) throw new LeftBehind();
      return (await this.guard(this.way.seat.write(write))) ?? 0;
    }
    const question = saveQuestion([write], (key) => this.parts.policies.isStored(key));
    const numbers = await this.ask<Readonly<Record<string, number>>>('cases_save', question, last);
    return (after && numbers[after.id]) ?? 0;
  }

  private async letters(
    incidentId: string | null,
    at: Instant,
    inbox: CaseChange['inbox'],
    texts: readonly SecretText[],
  ): Promise<Letters> {
    if (texts.length === 0) return { incidentId, at, inbox, sealed: [], newKeys: [] };
    this.owners.push(...texts.map((text) => text.owner));
    const { sealed, newKeys } = await this.guard(this.parts.keys.seal(this.asks(), texts));
    this.newKeys.push(...newKeys);
    return { incidentId, at, inbox, sealed, newKeys };
  }

  private asks(): Asks {
    return this.way !== null && 'own' in this.way ? this.way.own : this.parts.lane;
  }

  private async ask<T>(name: 'case_lock' | 'cases_save' | 'letters_save', question: object, last = false): Promise<T> {
    const connection = await this.connection();
    const sql = `select ${name}($1::jsonb) as answer`;
    const parameters = [storableJson(question)];
    const asked = last ? connection.queryAndCommit(sql, parameters) : connection.query(sql, parameters);
    const rows = (await this.guard(asked)) as { answer: T }[];
    return rows[0]?.answer as T;
  }

  private async connection(): Promise<LaneConnection> {
    if (this.way !== null) {
      if ('own' in this.way) return this.way.own;
      throw new LeftBehind();
    }
    const { lane, turns } = this.parts;
    await turns.begin();
    try {
      const own = await lane.connect();
      own.begin();
      this.way = { own };
      return own;
    } catch (error) {
      turns.end();
      throw error;
    }
  }

  /** COMMIT after a failed statement answers "ROLLBACK" and no error: work that swallowed the failure must not look committed. */
  private assertWhole(): void {
    if (this.broken !== null) throw this.broken;
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
