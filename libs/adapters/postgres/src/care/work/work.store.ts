import type { CivilDay } from '@silverbell/care';
import type { Instant } from '@silverbell/kernel';
import type { WorkGroup, WorkKind } from '@silverbell/vocabulary';
import type { DataSource, EntityManager } from 'typeorm';
import { IS_WARNED_AHEAD, openWork } from './sources.sql.js';

/** Of one role of the reader: its region with all below; of a provider's manager his provider, wherever it works. */
export interface WorkSight {
  readonly role: string;
  readonly regionIds: readonly string[];
  readonly providerId: string | null;
}
export interface WorkItem {
  readonly kind: WorkKind;
  readonly id: string;
  readonly ownerRole: string;
  readonly regionId: string;
  /** `null`: it is about no senior. */
  readonly seniorId: string | null;
  readonly seniorName: string | null;
  /** `null`: it is about no certificate. */
  readonly workerName: string | null;
  /** Whose turn it is, or whose contract or worker it is about; `null`: no provider has to do with it. */
  readonly providerId: string | null;
  readonly providerName: string | null;
  readonly dueOn: CivilDay;
  readonly state: string;
  readonly group: WorkGroup;
  readonly daysOverdue: number;
  readonly remindedAt: Instant | null;
}

export interface Work {
  readonly items: readonly WorkItem[];
  readonly counts: Readonly<Record<WorkGroup, number>>;
}

/** Who is shown what is overdue at an owner below (CR-08). */
const SUPERIORS = `(values ('community-officer', 'township-officer'), ('village-cadre', 'township-officer'), ('provider-manager', 'township-officer'),
  ('township-officer', 'county-officer')) above (owner, superior)`;

/** The village cadre visits and calls beside the officer of the community. */
const OF_CADRE = `r.role = 'village-cadre' and w.owner = 'community-officer' and w.kind in ('visit-due', 'visit-contact', 'care-call', 'care-call-warning')`;

const OF_READER = `from ${openWork('$4')}
  join lateral (select bool_or(r.role = w.owner or (${OF_CADRE})) as own
    from jsonb_to_recordset($3::jsonb) r (role text, "regionIds" jsonb, "providerId" text)
    where case r.role when 'provider-manager' then r."providerId" = w.provider_id else r."regionIds" ?| w.seen_in end
      and (r.role = w.owner or (${OF_CADRE})
        or (w.due_on < $1::date and exists (select from ${SUPERIORS} where above.owner = w.owner and above.superior = r.role)))) mine
    on mine.own is not null`;
const GROUP = `case when not mine.own then 'supervised' when w.due_on < $1::date then 'overdue' when w.due_on = $1::date then 'today' else 'ahead' end`;

/** What is open for a reader, and who was reminded of what (CR-08, CR-77). */
export class PostgresWorkStore {
  constructor(
    private readonly source: DataSource,
    private readonly timeZone: string,
  ) {}

  /** The most urgent first; `counts` are of all that is open. */
  async list(today: CivilDay, now: Instant, sights: readonly WorkSight[], take: number): Promise<Work> {
    const [row] = await this.source.query<{ items: WorkItem[]; counts: Partial<Work['counts']> | null }[]>(
      `with own as materialized (select w.*, ${GROUP} as "group" ${OF_READER})
       select (select jsonb_object_agg(c."group", c.n) from (select "group", count(*) as n from own group by 1) c) as counts,
         coalesce((select jsonb_agg(to_jsonb(i) - 'place' order by i.place) from (
           select row_number() over (order by w.due_on, w.kind, w.id, w.state) as place, w.kind, w.id, w.owner as "ownerRole",
             w.region_id as "regionId", w.senior_id as "seniorId", s.name as "seniorName", h.name as "workerName", p.id as "providerId",
             p.name as "providerName", w.due_on::text as "dueOn", w.state, w."group", greatest(0, $1::date - w.due_on) as "daysOverdue",
             (select ms_of(max(m.at))::double precision from care_reminder m where m.kind = w.kind and m.subject = w.id
                and (w.warned is null or m.due_on = w.due_on)) as "remindedAt"
           from (select * from own order by due_on, kind, id, state limit $5) w left join senior s on s.id = w.senior_id
             left join helper h on w.kind = 'certificate-ending' and h.id = w.id left join provider p on p.id = w.provider_id) i), '[]') as items`,
      [today, now, JSON.stringify(sights), this.timeZone, take],
    );
    const { items = [], counts } = row ?? {};
    return { items, counts: { overdue: 0, today: 0, ahead: 0, supervised: 0, ...counts } };
  }
}

/** At 09:00: the owner of what is due today or on the next working day, or runs out soon, is reminded, each item once a day (CR-08, CR-31). */
export async function remindOwners(
  manager: EntityManager,
  {
    today,
    nextWorkingDay,
    now,
    timeZone,
  }: {
    readonly today: CivilDay;
    readonly nextWorkingDay: CivilDay;
    readonly now: Instant;
    readonly timeZone: string;
  },
): Promise<void> {
  await manager.query(
    `insert into care_reminder (kind, subject, owner, region_id, due_on, at)
     select distinct w.kind, w.id, w.owner, w.region_id, w.due_on, instant_of($2) from ${openWork('$4')}
     where w.due_on between $1::date and $3::date or ${IS_WARNED_AHEAD} on conflict do nothing`,
    [today, now, nextWorkingDay, timeZone],
  );
}
