import type { CareFollowUp } from '@silverbell/care';
import type { Instant } from '@silverbell/kernel';
import type { DataSource } from 'typeorm';
import { FOLLOW_UP_COLUMNS, followUpOfRow, type FollowUpRow } from './follow-up.rows.js';

/** A follow-up of care as its list shows it. */
export interface CareFollowUpOnFile {
  readonly followUp: CareFollowUp;
  readonly seniorName: string;
  readonly home: { readonly id: string; readonly label: string };
  readonly regionId: string;
  /** When the visit ended, or the complaint was answered. */
  readonly since: Instant;
}

export interface CareFollowUpSearch {
  readonly regionIds: readonly string[];
  /** `due`: she may be asked by now; `waiting`: later. */
  readonly state: 'due' | 'waiting';
  readonly now: Instant;
  readonly cursor: string | null;
  readonly take: number;
}

const COLUMNS = `${FOLLOW_UP_COLUMNS}, s.name as "seniorName", jsonb_build_object('id', h.id, 'label', h.label) as home,
  s.region_id as "regionId",
  coalesce((select ms_of(o.left_at) from service_order o where o.id = f.order_id),
    (select (c.fold ->> 'answeredAt')::bigint from care_complaint c where c.id = f.complaint_id), ms_of(f.due_at))::double precision as since`;
/** A person who died or moved away is not asked any more. */
const FROM = `from care_follow_up f join senior s on s.id = f.senior_id and s.status in ('active', 'suspended') join home h on h.id = s.home_id`;
type Row = FollowUpRow & Omit<CareFollowUpOnFile, 'followUp'>;

/** The place of one in its list: by the time it became due. */
export const followUpCursor = ({ followUp: { dueAt, id } }: CareFollowUpOnFile): string => `${String(dueAt)} ${id}`;
/** A cursor that is none begins with the first. */
const CURSOR = /^(\d{1,15}) (\S+)$/;

/** Follow-ups of visits and of answers to complaints (CR-53), as they are read. */
export class PostgresFollowUpStore {
  constructor(private readonly source: DataSource) {}

  async page({ regionIds, state, now, cursor, take }: CareFollowUpSearch): Promise<readonly CareFollowUpOnFile[]> {
    const [, dueAt, id] = CURSOR.exec(cursor ?? '') ?? [];
    const rows = await this.source.query<Row[]>(
      `select ${COLUMNS} ${FROM} where f.state = 'open' and s.region_id = any ($1) and (f.due_at <= instant_of($2)) = $3
         and ($4::bigint is null or (f.due_at, f.id) > (instant_of($4), $5)) order by f.due_at, f.id limit $6`,
      [regionIds, now, state === 'due', dueAt ?? null, id ?? '', take],
    );
    return rows.map(onFile);
  }

  /** Open or done. */
  async byId(id: string): Promise<CareFollowUpOnFile | null> {
    const rows = await this.source.query<Row[]>(`select ${COLUMNS} ${FROM} where f.id = $1`, [id]);
    return rows.map(onFile)[0] ?? null;
  }
}

const onFile = ({ seniorName, home, regionId, since, ...followUp }: Row): CareFollowUpOnFile => ({
  followUp: followUpOfRow(followUp),
  ...{ seniorName, home, regionId, since },
});
