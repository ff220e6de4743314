import type { ExportFilter, ExportRow } from '@silverbell/usecases';
import type { ExportList } from '@silverbell/vocabulary';
import { SCORE_COLUMNS, scoreCells } from '../care/village-scores/village-score.store.js';
import type { Queryable } from '../connection/command-pool.js';
import type { SealedColumn } from '../crypto/sealed-columns.js';

/** What a list can be narrowed to beside words and days. */
export type SourceFilter = keyof Omit<ExportFilter, 'regionId' | 'q'>;

/** Where the rows of a list stand. `{zone}` is the time zone of the platform, `{now}` when the export was asked for, in ms. */
export interface ExportSource {
  readonly columns: string;
  readonly from: string;
  /** Rows that are of the list at all; left out: all are. */
  readonly where?: string;
  /** Where its region stands; or, instead, what it takes to be within some regions. */
  readonly region?: string;
  readonly within?: (regions: string) => string;
  /** What `q` is looked for in. */
  readonly words: readonly string[];
  /** Its civil day, if it has one: rows are narrowed and put in order by it. */
  readonly day?: string;
  /** Its provider of care, where rows have one. */
  readonly provider?: string;
  /** What a rule makes of a row that was read. */
  readonly computed?: (row: object, db: Queryable, timeZone: string) => Promise<ExportRow>;
  /** Read as `bytea`, given out opened. */
  readonly sealed?: Readonly<Record<string, SealedColumn>>;
  /** By name the condition on a value; a filter that a list does not know leaves nothing of it. */
  readonly filters?: Readonly<Partial<Record<SourceFilter, (value: string) => string>>>;
  /** Left out: a text. */
  readonly id?: 'bigint';
}

const minuteOf = (instant: string): string => `to_char(${instant} at time zone {zone}, 'YYYY-MM-DD HH24:MI')`;
/** When the follow-up of an incident is due. */
const DUE = `instant_of((t.state ->> 'followUpDueAt')::bigint)`;

export const EXPORT_SOURCES: Readonly<Record<Exclude<ExportList, 'device-work'>, ExportSource>> = {
  regions: {
    columns: `t.name, p.name as parent, t.level_name as "levelName", t.level_no as "levelNo", t.centre_lng as lng, t.centre_lat as lat`,
    from: 'region t left join region p on p.id = t.parent_id',
    ...{ region: 't.id', words: ['t.name'] },
  },
  facilities: {
    columns: `t.name, t.type, r.name as region, t.level, t.operator, t.phone, t.address_words as address, t.lng, t.lat, t.functions, t.capacity, t.hours`,
    from: 'facility t join region r on r.id = t.region_id',
    ...{ region: 't.region_id', words: ['t.name'] },
  },
  homes: {
    columns: `t.label, r.name as region, t.address_words as address, t.lng, t.lat, t.floor_no as "floorNo", t.has_lift as "hasLift",
      (select count(*)::int from senior s where s.home_id = t.id) as seniors`,
    from: 'home t join region r on r.id = t.region_id',
    ...{ region: 't.region_id', words: ['t.label', 't.address_words'] },
  },
  seniors: {
    columns: `t.name, t.id_number as "idNumber", t.gender, t.birth_date::text as "birthDate", r.name as region, h.address_words as address,
      t.phone_sealed as phone, t.status, t.care_categories as "careCategories", t.economic_class as "economicClass", t.home_id as "homeId"`,
    from: 'senior t join home h on h.id = t.home_id join region r on r.id = t.region_id',
    ...{ region: 't.region_id', words: ['t.name', 'h.address_words'] },
    sealed: { idNumber: 'senior.id_number', phone: 'senior.phone' },
    filters: { status: (value) => `t.status = ${value}` },
  },
  helpers: {
    columns: `t.name, t.kind, t.phone_sealed as phone, t.birth_date::text as "birthDate", r.name as region, t.night_calls as "nightCalls",
      t.can_lift as "canLift", t.transport`,
    from: 'helper t join region r on r.id = t.region_id',
    ...{ region: 't.region_id', words: ['t.name'] },
    sealed: { phone: 'helper.phone' },
  },
  'service-orders': {
    columns: `t.day::text as day, to_char(t.planned_start at time zone {zone}, 'HH24:MI') as "from",
      to_char(t.planned_end at time zone {zone}, 'HH24:MI') as "to", s.name as senior, r.name as region, p.name as provider, w.name as worker,
      array(select coalesce(i.name, c.code) from jsonb_array_elements_text(t.fold -> 'items') with ordinality c (code, n)
        left join catalogue_item i on i.code = c.code order by c.n) as items, t.state, t.delivered_min as delivered,
      t.subsidised_min as subsidised, t.extra_min as extra, t.fold #>> '{checkIn,proof}' as proof,
      array(select jsonb_array_elements_text(t.fold -> 'marks')) || case when t.unagreed_min > 0 then array['extra-unagreed'] else '{}' end
        as marks, t.rating`,
    from: `service_order t join senior s on s.id = t.senior_id join region r on r.id = t.region_id left join provider p on p.id = t.provider_id
      left join helper w on w.id = t.worker_id`,
    ...{ region: 't.region_id', words: ['s.name', 'w.name', 'p.name'], day: 't.day', provider: 't.provider_id' },
  },
  complaints: {
    columns: `t.received_on::text as day, t.kind, t.fold ->> 'channel' as channel, t.by_sealed as by, s.name as senior, r.name as region,
      w.name as worker, p.name as provider, t.text_sealed as text, t.state, t.fold ->> 'acknowledgeDue' as "acknowledgeDue",
      t.fold ->> 'answerDue' as "answerDue", t.fold ->> 'finding' as finding, t.answer_sealed as answer, t.fold ->> 'rating' as rating`,
    from: `care_complaint t left join senior s on s.id = t.senior_id join region r on r.id = t.region_id
      left join provider p on p.id = t.provider_id left join helper w on w.id = t.worker_id`,
    ...{ region: 't.region_id', words: ['s.name', 'w.name', 'p.name'], day: 't.received_on' },
    sealed: { by: 'care_complaint.by', text: 'care_complaint.text', answer: 'care_complaint.answer' },
  },
  'welfare-visits': {
    columns: `t.from_day::text as "from", t.to_day::text as day, t.level, t.frequency, s.name as senior, r.name as region, t.state, t.way,
      to_char(t.done_at at time zone {zone}, 'YYYY-MM-DD HH24:MI') as "doneAt"`,
    from: 'welfare_visit t join senior s on s.id = t.senior_id join region r on r.id = t.region_id',
    ...{ region: 't.region_id', words: ['s.name'], day: 't.to_day' },
  },
  'village-scores': {
    columns: `r.name as village, ${SCORE_COLUMNS}`,
    from: `(select one.region_id || ' ' || one.year as id, one.region_id, make_date(one.year, 12, 31) as day from village_score one) t
      join village_score v on v.region_id = t.region_id and v.year = extract(year from t.day) join region r on r.id = t.region_id`,
    ...{ region: 't.region_id', words: ['r.name'], day: 't.day', computed: scoreCells },
  },
  'service-plans': {
    columns: `s.name as senior, r.name as region, p.name as provider,
      array(select coalesce(i.name, c.code) from unnest(t.items) with ordinality c (code, n)
        left join catalogue_item i on i.code = c.code order by c.n) as items, t.weekdays::text[] as weekdays,
      to_char(t.starts, 'HH24:MI') as starts, to_char(t.ends, 'HH24:MI') as ends, w.name as preferred, t.from_day::text as "firstDay",
      t.to_day::text as "lastDay"`,
    from: `service_plan t join senior s on s.id = t.senior_id join region r on r.id = t.region_id left join provider p on p.id = t.provider_id
      left join helper w on w.id = t.preferred_worker`,
    ...{ region: 't.region_id', words: ['s.name', 'w.name', 'p.name'], provider: 't.provider_id' },
  },
  verifications: {
    columns: `t.opened_on::text as day, w.name as worker, p.name as provider, r.name as region, t.fold ->> 'trigger' as trigger, t.state,
      t.fold ->> 'dueOn' as "dueOn", t.fold ->> 'result' as result, t.fold ->> 'replacedFor' as "replacedFor",
      t.fold ->> 'replaceDue' as "replaceDue"`,
    from: `care_verification t join helper w on w.id = t.worker_id join region r on r.id = t.region_id
      left join provider p on p.id = t.provider_id`,
    ...{ region: 't.region_id', words: ['w.name', 'p.name'], day: 't.opened_on', provider: 't.provider_id' },
  },
  meals: {
    // what was cancelled costs nothing
    columns: `t.on_day::text as day, p.name as point, s.name as senior, r.name as region, t.state, t.fold #>> '{taken,by}' as taker,
      t.fold #>> '{taken,means}' as means, ${minuteOf(`instant_of((t.fold #>> '{taken,at}')::bigint)`)} as "takenAt",
      (t.fold #>> '{taken,inPerson}')::boolean as "inPerson",
      case when t.state <> 'cancelled' then (t.fold ->> 'priceFen')::int end as price,
      case when t.state <> 'cancelled' then (t.fold ->> 'subsidyFen')::int end as subsidy,
      case when t.state <> 'cancelled' then (t.fold ->> 'priceFen')::int - (t.fold ->> 'subsidyFen')::int end as pays`,
    from: 'meal_booking t join senior s on s.id = t.senior_id join meal_point p on p.id = t.meal_point_id join region r on r.id = t.region_id',
    ...{ region: 't.region_id', words: ['s.name', 'p.name'], day: 't.on_day' },
  },
  'care-calls': {
    columns: `t.day::text as day, t.fold ->> 'starts' as "from", t.fold ->> 'ends' as "to", s.name as senior, r.name as region,
      t.order_id is not null as "afterMissed", t.state,
      array(select ${minuteOf(`instant_of((c.one ->> 'at')::bigint)`)} from jsonb_array_elements(t.fold -> 'tries') with ordinality c (one, n)
        order by c.n) as "triedAt", coalesce(t.fold #>> '{reached,way}', t.fold #>> '{tries,-1,result}') as result,
      ${minuteOf(`instant_of((t.fold #>> '{reached,at}')::bigint)`)} as "reachedAt", t.fold #>> '{contact,answer}' as contact,
      ${minuteOf(`instant_of((t.fold ->> 'helpAskedAt')::bigint)`)} as "helpAskedAt"`,
    from: 'care_call t join senior s on s.id = t.senior_id join region r on r.id = s.region_id',
    ...{ region: 's.region_id', words: ['s.name'], day: 't.day' },
  },
  devices: {
    columns: `t.role, t.profile, r.name as region, s.name as senior, t.room, t.stage, t.home_id as "homeId"`,
    from: 'device t join region r on r.id = t.region_id left join senior s on s.id = t.senior_id',
    ...{ region: 't.region_id', words: ['t.id', 's.name'] },
  },
  'duty-seats': {
    columns: `t.person_name as name, t.role, r.name as region, t.voice_number_sealed as "voiceNumber", ${minuteOf('t.answered_at')} as "answeredAt",
      t.keeps_rota as "keepsRota", t.active`,
    from: 'duty_seat t join region r on r.id = t.region_id',
    ...{ region: 't.region_id', words: ['t.person_name'], sealed: { voiceNumber: 'duty_seat.voice_number' } },
  },
  accounts: {
    columns: `t.username, t.display_name as name, t.kind, array(select a.role from account_role a where a.account_id = t.id order by a.position) as roles,
      array(select r.name from account_role a join region r on r.id = a.region_id where a.account_id = t.id order by a.position) as regions,
      array(select q.role from role_request q where q.account_id = t.id order by q.role, q.region_id) as waiting,
      coalesce((select l.totp_confirmed_at is not null from account_login l where l.account_id = t.id), false) as "hasTotp",
      t.disabled_at is not null as disabled`,
    from: 'account t',
    within: (
      regions,
    ) => `(exists (select from account_role a where a.account_id = t.id and a.region_id = any(${regions}))
      or exists (select from role_request q where q.account_id = t.id and q.region_id = any(${regions})))`,
    words: ['t.username', 't.display_name'],
  },
  audit: {
    columns: `to_char(t.at at time zone {zone}, 'YYYY-MM-DD HH24:MI:SS') as at, coalesce(a.display_name, t.actor) as actor, t.actor as "actorId",
      t.action, t.subject_kind as "subjectKind", t.subject_id as "subjectId", r.name as region, t.details::text as details`,
    from: 'audit_entry t left join account a on a.id = t.actor left join region r on r.id = t.region_id',
    // What belongs to no region is of the whole platform, and read by who answers for all of it.
    within: (regions) => `(t.region_id = any(${regions})
      or (t.region_id is null and exists (select from region top where top.parent_id is null and top.id = any(${regions}))))`,
    ...{ words: ['t.subject_id', 't.actor'], id: 'bigint' },
    filters: {
      subjectId: (value) => `t.subject_id = ${value}`,
      actorId: (value) => `t.actor = ${value}`,
      from: (value) => `t.at >= ${value}::date::timestamp at time zone {zone}`,
      to: (value) => `t.at < (${value}::date + 1)::timestamp at time zone {zone}`,
    },
  },
  'follow-ups': {
    columns: `${minuteOf(DUE)} as "dueAt", case when (t.state #>> '{followUp,visit}')::boolean then 'visit' else 'call' end as kind,
      array(select s.name from senior s where s.id = any(t.senior_ids) order by s.id) as seniors, r.name as region, h.label as home,
      array(select jsonb_array_elements_text(t.state #> '{followUp,triedOn}')) as "triedOn", t.number::text as number, t.class,
      t.state #>> '{closure,outcome}' as outcome, ${minuteOf('t.closed_at')} as "closedAt", a.display_name as owner`,
    from: `incident t join region r on r.id = t.region_id left join home h on h.id = t.home_id
      left join account a on a.id = t.state #>> '{closure,by}'`,
    // A drill owes no call.
    where: `not t.open and t.state ->> 'followUpDueAt' is not null and t.family <> 'drill'`,
    ...{ region: 't.region_id', words: ['t.number::text', 'h.label'], day: `(${DUE} at time zone {zone})::date` },
    filters: { state: (value) => `(${DUE} <= instant_of({now})) = (${value} = 'due')` },
  },
  'care-follow-ups': {
    columns: `${minuteOf('t.due_at')} as "dueAt", t.kind, array[s.name] as seniors, r.name as region, h.label as home, t.tried_on::text[] as "triedOn",
      t.about, coalesce(t.order_id, t.complaint_id) as of`,
    from: `care_follow_up t join senior s on s.id = t.senior_id and s.status in ('active', 'suspended') join home h on h.id = s.home_id
      join region r on r.id = s.region_id`,
    where: `t.state = 'open'`,
    ...{ region: 's.region_id', words: ['s.name', 'h.label'], day: '(t.due_at at time zone {zone})::date' },
    filters: { state: (value) => `(t.due_at <= instant_of({now})) = (${value} = 'due')` },
  },
};
