import { defaultPolicy } from '@silverbell/incidents';
import {
  hours,
  refuse,
  type AccountId,
  type DeviceId,
  type Instant,
  type Refusal,
  type RegionId,
} from '@silverbell/kernel';
import {
  deviceWorkPolicyOf,
  settingRule,
  workOf,
  type DecidedWork,
  type DeviceCondition,
  type DeviceWorkPolicy,
  type WorkOfDevice,
} from '@silverbell/usecases';
import type { DeviceRole, DeviceWork } from '@silverbell/vocabulary';
import type { DataSource } from 'typeorm';
import { writeOnce } from '../connection/write-once.js';
import type { PostgresExerciseStore } from '../exercises/exercise.store.js';
import { NEVER_HEARD, OVERDUE } from '../exercises/overdue.sql.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';
import { PostgresRegionSettingStore } from '../people/region-settings.js';
import type { DeviceCommand } from './device-register.store.js';

export interface DeviceToMend extends DeviceCondition {
  readonly id: DeviceId;
  readonly role: DeviceRole;
  readonly regionId: RegionId;
  readonly home: { readonly id: string; readonly label: string } | null;
  readonly senior: { readonly id: string; readonly name: string } | null;
  readonly room: string | null;
  readonly decided: readonly (DecidedWork & { readonly ownerName: string | null })[];
}

/** One work of a device, and who does it. */
export interface DeviceWorkFound {
  readonly device: DeviceToMend;
  readonly work: WorkOfDevice;
  readonly ownerName: string | null;
}

export interface WorkSearch {
  readonly regionIds: readonly RegionId[];
  readonly deviceId: DeviceId | null;
}

/** Installed devices that need a visit or a call: their conditions as facts, and what was decided of them. */
export class PostgresDeviceWorkStore {
  constructor(
    private readonly source: DataSource,
    private readonly exercises: Pick<PostgresExerciseStore, 'watchedSince'>,
    private readonly audit: PostgresAuditLog,
    /** Where a day of the calendar ends. */
    private readonly timeZone: string,
  ) {}

  /** Everything that may be work at `now`, as far ahead as a region may look; {@link workOf} decides. */
  async find({ regionIds, deviceId }: WorkSearch, now: Instant): Promise<readonly DeviceToMend[]> {
    const { testEvery } = defaultPolicy.limits;
    const expiryAhead = hours(24 * (settingRule('deviceWork.expiryAheadD')?.most ?? 0));
    return this.source.query(
      `with ${OVERDUE},
       conditions as (
         select d.id, d.role, coalesce(h.region_id, d.region_id) as region_id, d.home_id, d.senior_id, d.room,
           case when w.state = 'absent' then w.since end as offline_since, w.battery_low_since,
           case when ${NEVER_HEARD} then d.installed_at end as never_heard_since, o.since as test_due_since,
           (d.sim_until + 1)::timestamp at time zone $6 as sim_until, (m.firmware_until + 1)::timestamp at time zone $6 as firmware_until,
           -- she died or moved (CR-27); of a device that is the home's, when nobody is left there to be served
           (select max(gone.status_on)::timestamp at time zone $6 from senior gone
            where gone.status in ('deceased', 'moved') and (gone.id = d.senior_id or (d.senior_id is null and gone.home_id = h.id
              and not exists (select from senior left_here where left_here.home_id = h.id and left_here.status in ('active', 'suspended')))))
             as recalled_at
         from device d left join home h on h.id = d.home_id left join device_watch w on w.device_id = d.id
           left join device_model m on m.id = d.model_id left join overdue o on o.id = d.id
         where d.status = 'active' and d.stage = 'installed' and coalesce(h.region_id, d.region_id) = any ($4)
           and ($5::text is null or d.id = $5)
       )
       select c.id, c.role, c.region_id as "regionId", c.room,
         case when h.id is not null then jsonb_build_object('id', h.id, 'label', h.label) end as home,
         case when p.id is not null then jsonb_build_object('id', p.id, 'name', p.name) end as senior,
         ms_of(offline_since)::double precision as "offlineSince", ms_of(battery_low_since)::double precision as "batteryLowSince",
         ms_of(never_heard_since)::double precision as "neverHeardSince", ms_of(test_due_since)::double precision as "testDueSince",
         ms_of(sim_until)::double precision as "simUntil", ms_of(firmware_until)::double precision as "firmwareUntil",
         ms_of(recalled_at)::double precision as "recalledAt",
         coalesce((select jsonb_agg(jsonb_build_object('kind', w.kind, 'since', ms_of(w.since), 'dueAt', ms_of(w.due_at), 'owner', w.owner_account,
             'ownerName', a.display_name) order by w.since)
           from device_work w left join account a on a.id = w.owner_account where w.device_id = c.id and w.done_at is null), '[]') as decided
       from conditions c left join home h on h.id = c.home_id left join senior p on p.id = c.senior_id
       where offline_since is not null or battery_low_since is not null or never_heard_since is not null or test_due_since is not null
         or sim_until < instant_of($1 + $7::double precision) or firmware_until < instant_of($1 + $7::double precision) or recalled_at is not null`,
      [now, testEvery, await this.exercises.watchedSince(now), regionIds, deviceId, this.timeZone, expiryAhead],
    );
  }

  /** What has to be done at `now`, by its term. */
  async list(search: WorkSearch, now: Instant): Promise<readonly DeviceWorkFound[]> {
    const devices = await this.find(search, now);
    const policyOf = await this.policies(devices, now);
    return devices
      .flatMap((device) =>
        workOf(device, device.decided, now, policyOf(device)).map((work) => ({
          ...{ device, work },
          ownerName:
            work.owner === null ? null : (device.decided.find(({ owner }) => owner === work.owner)?.ownerName ?? '—'),
        })),
      )
      .sort((one, other) => one.work.dueAt - other.work.dueAt || (keyOf(one) < keyOf(other) ? -1 : 1));
  }

  /** The terms of each device's region. */
  async policies(
    devices: readonly Pick<DeviceToMend, 'regionId'>[],
    now: Instant,
  ): Promise<(device: Pick<DeviceToMend, 'regionId'>) => DeviceWorkPolicy> {
    const regionIds = devices.map(({ regionId }) => regionId);
    const settingsOf = await new PostgresRegionSettingStore(this.source).ofEach(regionIds, 'deviceWork.', now);
    return ({ regionId }) => deviceWorkPolicyOf(settingsOf(regionId));
  }

  /** Who does it, and until when. A condition that is over meanwhile has no work to take. */
  async decide(
    { id, regionId }: Pick<DeviceToMend, 'id' | 'regionId'>,
    kind: DeviceWork,
    { owner, dueAt }: { readonly owner: AccountId; readonly dueAt: Instant | null },
    command: DeviceCommand,
  ): Promise<{ readonly id: string } | Refusal> {
    const { by, at, idempotency } = command;
    return writeOnce(this.source, { idempotency, now: at }, async (runner) => {
      const [device] = await this.find({ regionIds: [regionId], deviceId: id }, at);
      const work =
        device &&
        workOf(device, device.decided, at, (await this.policies([device], at))(device)).find(
          (one) => one.kind === kind,
        );
      if (work === undefined) return refuse('device-work-over');
      await runner.query(
        `insert into device_work (id, device_id, kind, since, due_at, owner_account, opened_by)
         values ($1, $2, $3, instant_of($4), instant_of($5), $6, $7)
         on conflict (device_id, kind) where done_at is null
         do update set since = excluded.since, due_at = excluded.due_at, owner_account = excluded.owner_account`,
        [command.id, id, kind, work.since, dueAt ?? work.dueAt, owner, by],
      );
      await this.audit.within(runner).append({
        ...{ actor: by, action: 'device-work-taken', subjectKind: 'device', subjectId: id, regionId, at },
        details: { kind, owner, dueAt: dueAt ?? work.dueAt },
      });
      return { id };
    });
  }
}

const keyOf = ({ device, work }: DeviceWorkFound): string => `${device.id} ${work.kind}`;
