import type { Around, LadderRole } from '@silverbell/incident';
import type { DeviceId, HomeId, Instant, RegionId, SeniorId } from '@silverbell/kernel';
import {
  hearsOf,
  type ContactGroup,
  type DeviceFacts,
  type HomeFacts,
  type ReachableContact,
  type Recipient,
  type Registry,
} from '@silverbell/usecases';
import type { Asks } from '../lane.js';
import { openWaterOf } from '../presence/open-water.js';
import { PostgresWeather } from '../presence/weather.store.js';
import {
  contactsFrom,
  deviceFrom,
  placeFrom,
  seatsFrom,
  type ContactsFile,
  type DeviceFile,
  type PlaceFile,
  type SeatsFile,
} from './files.js';
import { laddersOf } from './ladder-sets.js';
import { policyOf, timeZoneOf, type Settings } from './policy.js';

export class PostgresRegistry implements Registry {
  constructor(
    private readonly source: Asks,
    /** Where no region says otherwise. */
    private readonly timeZone: string,
  ) {}

  async deviceFacts(
    { id, child }: { readonly id: DeviceId; readonly child: string | null },
    now: Instant,
  ): Promise<DeviceFacts> {
    const [row] = await this.source.query<{ file: DeviceFile | null }[]>(
      'select device_facts($1, $2, instant_of($3)) as file',
      [id, child, now],
    );
    if (!row?.file) throw new Error('there is no region at all: the database was never seeded');
    return deviceFrom(this.source, id, row.file);
  }

  async deviceRecord(deviceIds: readonly DeviceId[], homeId: HomeId | null): ReturnType<Registry['deviceRecord']> {
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
    const [row] = await this.source.query<{ file: PlaceFile }[]>(
      'select place_facts(id, null, region_id, instant_of($2)) as file from home where id = $1',
      [homeId, now],
    );
    return row ? { ...(await placeFrom(this.source, row.file)), homeId } : null;
  }

  async regionFacts(regionId: RegionId, now: Instant): ReturnType<Registry['regionFacts']> {
    const [row] = await this.source.query<{ found: boolean; settings: Settings; onDuty: boolean }[]>(
      `select cardinality(chain) > 0 as found, region_settings(chain, instant_of($2)) as settings, operator_on_duty(chain) as "onDuty"
       from region_chain($1) as chain`,
      [regionId, now],
    );
    if (!row?.found) return null;
    return {
      timeZone: timeZoneOf(row.settings, this.timeZone),
      operatorOnDuty: row.onDuty,
      policy: policyOf(row.settings, await laddersOf(this.source, row.settings)),
    };
  }

  async around(regionId: RegionId, since: Instant, now: Instant): Promise<Around> {
    const [weather, openWater] = await Promise.all([
      new PostgresWeather(this.source).at(regionId, since, now),
      openWaterOf(this.source, regionId, now),
    ]);
    return { temperatureC: weather?.temperatureC ?? null, openWater };
  }

  async seatsFor(
    regionId: RegionId,
    roles: readonly LadderRole[],
  ): Promise<Readonly<Partial<Record<LadderRole, readonly Recipient[]>>>> {
    const [row] = await this.source.query<{ seats: SeatsFile }[]>('select seats_near(region_chain($1)) as seats', [
      regionId,
    ]);
    const near = seatsFrom(row?.seats ?? {});
    return Object.fromEntries(roles.flatMap((role) => (near[role] ? [[role, near[role]]] : [])));
  }

  async contactsFor(seniorIds: readonly SeniorId[], who: ContactGroup): Promise<readonly ReachableContact[]> {
    const [row] = await this.source.query<{ contacts: ContactsFile }[]>('select contacts_reachable($1) as contacts', [
      seniorIds,
    ]);
    return contactsFrom(row?.contacts ?? []).filter((contact) => hearsOf(contact, who));
  }
}
