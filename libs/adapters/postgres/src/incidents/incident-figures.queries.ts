import { isPress } from '@silverbell/incidents';
import type { Instant, RegionId } from '@silverbell/kernel';
import { ALERT_KINDS } from '@silverbell/vocabulary';
import type { DataSource } from 'typeorm';
import { PRACTICE } from './incident.queries.js';

/** How soon a step came, in the incidents of which that is known. */
export interface Pace {
  readonly judged: number;
  readonly inTime: number;
  readonly limitS: number;
  readonly medianS: number | null;
}

export interface IncidentFigures {
  readonly raised: number;
  readonly answered: Pace;
  readonly accepted: Pace;
  readonly arrived: Pace;
  /** P1 without a press, of all that was raised in earnest. */
  readonly urgentOther: { readonly count: number; readonly of: number };
}

export interface FiguresAsked {
  readonly regionIds: readonly RegionId[];
  readonly since: Instant;
  readonly now: Instant;
  /** A seat for training is told of nothing else (H13). */
  readonly drillsOnly: boolean;
  readonly limitsS: { readonly answered: number; readonly accepted: number; readonly arrived: number };
}

/** `took`: seconds until the step came, null as long as it did not; `waited`: how long it could have come until now. */
const paceOf = (took: string, waited: string, limit: string): string =>
  `jsonb_build_object('judged', count(*) filter (where ${took} is not null or ${waited} > ${limit}),
     'inTime', count(*) filter (where ${took} <= ${limit}), 'limitS', ${limit}::double precision,
     'medianS', percentile_cont(0.5) within group (order by ${took}))`;

const PRESSES = ALERT_KINDS.filter(isPress);
/** Open, or closed since then: both have an index. */
const RAISED_SINCE = `(i.open or (not i.open and i.closed_at >= instant_of($2))) and i.raised_at >= instant_of($2) and i.region_id = any($1)`;

/** How soon the steps of incidents came, counted from what the incidents themselves say: none of it is kept twice. */
export class IncidentFigureQueries {
  constructor(private readonly source: DataSource) {}

  async since({ regionIds, since, now, drillsOnly, limitsS }: FiguresAsked): Promise<IncidentFigures> {
    const [row] = (await this.source.query(
      `with one as (
         select i.raised_at, coalesce(i.closed_at, instant_of($3)) as until, instant_of((i.state ->> 'firstAttendedAt')::double precision) as attended_at,
           (select min(o.made_at) from offer o where o.incident_id = i.id) as offered_at, a.accepted_at, a.arrived_at
         from incident i left join lateral (
           select min(accepted_at) as accepted_at, min(arrived_at) as arrived_at from assignment where incident_id = i.id) a on true
         where ${RAISED_SINCE}
           and case when $4 then i.family = 'drill' else i.family in ('emergency', 'test') and (${PRACTICE}) is null end
       ), span as (
         select extract(epoch from attended_at - raised_at)::float8 as answered, extract(epoch from until - raised_at)::float8 as open,
           extract(epoch from accepted_at - offered_at)::float8 as accepted, extract(epoch from until - offered_at)::float8 as asked,
           extract(epoch from arrived_at - raised_at)::float8 as arrived, case when accepted_at is not null then extract(epoch from until - raised_at)::float8 end as awaited
         from one
       )
       select count(*)::integer as raised, ${paceOf('answered', 'open', '$5')} as answered,
         ${paceOf('accepted', 'asked', '$6')} as accepted, ${paceOf('arrived', 'awaited', '$7')} as arrived,
         (select jsonb_build_object('of', count(*), 'count', count(*) filter (where i.severity = 1 and not i.state -> 'kinds' ?| $8::text[]))
          from incident i where ${RAISED_SINCE} and case when $4 then i.family = 'drill' else (${PRACTICE}) is null end) as "urgentOther"
       from span`,
      [regionIds, since, now, drillsOnly, limitsS.answered, limitsS.accepted, limitsS.arrived, PRESSES],
    )) as IncidentFigures[];
    if (row === undefined) throw new Error('no figures');
    return row;
  }
}
