import type { EnvironmentConditions } from '@silverbell/incidents';
import type { DeviceId, HomeId, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import {
  deviceFactsOf,
  isNotifiedOf,
  homeFactsOf,
  isOperatorOnDuty,
  seatsNear,
  settingsInForce,
  whoMayBeTold,
  whoMayBringKey,
  type AlertFactRows,
  type ContactGroup,
  type ContactRows,
  type DeviceFacts,
  type HomeFacts,
  type KeyRows,
  type ReachableContact,
  type Recipient,
  type RegionRows,
  type CareRecords,
} from '@silverbell/usecases';
import type { LadderRole } from '@silverbell/vocabulary';
import type { Queryable } from '../connection/command-pool.js';
import { openWaterOf } from '../monitoring/open-water.js';
import { isKeyOfBarredHelper } from './directory.queries.js';
import { weatherAt } from '../monitoring/weather.store.js';
import { policyIn, timeZoneOf } from '../escalation/policy.js';

export class PostgresCareRecords implements CareRecords {
  constructor(
    private readonly source: Queryable,
    /** Where no region says otherwise. */
    private readonly timeZone: string,
  ) {}

  async deviceFacts(
    { id, child }: { readonly id: DeviceId; readonly child: string | null },
    now: Instant,
  ): Promise<DeviceFacts> {
    const [row] = await this.source.query<{ rows: AlertFactRows | null }[]>(
      'select alert_facts($1, $2, null) as rows',
      [id, child],
    );
    if (!row?.rows) throw new Error('there is no region at all: the database was never seeded');
    return deviceFactsOf({ by: 'device', id, child }, row.rows, await policyIn(this.source, row.rows, now), now);
  }

  async deviceRecord(deviceIds: readonly DeviceId[], homeId: HomeId | null): ReturnType<CareRecords['deviceRecord']> {
    const [row] = await this.source.query<{ heardAt: number | null; bound: boolean | null }[]>(
      `select ms_of(max(s.seen_at))::double precision as "heardAt", bool_or(d.home_id is not null and d.status = 'active') as bound
       from device d left join device_seen s on s.device_id = d.id
       where d.id = any($1) or d.hub_id || '/' || d.child_name = any($1) or (cardinality($1::text[]) = 0 and d.home_id = $2)`,
      [deviceIds, homeId],
    );
    const heardAt = row?.heardAt ?? null;
    return { ...(heardAt === null ? {} : { deviceHeardAt: heardAt as Instant }), deviceBound: row?.bound === true };
  }

  async homeFacts(homeId: HomeId, now: Instant): Promise<HomeFacts | null> {
    const [row] = await this.source.query<{ rows: AlertFactRows | null }[]>(
      'select alert_facts(null, null, $1) as rows',
      [homeId],
    );
    return row?.rows ? homeFactsOf(row.rows, await policyIn(this.source, row.rows, now), now) : null;
  }

  async regionFacts(regionId: RegionId, now: Instant): ReturnType<CareRecords['regionFacts']> {
    const rows = await this.regionRows(regionId);
    if (rows.chain.length === 0) return null;
    return {
      timeZone: timeZoneOf(settingsInForce(rows, now), this.timeZone),
      operatorOnDuty: isOperatorOnDuty(rows),
      policy: await policyIn(this.source, rows, now),
    };
  }

  async around(regionId: RegionId, since: Instant, now: Instant): Promise<EnvironmentConditions> {
    const [weather, openWater] = await Promise.all([
      weatherAt(this.source, regionId, since, now),
      openWaterOf(this.source, regionId, now),
    ]);
    return { temperatureC: weather?.temperatureC ?? null, openWater };
  }

  async seatsFor(
    regionId: RegionId,
    roles: readonly LadderRole[],
  ): Promise<Readonly<Partial<Record<LadderRole, readonly Recipient[]>>>> {
    const near = seatsNear(await this.regionRows(regionId));
    return Object.fromEntries(roles.flatMap((role) => (near[role] ? [[role, near[role]]] : [])));
  }

  async contactsFor(seniorIds: readonly SeniorId[], who: ContactGroup): Promise<readonly ReachableContact[]> {
    const [row] = await this.source.query<{ rows: ContactRows }[]>('select contact_rows($1) as rows', [seniorIds]);
    return row ? whoMayBeTold(row.rows, seniorIds).filter((contact) => isNotifiedOf(contact, who)) : [];
  }

  async keyHoldersFor(homeId: HomeId): Promise<readonly Recipient[]> {
    const [row] = await this.source.query<{ rows: KeyRows }[]>(
      `select jsonb_build_object(
         'keys', coalesce((select jsonb_agg(jsonb_build_object(
             'id', k.id, 'consentUse', k.consent_use, 'fits', k.fits, 'hash', encode(k.holder_phone_hash, 'base64'),
             'contactId', k.holder_contact_id, 'isHelperBarred', ${isKeyOfBarredHelper('k', '$1')}))
           from key_holding k where k.home_id = $1 and k.returned_at is null), '[]'),
         'contacts', coalesce((select jsonb_agg(jsonb_build_object(
             'id', c.id, 'conflict', c.conflict, 'hash', encode(c.phone_hash, 'base64')))
           from contact c join senior s on s.id = c.senior_id where s.home_id = $1), '[]')) as rows`,
      [homeId],
    );
    return row ? whoMayBringKey(row.rows) : [];
  }

  private async regionRows(regionId: RegionId): Promise<RegionRows> {
    const [row] = await this.source.query<{ rows: RegionRows }[]>('select region_rows($1) as rows', [regionId]);
    if (row === undefined) throw new Error('a function answered nothing');
    return row.rows;
  }
}
