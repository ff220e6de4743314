import type { DeviceId } from '@silverbell/kernel';
import type { ActivityStore } from '@silverbell/usecases';
import type { Transactional } from '../connection/command-pool.js';

type Whose = Awaited<ReturnType<ActivityStore['ownersOf']>>[number];
type Noted = Parameters<ActivityStore['recordActivity']>[0];

/** Signs of life and water readings, as devices report them. Written over the relaxed pool: a lost second is reported again. */
export class PostgresActivityStore implements ActivityStore {
  constructor(protected readonly source: Transactional) {}

  /** People on file, and others who are known to live there: a son, a lodger, a wife who is not registered. */
  async ownersOf(deviceIds: readonly DeviceId[]): Promise<readonly Whose[]> {
    const rows: (Whose & { readonly others: number })[] = await this.source.query(
      `select d.id as "deviceId", d.role, d.home_id as "homeId",
         case when d.fixed then null else (select p.id from senior p where p.id = d.senior_id) end as "wearerId",
         coalesce((select array_agg(p.id order by p.id) from senior p where p.home_id = d.home_id and p.status in ('active', 'suspended')), '{}') as "seniorIds",
         ${othersAt('d.home_id')} as others
       from device d where d.id = any($1)`,
      [deviceIds],
    );
    return rows.map(({ others, ...one }) => ({ ...one, shared: one.seniorIds.length + others > 1 }));
  }

  async recordActivity({ signs, water }: Noted): Promise<void> {
    // Two in one batch are one row; in one order, so that two engines never wait for each other.
    const newest = new Map<string, Noted['signs'][number]>();
    for (const sign of signs) {
      const key = `${sign.seniorId} ${sign.sign} ${String(sign.inPerson)}`;
      if ((newest.get(key)?.at ?? 0) <= sign.at) newest.set(key, sign);
    }
    const rows = [...newest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, sign]) => sign);
    if (rows.length > 0)
      await this.source.query(
        `insert into sign_of_life as l (senior_id, sign, in_person, at)
         select n."seniorId", n.sign, n."inPerson", instant_of(n.at)
         from jsonb_to_recordset($1::jsonb) as n ("seniorId" text, sign text, "inPerson" boolean, at double precision)
         where exists (select from senior where id = n."seniorId")
         on conflict (senior_id, sign, in_person) do update set at = excluded.at where l.at < excluded.at`,
        [JSON.stringify(rows)],
      );
    if (water.length > 0) await this.pour(water);
  }

  /** A dial that runs backwards is a new meter: it begins anew, and nothing was used. */
  private async pour(water: Noted['water']): Promise<void> {
    await this.source.transaction(async (tx) => {
      for (const { deviceId, homeId, at, dialL, usedL } of [...water].sort((a, b) => a.at - b.at)) {
        const before: { dial: number | null }[] = await tx.query(
          'select dial_l as dial from water_meter where device_id = $1 for update',
          [deviceId],
        );
        const dial = before[0]?.dial ?? null;
        const litres = usedL ?? (dialL === null || dial === null ? 0 : Math.max(0, dialL - dial));
        await tx.query(
          `insert into water_meter as m (device_id, home_id, dial_l, at) values ($1, $2, $3, instant_of($4))
           on conflict (device_id) do update set home_id = excluded.home_id, dial_l = coalesce(excluded.dial_l, m.dial_l),
             at = greatest(m.at, excluded.at)`,
          [deviceId, homeId, dialL, at],
        );
        await tx.query(
          `insert into water_reading as r (home_id, at, litres) values ($1, instant_of($2), $3)
           on conflict (home_id, at) do update set litres = r.litres + excluded.litres`,
          [homeId, at, litres],
        );
      }
    });
  }
}

/** SQL: how many live in a home beside the seniors on file. */
export const othersAt = (home: string): string => `(select count(*) from occupant o where o.home_id = ${home}
  and (o.senior_id is null or not exists (select from senior p where p.id = o.senior_id and (p.home_id = ${home} or p.status in ('deceased', 'moved')))))::int`;
