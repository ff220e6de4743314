import type {
  AlertKind,
  DeviceChangeKind,
  DeviceRole,
  DeviceStage,
  PracticeKind,
  ReceiptStage,
  TestReason,
} from '@silverbell/vocabulary';
import { defaultPolicy, practiceOf, type Incident } from '@silverbell/incidents';
import type { DeviceId, HomeId, IncidentId, Instant, RegionId } from '@silverbell/kernel';
import type { DataSource } from 'typeorm';
import { NEVER_HEARD, OVERDUE } from '../exercises/overdue.sql.js';
import { windowOpenAt, type PostgresExerciseStore } from '../exercises/exercise.store.js';
import { STAGE } from './device-on-file.sql.js';

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
  readonly role: DeviceRole;
  readonly profile: string;
  readonly status: 'active' | 'moved' | 'retired';
  readonly stage: DeviceStage;
  readonly model: { readonly id: string; readonly name: string } | null;
  /** The day on which its SIM card ends. */
  readonly simUntil: string | null;
  readonly version: number;
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
  readonly rssiDbm: number | null;
  readonly placed: {
    readonly lat: number;
    readonly lng: number;
    readonly accuracyM: number | null;
    readonly at: Instant;
  } | null;
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

/** One line of what was done to a device. */
export interface DeviceTrailEntry {
  readonly at: Instant;
  readonly what: DeviceChangeKind;
  readonly by: { readonly id: string; readonly name: string };
  readonly reason: string | null;
  readonly homeId: string | null;
  readonly otherDeviceId: string | null;
}

const WINDOW_JSON = /* sql */ `jsonb_build_object('id', w.id, 'deviceId', w.device_id,
  'openedBy', jsonb_build_object('id', w.opened_by, 'name', coalesce((select display_name from account where id = w.opened_by), '—')),
  'reason', w.reason, 'opensAt', ms_of(w.opens_at), 'closesAt', ms_of(w.closes_at), 'endedAt', ms_of(w.ended_at))`;

const DEVICE = /* sql */ `
  select d.id, d.role, d.profile, d.status, ${STAGE} as stage, d.sim_until::text as "simUntil", d.version, coalesce(h.region_id, d.region_id) as "regionId", d.room, d.fixed, d.hub_id as "hubId",
    case when h.id is not null then jsonb_build_object('id', h.id, 'label', h.label) end as home,
    case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as senior,
    ms_of(d.installed_at)::double precision as "installedAt", ms_of(s.seen_at)::double precision as "seenAt",
    coalesce(s.unproven, false) as "seenUnproven", s.online,
    s.battery_pct::double precision as "batteryPct", s.firmware, s.network, s.rssi_dbm::double precision as "rssiDbm",
    case when m.id is not null then jsonb_build_object('id', m.id, 'name', m.name) end as model,
    case when d.placed_at is not null then jsonb_build_object('lat', d.placed_lat, 'lng', d.placed_lng, 'accuracyM', d.placed_accuracy_m,
      'at', ms_of(d.placed_at)) end as placed,
    (select ms_of(max(a.at))::double precision from signal a where a.device_id = d.id) as "lastPressAt",
    exists (select from overdue o where o.id = d.id) as "testOverdue", (${NEVER_HEARD}) as "neverHeard",
    (select ${WINDOW_JSON} from test_window w where w.device_id = d.id and ${windowOpenAt('$1')} order by w.opens_at desc limit 1) as window
  from device d left join home h on h.id = d.home_id left join senior p on p.id = d.senior_id left join device_seen s on s.device_id = d.id
    left join device_model m on m.id = d.model_id`;

export interface DeviceSearch {
  readonly regionIds: readonly RegionId[];
  readonly homeId: string | null;
  readonly testOverdue: boolean;
  readonly neverHeard: boolean;
  readonly stage: DeviceStage | null;
  /** In its id, its room, or the label of its home. */
  readonly q: string | null;
  /** Devices after this id. */
  readonly after: string | null;
  readonly limit: number;
}

/** What the device page shows; nothing here decides anything. */
export class DevicePageQueries {
  constructor(
    private readonly source: DataSource,
    private readonly exercises: Pick<PostgresExerciseStore, 'watchedSince'>,
  ) {}

  async list(search: DeviceSearch, now: Instant): Promise<readonly DeviceRowOfPage[]> {
    const { regionIds, homeId, testOverdue, neverHeard, stage, q, after, limit } = search;
    return this.source.query(
      `with ${OVERDUE} ${DEVICE}
       where coalesce(h.region_id, d.region_id) = any($4) and ($5::text is null or d.home_id = $5)
         and (not $6::boolean or exists (select from overdue o where o.id = d.id)) and ($7::text is null or d.id > $7)
         and (not $9::boolean or (${NEVER_HEARD})) and ($10::text is null or ${STAGE} = $10)
         and ($11::text is null or position(lower($11) in lower(concat_ws(' ', d.id, d.room, h.label))) > 0)
       order by d.id limit $8`,
      [...(await this.#times(now)), regionIds, homeId, testOverdue, after, limit, neverHeard, stage, q],
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

  /** Latest first. */
  async trailOf(id: DeviceId, limit = 100): Promise<readonly DeviceTrailEntry[]> {
    return this.source.query(
      `select ms_of(c.at)::double precision as at, c.what, c.reason, c.home_id as "homeId", c.other_device_id as "otherDeviceId",
         jsonb_build_object('id', c.by_account, 'name', coalesce(a.display_name, '—')) as by
       from device_change c left join account a on a.id = c.by_account where c.device_id = $1 order by c.at desc, c.id desc limit $2`,
      [id, limit],
    );
  }

  async #times(now: Instant): Promise<readonly unknown[]> {
    return [now, defaultPolicy.limits.testEvery, await this.exercises.watchedSince(now)];
  }
}
