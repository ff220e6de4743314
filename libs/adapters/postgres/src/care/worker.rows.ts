import type { Queryable } from '../connection/command-pool.js';
import { containing } from '../regions/registry-list.js';
import type { CareList, WorkerOnFile } from './provider.store.js';

/** Workers with what their helpers' files say of them, in the order of their ids. */
export function readWorkers(
  db: Queryable,
  { regionIds, providerIds, q, id, cursor, take }: CareList,
  timeZone: string,
): Promise<readonly WorkerOnFile[]> {
  return db.query<WorkerOnFile[]>(
    `select w.helper_id as id, h.region_id as "regionId", w.provider_id as "providerId", p.name as "providerName", h.name,
       h.suspended_at is not null as suspended, w.training, w.active, w.version, w.changed_by as "changedBy",
       coalesce((select jsonb_agg(jsonb_build_object('kind', c.kind, 'number', c.number, 'from', c.valid_from,
          'until', (c.valid_until at time zone $7)::date) order by c.kind)
         from helper_certificate c where c.helper_id = w.helper_id), '[]') as certificates
     from care_worker w join helper h on h.id = w.helper_id join provider p on p.id = w.provider_id
     where (h.region_id = any ($1) or p.region_id = any ($1) or p.service_region_ids && $1::text[])
       and ($2::text[] is null or w.provider_id = any ($2)) and ($3::text is null or h.name like $3)
       and ($4::text is null or w.helper_id = $4) and ($5::text is null or w.helper_id > $5)
     order by w.helper_id limit $6`,
    [regionIds, providerIds, q === undefined ? null : containing(q), id ?? null, cursor ?? null, take, timeZone],
  );
}
