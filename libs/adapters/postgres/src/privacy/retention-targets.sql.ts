import type { RetainedDataKind } from '@silverbell/vocabulary';
import { noHoldOnIncident, noHoldOnHome, noHoldOnKey, noHoldOnPerson } from './legal-hold.sql.js';

/** Where one sort lies: which rows are looked at, in which order, and which of those may go. */
export interface RetentionTarget {
  readonly table: string;
  /** The order they are gone through in, with the type each part is read back as. */
  readonly key: readonly (readonly [column: string, type: 'text' | 'timestamptz' | 'boolean'])[];
  /** Of a row `t`: its age, which an index or a small table makes cheap to ask. */
  readonly age: string;
  /** What it takes to be found at all, as its index has it. */
  readonly only?: string;
  /** Joined to find out where it belongs. */
  readonly beside?: string;
  readonly region: string;
  /** Of a row `t`: from when its time counts; the age where nothing else is said. */
  readonly countsFrom?: string;
  /** Of a row `t`, beside its age. */
  readonly mayGo?: string;
  /** Instead of taking the row away. */
  readonly empties?: string;
}

/** A helper may need to know where to go, or when the senior was last heard. */
const noIncidentAt = (home: string): string =>
  `not exists (select from incident c where c.open and c.home_id = ${home} and c.subject_key = 'home:' || ${home})`;
const OF_ITS_CASE = 'left join incident i on i.id = t.incident_id';

/** A frame goes with the time of its incident, once that is closed; one that belongs to none, with its own. */
const ofItsIncident = (age: string): Pick<RetentionTarget, 'beside' | 'region' | 'countsFrom' | 'mayGo'> => ({
  beside: OF_ITS_CASE,
  region: 'i.region_id',
  countsFrom: `case when i.id is null then ${age} else i.closed_at end`,
  mayGo: `(i.id is null or not i.open) and ${noHoldOnIncident('t.incident_id')} and ${noHoldOnKey('t.key_id')}`,
});

/** The way to an incident goes with the time of the incident. */
const ofItsCase: Pick<RetentionTarget, 'beside' | 'region' | 'countsFrom' | 'mayGo'> = {
  ...{ beside: 'join incident i on i.id = t.incident_id', region: 'i.region_id', countsFrom: 'i.closed_at' },
  mayGo: `not i.open and ${noHoldOnIncident('t.incident_id')}`,
};

/** Of a complaint: nothing is to be done about it any more, nor about a worker because of it. */
const isOver = (complaint: string): string =>
  `(${complaint}.state in ('answered', 'withdrawn') and not exists (select from care_verification w where w.worker_id = ${complaint}.worker_id
     and w.state <> 'closed' and w.fold -> 'complaintIds' ? ${complaint}.id))`;

const RETENTION_TARGETS: Readonly<Record<RetainedDataKind, RetentionTarget | readonly RetentionTarget[]>> = {
  'helper-position': [
    {
      table: 'helper_position',
      key: [['helper_id', 'text']],
      age: 't.received_at',
      beside: 'join helper h on h.id = t.helper_id',
      region: 'h.region_id',
      // she is on her way
      mayGo: 'not exists (select from assignment a where a.helper_id = t.helper_id and a.live)',
    },
    {
      table: 'response_track',
      key: [
        ['incident_id', 'text'],
        ['helper_id', 'text'],
        ['at', 'timestamptz'],
      ],
      age: 't.at',
      ...ofItsCase,
    },
  ],
  'device-fix': {
    table: 'device_seen',
    key: [['device_id', 'text']],
    age: 't.positioned_at',
    only: 't.lat is not null',
    beside: 'left join device d on d.id = t.device_id left join home h on h.id = d.home_id',
    region: 'coalesce(h.region_id, d.region_id)',
    mayGo: `${noIncidentAt('d.home_id')} and not exists (select from incident c where c.open and c.subject_key = 'device:' || t.device_id)
      and ${noHoldOnHome('d.home_id')} and ${noHoldOnPerson('d.senior_id')}`,
    empties: 'lat = null, lng = null, accuracy_m = null, fix_at = null, position_source = null, positioned_at = null',
  },
  'away-place': {
    table: 'senior',
    key: [['id', 'text']],
    age: 't.away_until',
    only: 't.away_until is not null and (t.away_lat is not null or t.away_label is not null)',
    region: 't.region_id',
    mayGo: `${noIncidentAt('t.home_id')} and ${noHoldOnPerson('t.id')}`,
    empties: 'away_lat = null, away_lng = null, away_label = null',
  },
  'sign-of-life': {
    table: 'sign_of_life',
    key: [
      ['senior_id', 'text'],
      ['sign', 'text'],
      ['in_person', 'boolean'],
    ],
    age: 't.at',
    beside: 'join senior s on s.id = t.senior_id',
    region: 's.region_id',
    // her last contact is what everybody asks for first, however old it is (H15)
    mayGo: `${noIncidentAt('s.home_id')} and ${noHoldOnPerson('t.senior_id')} and (not t.in_person or exists (
      select from sign_of_life o where o.senior_id = t.senior_id and o.in_person and (o.at, o.sign) > (t.at, t.sign)))`,
  },
  'water-reading': {
    table: 'water_reading',
    key: [
      ['at', 'timestamptz'],
      ['home_id', 'text'],
    ],
    age: 't.at',
    beside: 'left join home h on h.id = t.home_id',
    region: 'h.region_id',
    // without any the rule about water would not know that there ever was a meter
    mayGo: `${noIncidentAt('t.home_id')} and ${noHoldOnHome('t.home_id')} and exists (select from water_reading o where o.home_id = t.home_id and o.at > t.at)`,
  },
  // the frame, and what was read in it: those of before 0036 are texts, those of today stand with their delivery
  'raw-frame': [
    {
      table: 'secret_text',
      key: [
        ['created_at', 'timestamptz'],
        ['id', 'text'],
      ],
      age: 't.created_at',
      only: `t.what in ('raw-frame', 'decoded-frame')`,
      ...ofItsIncident('t.created_at'),
    },
    {
      table: 'inbox',
      key: [
        ['received_at', 'timestamptz'],
        ['id', 'text'],
      ],
      age: 't.received_at',
      only: '(t.frame is not null or t.said is not null)',
      ...ofItsIncident('t.received_at'),
      // that the delivery was taken in stays, so that it is never taken in twice
      empties: 'frame = null, said = null, key_id = null',
    },
  ],
  outbox: {
    table: 'outbox',
    key: [
      ['ended_at', 'timestamptz'],
      ['id', 'text'],
    ],
    age: 't.ended_at',
    only: 't.ended_at is not null',
    beside: OF_ITS_CASE,
    region: 'i.region_id',
    countsFrom: 'greatest(t.ended_at, i.closed_at)',
    mayGo: `t.state in ('sent', 'delivered', 'read', 'failed', 'skipped') and (i.id is null or not i.open) and ${noHoldOnIncident('t.incident_id')}`,
  },
  // the photo of an installation stays as long as the device is where it was taken, the photo of a senior as long as she is looked after;
  // an upload of no owner has a shorter time (`expire`)
  attachment: {
    table: 'attachment',
    key: [
      ['at', 'timestamptz'],
      ['id', 'text'],
    ],
    age: 't.at',
    only: 't.owner_id is not null',
    beside: OF_ITS_CASE,
    region: 't.region_id',
    countsFrom: 'greatest(t.at, i.closed_at)',
    mayGo: `(i.id is null or not i.open) and ${noHoldOnIncident('t.incident_id')} and ${noHoldOnPerson('t.senior_id')} and ${noHoldOnHome('t.home_id')}
      and not exists (select from device d where t.owner_kind = 'device' and d.id = t.owner_id and d.home_id = t.home_id and d.status = 'active')
      and not exists (select from senior s where t.owner_kind = 'senior' and s.id = t.owner_id and s.status in ('active', 'suspended'))`,
  },
  // who said what, and the answer; that there was a complaint, and what was found, stays
  'complaint-words': [
    {
      table: 'care_complaint',
      key: [['id', 'text']],
      age: `(t.received_on::timestamp at time zone 'UTC')`,
      only: '(t.by_sealed is not null or t.text_sealed is not null or t.answer_sealed is not null)',
      region: 't.region_id',
      countsFrom: '(select max(q.at) from quality_step q where q.complaint_id = t.id)',
      mayGo: `${isOver('t')} and ${noHoldOnPerson('t.senior_id')} and ${noHoldOnHome('t.home_id')}`,
      empties: 'by_sealed = null, text_sealed = null, answer_sealed = null',
    },
    {
      table: 'quality_step',
      key: [['id', 'text']],
      age: 't.at',
      only: 't.note_sealed is not null',
      beside: `left join care_complaint c on c.id = t.complaint_id left join care_verification v on v.id = t.verification_id`,
      region: 'coalesce(c.region_id, v.region_id)',
      countsFrom: `(select max(q.at) from quality_step q where q.complaint_id = t.complaint_id or q.verification_id = t.verification_id)`,
      mayGo: `(c.id is null or (${isOver('c')} and ${noHoldOnPerson('c.senior_id')} and ${noHoldOnHome('c.home_id')}))
        and (v.id is null or (v.state = 'closed' and not exists (select from care_complaint o join legal_hold l on l.lifted_at is null
          and l.senior_id = o.senior_id where o.worker_id = v.worker_id and v.fold -> 'complaintIds' ? o.id)))`,
      empties: 'note_sealed = null',
    },
  ],
  idempotency: {
    table: 'idempotency',
    key: [
      ['at', 'timestamptz'],
      ['account_id', 'text'],
      ['key', 'text'],
    ],
    age: 't.at',
    beside: 'left join account_role a on a.account_id = t.account_id and a.position = 0',
    region: 'a.region_id',
  },
};

/** Most parts a key has; the others are null. */
const KEY_PARTS = 3;

/** Where a run stands: on which shelf of its sort, and behind which row of it. */
export interface RunPosition {
  readonly shelf: number;
  readonly after: readonly string[] | null;
}

export const targetsOf = (what: RetainedDataKind): readonly RetentionTarget[] => [RETENTION_TARGETS[what]].flat();

/** Of the first shelf a position is the key of a row; of a further one the name of its table comes before. */
export function runPositionOf(what: RetainedDataKind, position: readonly string[] | null): RunPosition {
  const [name, ...after] = position ?? [];
  const further = targetsOf(what).findIndex(({ table }, n) => n > 0 && table === name);
  return further === -1 ? { shelf: 0, after: position } : { shelf: further, after };
}

export const storedPositionOf = (what: RetainedDataKind, shelf: number, after: readonly string[]): readonly string[] =>
  shelf === 0 ? after : [targetsOf(what)[shelf]?.table ?? '', ...after];

/** The last three parameters of {@link batchOf}. */
export const keyParts = (after: readonly string[] | null): readonly (string | null)[] =>
  Array.from({ length: KEY_PARTS }, (_, n) => after?.[n] ?? null);

/**
 * $1: cut-off where no region says otherwise, $2: [{regionId, before}], $3: the latest of all, $4: how many, $5…: the position.
 * Answers how many were looked at, how many went, and where the last one stood. Rows locked by another transaction stay for the next day.
 */
export function batchOf(shelf: RetentionTarget): string {
  const { table, key, age, only = 'true', beside = '', region, countsFrom = age, mayGo = 'true', empties } = shelf;
  const columns = key.map(([column]) => `t.${column}`).join(', ');
  const position = key.map(([, type], n) => `$${n + 5}::${type}`).join(', ');
  const same = key.map(([column]) => `t.${column} = looked.${column}`).join(' and ');
  const unused = Array.from({ length: KEY_PARTS - key.length }, (_, n) => `$${n + 5 + key.length}::text is null`);
  return /* sql */ `
    with own as materialized (
      select "regionId", instant_of(before) as before from jsonb_to_recordset($2::jsonb) as o ("regionId" text, before double precision)),
    looked as materialized (
      select ${columns} from ${table} t
      where ${only} and ${age} < instant_of($3) and ($5::text is null or (${columns}) > (${position}))
      order by ${columns} limit $4 for no key update skip locked),
    old as materialized (
      select ${columns} from looked join ${table} t on ${same} ${beside}
      where ${countsFrom} < coalesce((select own.before from own where own."regionId" = ${region}), instant_of($1)) and ${mayGo}),
    gone as (
      ${empties === undefined ? `delete from ${table} t using old looked` : `update ${table} t set ${empties} from old looked`}
      where ${same} and ${age} < instant_of($3) returning 1)
    select (select count(*) from looked)::int as looked, (select count(*) from gone)::int as removed,
      (select jsonb_build_array(${key.map(([column]) => `${column}::text`).join(', ')}) from looked
       order by ${key.map(([column]) => `${column} desc`).join(', ')} limit 1) as last
    ${unused.length === 0 ? '' : `where ${unused.join(' and ')}`}`;
}
