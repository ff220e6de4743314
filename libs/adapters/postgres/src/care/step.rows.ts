import type { Instant, SeniorId } from '@silverbell/kernel';
import type { Queryable } from '../connection/command-pool.js';
import { toPgJson } from '../connection/to-pg-json.js';
import type { KeyOwner, SealedColumns } from '../crypto/sealed-columns.js';

/** Where the steps of each kind of row stand, which column names the row, and what a trail shows beside type, time, account and note. */
const STEPS = {
  order: { table: 'service_order_step', of: 'order_id', hasReason: true, shown: 'p.role, p.reason,' },
  visit: { table: 'welfare_visit_step', of: 'visit_id', hasReason: true, shown: 'p.role, p.reason,' },
  call: { table: 'care_call_step', of: 'call_id', hasReason: false, shown: '' },
  meal: { table: 'meal_step', of: 'booking_id', hasReason: false, shown: '' },
  complaint: { table: 'quality_step', of: 'complaint_id', hasReason: false, shown: 'p.role,' },
  verification: { table: 'quality_step', of: 'verification_id', hasReason: false, shown: 'p.role,' },
} as const;
type StepsOf = keyof typeof STEPS;

/** The first fact of a row holds the whole row, which stands in its `fold` already. */
const WHOLE_ROW: ReadonlySet<string> = new Set(['planned', 'booked', 'received', 'opened']);

interface Step {
  readonly id: string;
  readonly event: {
    readonly type: string;
    readonly at: Instant;
    readonly by: { readonly role: string; readonly id: string | null };
    readonly reason?: string | null;
  };
  readonly note: string | null;
}
interface StepOfRow {
  readonly of: string;
  /** Under whose key the note lies. */
  readonly owner: KeyOwner;
  readonly step: Step;
}

/** A step of what is for a senior: its note goes with her. */
export const stepOf = (
  { id, seniorId }: { readonly id: string; readonly seniorId: SeniorId },
  step: Step,
): StepOfRow => ({ of: id, owner: `senior:${seniorId}`, step });

/** Appended in this order, in the transaction of what they changed. */
export async function keepSteps(
  db: Queryable,
  sealed: SealedColumns,
  kind: StepsOf,
  steps: readonly StepOfRow[],
): Promise<void> {
  if (steps.length === 0) return;
  const { table, of: column, hasReason } = STEPS[kind];
  const notes = await sealed.seal(
    db,
    steps.map(({ owner, step: { id, note } }) => ({
      ...{ column: `${table}.note` as const, rowId: id, owner, text: note },
    })),
  );
  const rows = steps.map(({ of, step: { id, event } }, n) => {
    const { type, at, by, reason, ...details } = event;
    return {
      ...{ id, of, type, at, role: by.role, by: by.id, reason },
      ...{ details: WHOLE_ROW.has(type) ? {} : details, note: notes[n]?.toString('base64') ?? null },
    };
  });
  const reason = hasReason ? 'reason, ' : '';
  await db.query(
    `insert into ${table} (id, ${column}, type, at, role, by_account, ${reason}details, note_sealed)
     select s.id, s."of", s.type, instant_of(s.at), s.role, s.by, ${reason}s.details, decode(s.note, 'base64')
     from rows from (jsonb_to_recordset($1::jsonb) as (id text, "of" text, type text, at bigint, role text, by text, reason text,
       details jsonb, note text)) with ordinality s order by s.ordinality`,
    [toPgJson(rows)],
  );
}

/** A step as the trail of its row shows it. */
export interface TrailStep<Type> {
  readonly type: Type;
  readonly at: Instant;
  readonly by: { readonly id: string; readonly name: string } | null;
  readonly note: string | null;
}

/** What happened to a row, the first step first. */
export async function readTrail<Shown extends TrailStep<string>>(
  db: Queryable,
  sealed: SealedColumns,
  kind: StepsOf,
  id: string,
): Promise<readonly Shown[]> {
  const { table, of, shown } = STEPS[kind];
  const rows = await db.query<(Shown & { readonly id: string; readonly sealed: Buffer | null })[]>(
    `select p.id, p.type, ms_of(p.at)::double precision as at, ${shown} p.note_sealed as sealed,
       case when p.by_account is null then null
         else jsonb_build_object('id', p.by_account, 'name', coalesce(a.display_name, '—')) end as by
     from ${table} p left join account a on a.id = p.by_account where p.${of} = $1 order by p.seq`,
    [id],
  );
  const notes = await sealed.open(
    db,
    rows.map(({ id: rowId, sealed: cell }) => ({ column: `${table}.note` as const, rowId, sealed: cell })),
  );
  return rows.map(({ id: _, sealed: __, ...row }, n) => ({ ...row, note: notes[n] ?? null }) as unknown as Shown);
}
