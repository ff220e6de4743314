import type { AccountId } from '@silverbell/kernel';
import type { DeviceOnFile } from '@silverbell/usecases';
import type { DeviceStage } from '@silverbell/vocabulary';
import { CALLING_ROLES } from '@silverbell/usecases';
import type { Queryable } from '../connection/command-pool.js';

/** Where `d` is in its life: one that was retired stays where it was, and is told apart by its status. */
export const STAGE = /* sql */ `case when d.status = 'retired' and d.stage <> 'replaced' then 'retired' else d.stage end`;

export interface LockedDevice extends DeviceOnFile {
  readonly id: string;
  readonly stage: DeviceStage;
  readonly regionId: string;
  readonly seniorId: string | null;
  readonly version: number;
  readonly changedBy: AccountId | null;
}

/** The device, locked until the end of the transaction, and what hangs on it; `null`: there is none. */
export async function lockDevice(tx: Queryable, id: string): Promise<LockedDevice | null> {
  await tx.query('select from device where id = $1 for update', [id]);
  const [device] = await tx.query<LockedDevice[]>(
    `select d.id, ${STAGE} as stage, d.role, d.region_id as "regionId", d.home_id as "homeId", d.senior_id as "seniorId", d.hub_id as "hubId",
       d.version, d.changed_by as "changedBy",
       (select count(*)::int from device c where c.hub_id = d.id and c.status <> 'retired') as children,
       exists (select from incident i join signal s on s.incident_id = i.id where i.open and i.family = 'emergency' and i.home_id = d.home_id
         and (s.device_id = d.id or (s.device_id = d.hub_id and s.child = d.child_name))) as "inOpenEmergency"
     from device d where d.id = $1`,
    [id],
  );
  return device ?? null;
}

/** How many seniors live there, and how many other devices of the home can call. */
export async function homeWithout(
  tx: Queryable,
  { id, homeId }: Pick<LockedDevice, 'id' | 'homeId'>,
): Promise<{ readonly seniors: number; readonly otherWaysToCall: number }> {
  const [home] = await tx.query<{ seniors: number; otherWaysToCall: number }[]>(
    `select (select count(*)::int from senior p where p.home_id = $1 and p.status in ('active', 'suspended')) as seniors,
       (select count(*)::int from device d where d.home_id = $1 and d.id <> $2 and d.status = 'active' and d.stage = 'installed'
          and d.role = any ($3)) as "otherWaysToCall"`,
    [homeId, id, [...CALLING_ROLES]],
  );
  return home ?? { seniors: 0, otherWaysToCall: 0 };
}
