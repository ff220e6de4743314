import type { AlertKind, PracticeKind, ReceiptStage, TestReason } from '@silverbell/vocabulary';
import { defaultPolicy, practiceOf, type Incident } from '@silverbell/incidents';
import type { DeviceId, HomeId, IncidentId, Instant, RegionId } from '@silverbell/kernel';
import type { DataSource } from 'typeorm';
import { NEVER_HEARD, OVERDUE } from '../exercises/overdue.sql.js';
import { windowOpenAt, type PostgresExerciseStore } from '../exercises/exercise.store.js';

/** A window, with the name of who opened it. */
export interface WindowOfDevice {
  readonly id: string;
  readonly deviceId: DeviceId;
  readonly openedBy: { readonly id: string; readonly name: string };
  readonly reason: TestReason;
  readonly opensAt: Instant;
  readonly closesAt: Instant;
  readonly endedAt: Instant | null;
}

export interface DeviceRowOfPage {
  readonly id: DeviceId;
  readonly role: string;
  readonly profile: string;
  readonly status: 'active' | 'moved' | 'retired';
  readonly regionId: RegionId;
  readonly home: { readonly id: HomeId; readonly label: string } | null;
  readonly senior: { readonly id: string; readonly name: string } | null;
  readonly room: string | null;
  readonly fixed: boolean;
  readonly hubId: string | null;
  readonly installedAt: Instant | null;
  readonly seenAt: Instant | null;
  readonly seenUnproven: boolean;
  readonly online: boolean | null;
  readonly batteryPct: number | null;
  readonly firmware: string | null;
  readonly network: string | null;
  readonly lastPressAt: Instant | null;
  readonly testOverdue: boolean;
  readonly neverHeard: boolean;
  readonly window: WindowOfDevice | null;
}

export interface PressOfDevice {
  readonly at: Instant;
  readonly alertId: string;
  readonly kind: AlertKind;
  readonly incidentId: IncidentId;
  readonly number: number;
  readonly practice: PracticeKind | null;
  readonly receipts: readonly { readonly at: Instant; readonly stage: ReceiptStage; readonly state: string }[];
}

const WINDOW_JSON = /* sql */ `jsonb_build_object('id', w.id, 'deviceId', w.device_id,
  'openedBy', jsonb_build_object('id', w.opened_by, 'name', coalesce((select display_name from account where id = w.opened_by), '—')),
  'reason', w.reason, 'opensAt', ms_of(w.opens_at), 'closesAt', ms_of(w.closes_at), 'endedAt', ms_of(w.ended_at))`;

const DEVICE = /* sql */ `
  select d.id, d.role, d.profile, d.status, coalesce(h.region_id, d.region_id) as "regionId", d.room, d.fixed, d.hub_id as "hubId",
    case when h.id is not null then jsonb_build_object('id', h.id, 'label', h.label) end as home,
    case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as senior,
    ms_of(d.installed_at)::double precision as "installedAt", ms_of(s.seen_at)::double precision as "seenAt",
    coalesce(s.unproven, false) as "seenUnproven", s.online,
    s.battery_pct::double precision as "batteryPct", s.firmware, s.network,
    (select ms_of(max(a.at))::double precision from signal a where a.device_id = d.id) as "lastPressAt",
    exists (select from overdue o where o.id = d.id) as "testOverdue", (${NEVER_HEARD}) as "neverHeard",
    (select ${WINDOW_JSON} from test_window w where w.device_id = d.id and ${windowOpenAt('$1')} order by w.opens_at desc limit 1) as window
  from device d left join home h on h.id = d.home_id left join senior p on p.id = d.senior_id left join device_seen s on s.device_id = d.id`;

export interface DeviceSearch {
  readonly regionIds: readonly RegionId[];
  readonly homeId: string | null;
  readonly testOverdue: boolean;
  readonly neverHeard: boolean;
  /** Devices after this id. */
  readonly after: string | null;
  readonly limit: number;
}

/** What the device page shows; nothing here decides anything. */
export class DevicePageQueries {
  constructor(
    private readonly source: DataSource,
    private readonly practice: Pick<PostgresExerciseStore, 'watchedSince'>,
  ) {}

  async list(search: DeviceSearch, now: Instant): Promise<readonly DeviceRowOfPage[]> {
    const { regionIds, homeId, testOverdue, neverHeard, after, limit } = search;
    return this.source.query(
      `with ${OVERDUE} ${DEVICE}
       where coalesce(h.region_id, d.region_id) = any($4) and ($5::text is null or d.home_id = $5)
         and (not $6::boolean or exists (select from overdue o where o.id = d.id)) and ($7::text is null or d.id > $7)
         and (not $9::boolean or (${NEVER_HEARD}))
       order by d.id limit $8`,
      [...(await this.#times(now)), regionIds, homeId, testOverdue, after, limit, neverHeard],
    );
  }

  async byId(id: DeviceId, now: Instant): Promise<DeviceRowOfPage | null> {
    const rows: DeviceRowOfPage[] = await this.source.query(`with ${OVERDUE} ${DEVICE} where d.id = $4`, [
      ...(await this.#times(now)),
      id,
    ]);
    return rows[0] ?? null;
  }

  /** Latest first, with every receipt that was written for each. */
  async pressesOf(id: DeviceId, limit = 50): Promise<readonly PressOfDevice[]> {
    const rows: (Omit<PressOfDevice, 'practice'> & {
      readonly stands: Pick<Incident, 'practice' | 'verdict'>;
    })[] = await this.source.query(
      `select ms_of(a.at)::double precision as at, a.alert_id as "alertId", a.kind, a.incident_id as "incidentId", i.number::int as number,
         jsonb_build_object('practice', i.state -> 'practice', 'verdict', i.state -> 'verdict') as stands,
         coalesce((select jsonb_agg(jsonb_build_object('at', ms_of(o.created_at), 'stage', o.body ->> 'stage', 'state', o.state)
             order by o.created_at, o.id)
           from outbox o where o.incident_id = a.incident_id and o.channel = 'device' and o.body ->> 'kind' = 'receipt'
             and o.body ->> 'deviceId' = a.device_id and o.body ->> 'alertId' = a.alert_id), '[]') as receipts
       from signal a join incident i on i.id = a.incident_id
       where a.device_id = $1 order by a.at desc, a.alert_id limit $2`,
      [id, limit],
    );
    return rows.map(({ stands, ...press }) => ({ ...press, practice: practiceOf(stands) }));
  }

  async windowsOf(id: DeviceId, limit = 20): Promise<readonly WindowOfDevice[]> {
    const rows: { window: WindowOfDevice }[] = await this.source.query(
      `select ${WINDOW_JSON} as window from test_window w where w.device_id = $1 order by w.opens_at desc limit $2`,
      [id, limit],
    );
    return rows.map(({ window }) => window);
  }

  async #times(now: Instant): Promise<readonly unknown[]> {
    return [now, defaultPolicy.limits.testEvery, await this.practice.watchedSince(now)];
  }
}
