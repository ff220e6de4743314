import {
  PersonKeys,
  SealedColumns,
  type KeyOwner,
  type Queryable,
  type SealedColumn,
} from '@silverbell/adapter-postgres';

/** A text that is no number or code is written where it is said. */
export type NumberColumn = Exclude<
  SealedColumn,
  | 'meal_step.note'
  | 'care_call_step.note'
  | 'referral_step.note'
  | 'service_order_step.note'
  | 'service_order.report'
  | 'task.note'
  | 'task.result'
  | 'welfare_visit.report'
  | 'welfare_visit_step.note'
  | 'quality_step.note'
  | 'care_follow_up_step.note'
  | `care_complaint.${string}`
>;

/** Whose key it is under: the column of its row that says so, and the word before that id. */
const OWNERS: Readonly<Record<NumberColumn, readonly [column: string, prefix: 'senior:' | 'home:' | 'registry']>> = {
  'senior.phone': ['id', 'senior:'],
  'senior.id_number': ['id', 'senior:'],
  'contact.phone': ['senior_id', 'senior:'],
  'helper.phone': ['id', 'registry'],
  'duty_seat.voice_number': ['id', 'registry'],
  'duty_shift.voice_number': ['id', 'registry'],
  'home.entry_code': ['id', 'home:'],
  'key_holding.holder_phone': ['home_id', 'home:'],
  'phone_call.number': ['id', 'registry'],
  'provider.account_number': ['id', 'registry'],
};

/** Puts a number or a code on file in rows that are there, sealed and with its hashes. */
export async function putNumber(
  db: Queryable,
  secret: string,
  column: NumberColumn,
  rowIds: readonly string[],
  text: string | null,
): Promise<void> {
  const [table = '', name = ''] = column.split('.');
  const [ownerColumn, prefix] = OWNERS[column];
  const rows = await db.query<{ id: string; owner: string }[]>(
    `select id, ${ownerColumn} as owner from ${table} where id = any($1)`,
    [rowIds],
  );
  const sealed = await new SealedColumns(new PersonKeys(db, secret)).sealNumbers(
    db,
    rows.map(({ id, owner }) => ({
      ...{ column, rowId: id, text },
      owner: prefix === 'registry' ? prefix : (`${prefix}${owner}` satisfies KeyOwner),
    })),
  );
  for (const [n, { id }] of rows.entries()) {
    const { sealed: cell = null, hash = null, tail = null } = sealed[n] ?? {};
    await db.query(`update ${table} set ${name}_sealed = $2 where id = $1`, [id, cell]);
    if (table !== 'home') await db.query(`update ${table} set ${name}_hash = $2 where id = $1`, [id, hash]);
    if (column === 'senior.phone' || column === 'contact.phone')
      await db.query(`update ${table} set phone_tail = $2 where id = $1`, [id, tail]);
  }
}
