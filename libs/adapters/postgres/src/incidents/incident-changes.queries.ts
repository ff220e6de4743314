import type { IncidentId } from '@silverbell/kernel';
import type { ChangedIncident } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';
import { PRACTICE } from './incident.queries.js';

/** Where a poll ended: the snapshot that it read with, and the run of the server whose transactions the snapshot counts. */
export interface ChangeCursor {
  readonly snapshot: string;
  readonly server: string;
}

export interface IncidentChanges {
  readonly incidents: readonly ChangedIncident[];
  /** For the next poll. */
  readonly cursor: ChangeCursor;
}

type Row = ChangeCursor & {
  readonly incident: ChangedIncident | null;
  readonly place: readonly (string | number)[] | null;
};

const PAGE = 1_000;
const SERVER = /* sql */ `extract(epoch from pg_postmaster_start_time())::text`;
const MOMENT = /* sql */ `(select pg_current_snapshot()::text as snapshot, ${SERVER} as server) moment`;
const INCIDENT = /* sql */ `json_build_object('id', i.id, 'subject', i.subject_key, 'version', i.version, 'phase', i.phase, 'open', i.open, 'regionId', i.region_id,
  'seniorIds', i.senior_ids, 'practice', ${PRACTICE}, 'lastChangeAt', ms_of(i.last_change_at),
  'silent', coalesce((i.state ->> 'silent')::boolean, false),
  'helperIds', coalesce((select json_agg(distinct o.helper_id) from offer o where o.incident_id = i.id), '[]')) as incident`;

const OPEN = /* sql */ `
  select moment.*, i.* from ${MOMENT} left join lateral (
    select ${INCIDENT}, json_build_array(i.severity, ms_of(i.raised_at), i.id) as place from incident i
    where i.open and ($1::integer is null or (i.severity, i.raised_at, i.id) > ($1, instant_of($2), $3))
    order by i.severity, i.raised_at, i.id limit ${PAGE}) i on true`;

// A snapshot does not see transactions from its xmax on, nor those that were under way (xip). What the present one cannot see either is
// not asked for: a log that another cluster wrote may carry numbers that are not reached here yet.
const SINCE = /* sql */ `
  with changed as materialized (
    select incident_id from (
      select e.incident_id from incident_event e
      where e.transaction_id >= pg_snapshot_xmax($1::pg_snapshot) and e.transaction_id < pg_snapshot_xmax(pg_current_snapshot())
      union
      select e.incident_id from incident_event e where e.transaction_id = any (array(select pg_snapshot_xip($1::pg_snapshot)))) event
    where ${SERVER} = $2 and ($3::text is null or incident_id > $3)
    order by incident_id limit ${PAGE})
  select moment.*, i.incident, json_build_array(changed.incident_id) as place
  from ${MOMENT} left join (changed left join lateral (
    select ${INCIDENT} from incident i where i.id = changed.incident_id offset 0) i on true) on true
  order by changed.incident_id`;

/**
 * What changed among the incidents, asked again and again. A transaction that committed late is seen by the first poll after its commit,
 * whenever it began, and no change is read twice: a poll reads the events that its last snapshot could not see.
 */
export class IncidentChangesQueries {
  constructor(private readonly source: DataSource) {}

  /** Every open incident. Page by page: what changes meanwhile is read by the poll that follows. */
  async open(): Promise<IncidentChanges> {
    const changes = await this.pages((last) => [OPEN, last ?? [null, null, null]]);
    if (changes === null) throw new Error('the database was started anew while the open incidents were read');
    return changes;
  }

  /** Open or closed, in no particular order. `null`: the server was started anew or is another one, read {@link open} again. */
  async since({ snapshot, server }: ChangeCursor): Promise<IncidentChanges | null> {
    const changes = await this.pages((last) => [SINCE, [snapshot, server, last?.[0] ?? null]]);
    return changes?.cursor.server === server ? changes : null;
  }

  /** Open or closed; who is not in the answer does not exist. */
  async of(ids: readonly IncidentId[]): Promise<readonly ChangedIncident[]> {
    const rows = (await this.source.query(`select ${INCIDENT} from incident i where i.id = any ($1)`, [ids])) as {
      incident: ChangedIncident;
    }[];
    return rows.map(({ incident }) => incident);
  }

  /** The cursor is that of the first page: nothing that changed behind its back is left out. */
  private async pages(
    pageAfter: (last: Row['place']) => readonly [sql: string, parameters: readonly (string | number | null)[]],
  ): Promise<IncidentChanges | null> {
    const incidents: ChangedIncident[] = [];
    let cursor: ChangeCursor | null = null;
    for (let last: Row['place'] = null; ;) {
      const rows: Row[] = await this.source.query(...(pageAfter(last) as [string, unknown[]]));
      const [first] = rows;
      if (first === undefined) throw new Error('the database answered a poll without its snapshot');
      const { snapshot, server } = first;
      cursor ??= { snapshot, server };
      if (server !== cursor.server) return null;
      incidents.push(...rows.flatMap(({ incident }) => incident ?? []));
      if (rows.length < PAGE) return { incidents, cursor };
      last = rows.at(-1)?.place ?? null;
    }
  }
}
