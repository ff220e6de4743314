import { catalogueOn, type CivilDay, type EffectiveItem, type ItemOnFile, type ItemOverride } from '@silverbell/care';
import type { CatalogueTransaction, RegistryCommand, RegistryStore } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';
import type { Queryable } from '../connection/command-pool.js';
import { registryWriter } from '../connection/registry-write.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';

/** The list of a region on a day, hidden items included; for rules that run in a transaction of their own, too (CR-16). */
export async function readCatalogue(db: Queryable, regionId: string, on: CivilDay): Promise<readonly EffectiveItem[]> {
  const [row] = await db.query<{ chain: string[]; items: ItemOnFile[] | null; overrides: ItemOverride[] | null }[]>(
    `with above (chain) as (select region_chain($1))
     select chain,
       (select jsonb_agg(jsonb_build_object('code', code, 'regionId', region_id, 'from', from_day, 'name', name, 'aid', aid,
          'content', content, 'classes', classes, 'standard', standard, 'unit', unit, 'priceFen', price_fen, 'subsidised', subsidised,
          'twoPeople', two_people, 'certificate', certificate) order by region_id nulls first, position, code)
        from catalogue_item where region_id is null or region_id = any (chain)) as items,
       (select jsonb_agg(jsonb_build_object('code', code, 'regionId', region_id, 'validFrom', valid_from, 'priceFen', price_fen,
          'standard', standard, 'classes', classes, 'hidden', hidden)) from catalogue_override where region_id = any (chain)) as overrides
     from above`,
    [regionId],
  );
  return row === undefined ? [] : catalogueOn(row.chain, row.items ?? [], row.overrides ?? [], on);
}

/** The catalogue over PostgreSQL. */
export class PostgresCatalogueStore implements RegistryStore<CatalogueTransaction> {
  readonly write: RegistryStore<CatalogueTransaction>['write'];
  constructor(
    private readonly source: DataSource,
    audit: PostgresAuditLog,
  ) {
    this.write = registryWriter(source, audit, (manager) => new PostgresCatalogueTransaction(manager));
  }

  on(regionId: string, day: CivilDay): Promise<readonly EffectiveItem[]> {
    return readCatalogue(this.source, regionId, day);
  }
}

class PostgresCatalogueTransaction implements CatalogueTransaction {
  constructor(private readonly db: Queryable) {}

  async item(code: string): ReturnType<CatalogueTransaction['item']> {
    const [row] = await this.db.query<Pick<ItemOnFile, 'code' | 'regionId'>[]>(
      'select code, region_id as "regionId" from catalogue_item where code = $1',
      [code],
    );
    return row ?? null;
  }

  async insertItem(item: ItemOnFile): Promise<void> {
    await this.db.query(
      `insert into catalogue_item (code, region_id, from_day, position, name, aid, content, classes, standard, unit, price_fen, subsidised,
         two_people, certificate) values ($1, $2, $3, 0, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        ...[item.code, item.regionId, item.from, item.name, item.aid, item.content, item.classes, item.standard],
        ...[item.unit, item.priceFen, item.subsidised, item.twoPeople, item.certificate],
      ],
    );
  }

  async putOverride(
    {
      code,
      regionId,
      validFrom,
      priceFen,
      standard,
      classes,
      hidden,
      source,
    }: ItemOverride & { readonly source: string },
    { by, at }: Pick<RegistryCommand, 'by' | 'at'>,
  ): Promise<void> {
    await this.db.query(
      `insert into catalogue_override (code, region_id, valid_from, price_fen, standard, classes, hidden, source, by_account, at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, instant_of($10))
       on conflict (region_id, code, valid_from) do update set price_fen = excluded.price_fen, standard = excluded.standard,
         classes = excluded.classes, hidden = excluded.hidden, source = excluded.source, by_account = excluded.by_account, at = excluded.at`,
      [code, regionId, validFrom, priceFen, standard, classes, hidden, source, by, at],
    );
  }

  async chain(regionId: string): Promise<readonly string[]> {
    const [row] = await this.db.query<{ chain: string[] }[]>('select region_chain($1) as chain', [regionId]);
    return row?.chain ?? [];
  }
}
