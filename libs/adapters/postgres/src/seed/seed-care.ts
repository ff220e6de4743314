import { entitlementState, type CivilDay, type Entitlement } from '@silverbell/care';
import type { ChildFile } from '@silverbell/usecases';
import type { DataSource, EntityManager } from 'typeorm';
import { CareWorkerRow, ProviderManagerRow, ProviderRow, ServiceContractRow } from '../care/provider.entity.js';
import { writePeople, type PeopleOfTown } from './seed.js';
import { writeVisits, type DemoPlan } from './seed-visits.js';
import type { Hashing } from './town.schema.js';

/** What the demo of daytime care brings on top of a town; `@silverbell/demo` fits. */
export interface CareSet extends PeopleOfTown {
  readonly provider: Pick<ProviderRow, 'id' | 'regionId' | 'name' | 'creditCode'> & {
    readonly serviceRegionIds: readonly string[];
    readonly managerAccountIds: readonly string[];
    readonly workerIds: readonly string[];
  };
  readonly contract: Pick<
    ServiceContractRow,
    'id' | 'regionId' | 'from' | 'to' | 'rateFenPerHour' | 'selfPayFenPerHour'
  > & {
    readonly regionIds: readonly string[];
  };
  readonly mealPoint: {
    readonly id: string;
    readonly regionId: string;
    readonly name: string;
    readonly opens: string;
    readonly closes: string;
    readonly priceFen: number;
  };
  readonly plans: readonly DemoPlan[];
  readonly entitlements: readonly (Pick<Entitlement, 'from' | 'localClass' | 'minutesPerDay' | 'payee'> & {
    readonly id: string;
    readonly seniorId: string;
  })[];
  readonly records: readonly {
    readonly seniorId: string;
    readonly economicClass: string;
    readonly certificate: string;
    readonly level: number;
    readonly children: readonly ChildFile[];
    readonly from: CivilDay;
    readonly until: CivilDay;
  }[];
}

/** Writes the set beside a town that has none yet, in one transaction; `false`: nothing was changed. `today`: by the clock of care. */
export async function seedCare(
  source: DataSource,
  set: CareSet,
  hashing: Hashing,
  { secret, today }: { readonly secret: string; readonly today: CivilDay },
): Promise<boolean> {
  if (await isThere(source.manager, set)) return false;
  const people = await writePeople(set, hashing);
  return source.transaction(async (db) => {
    await db.query('lock table provider in exclusive mode');
    if (await isThere(db, set)) return false;
    await people(db, secret);
    const { managerAccountIds, workerIds, serviceRegionIds, ...provider } = set.provider;
    await db.insert(ProviderRow, {
      ...provider,
      ...{ kind: 'ngo', serviceRegionIds: [...serviceRegionIds], bankName: null, accountName: null },
      ...{ licenceUntil: null, insuredUntil: null, standing: 'good', autoAssign: false, active: true, version: 1 },
    });
    const providerId = provider.id;
    await db.insert(
      ProviderManagerRow,
      managerAccountIds.map((accountId) => ({ accountId, providerId })),
    );
    await db.insert(
      CareWorkerRow,
      workerIds.map((helperId) => ({ helperId, providerId, training: null, active: true, version: 1 })),
    );
    await db.insert(ServiceContractRow, {
      ...set.contract,
      ...{ regionIds: [...set.contract.regionIds], providerId, items: [], payBasis: 'delivered', version: 1 },
    });
    for (const one of set.entitlements) await writeEntitlement(db, one, today);
    for (const one of set.records) await writeRecords(db, one);
    const { id, regionId, name, opens, closes, priceFen } = set.mealPoint;
    await db.query(
      `insert into meal_point (id, region_id, name, opens, closes, book_by, price_fen, subsidies, active, version)
       values ($1, $2, $3, $4, $5, '09:00', $6, '[]', true, 1)`,
      [id, regionId, name, opens, closes, priceFen],
    );
    for (const one of set.plans) await writeVisits(db, one, { providerId, today });
    return true;
  });
}

async function isThere(db: EntityManager, { provider }: CareSet): Promise<boolean> {
  const [region] = await db.query<unknown[]>('select 1 from region where id = $1', [provider.regionId]);
  return region === undefined || (await db.existsBy(ProviderRow, { id: provider.id }));
}

async function writeEntitlement(
  db: EntityManager,
  { id, seniorId, from, localClass, minutesPerDay, payee }: CareSet['entitlements'][number],
  today: CivilDay,
): Promise<void> {
  const state = entitlementState(
    { from, to: null, localClass, minutesPerDay, payee, suspensions: [], endReason: null },
    today,
  );
  await db.query(
    `insert into entitlement (id, senior_id, state, from_day, local_class, minutes_per_day, payee_kind, payee_id, suspensions, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, '[]', 1)`,
    [id, seniorId, state, from, localClass, minutesPerDay, payee.kind, payee.id],
  );
}

async function writeRecords(
  db: EntityManager,
  { seniorId, economicClass, certificate, level, children, from, until }: CareSet['records'][number],
): Promise<void> {
  await db.query(
    `insert into class_proof (id, senior_id, economic_class, certificate, from_day, until_day, at) values ($1, $2, $3, $4, $5::date, $6, $5::date)`,
    [`${seniorId}-proof`, seniorId, economicClass, certificate, from, until],
  );
  await db.query(
    `insert into assessment (id, senior_id, scheme, scheme_version, scores, level, assessors, assessed_on, valid_until, at)
     values ($1, $2, 'GB/T 42195', '2022', '{}', $3, $4::jsonb, $5::date, $6, $5::date)`,
    [`${seniorId}-assessment`, seniorId, level, JSON.stringify(ASSESSORS), from, until],
  );
  await db.query(`insert into children_statement (senior_id, children, version, at) values ($1, $2::jsonb, 1, $3)`, [
    seniorId,
    JSON.stringify(children),
    from,
  ]);
}

const ASSESSORS = [
  { name: '演示评估员甲', office: '乡镇卫生院（演示）' },
  { name: '演示评估员乙', office: '评估机构（演示）' },
];
