import type { HomeId, Instant } from '@silverbell/kernel';
import type { HomeFile, KeyFile, OccupantFile } from '@silverbell/usecases';
import type { KeyStep } from '@silverbell/vocabulary';
import type { DataSource } from 'typeorm';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns } from '../crypto/sealed-columns.js';
import { openedHomes, openedKeys } from './files.opened.js';
import { homeOf } from './files.rows.js';
import { HomeRow } from './place.entity.js';
import { DEVICE_LINE, type DeviceOfSenior } from './senior.queries.js';
import { KeyHoldingRow, OccupantRow } from './senior.entity.js';

export interface KeyWithCustody extends KeyFile {
  readonly consentUse: boolean;
  readonly consentForce: boolean;
  readonly custody: readonly {
    readonly what: KeyStep;
    readonly holderKind: string;
    readonly by: { readonly id: string; readonly name: string };
    readonly at: Instant;
  }[];
}

export interface AroundHome {
  readonly seniors: readonly { readonly id: string; readonly name: string; readonly birthDate: string | null }[];
  readonly occupants: readonly OccupantFile[];
  readonly keys: readonly KeyWithCustody[];
  readonly pairedHelpers: readonly { readonly id: string; readonly name: string }[];
  readonly devices: readonly DeviceOfSenior[];
  readonly verifiedByName: string | null;
  /** Another home of the region has the same address. */
  readonly hasTwin: boolean;
}

/** Homes for the office, with all that hangs on them. */
export class HomeFileQueries {
  private readonly sealed: SealedColumns;

  constructor(
    private readonly source: DataSource,
    keys: PersonKeys,
  ) {
    this.sealed = new SealedColumns(keys);
  }

  async byId(id: string): Promise<HomeFile | null> {
    const row = await this.source.manager.findOneBy(HomeRow, { id });
    return row && homeOf(row, (await openedHomes(this.source, this.sealed, [row])).get(id) ?? null);
  }

  async key(id: string): Promise<KeyWithCustody | null> {
    return (await this.#keys(await this.source.manager.findBy(KeyHoldingRow, { id })))[0] ?? null;
  }

  async around(homeId: HomeId): Promise<AroundHome> {
    const { manager } = this.source;
    const [seniors, occupants, keys, pairedHelpers, devices, [more]] = await Promise.all([
      this.source.query(`select id, name, birth_date::text as "birthDate" from senior where home_id = $1 order by id`, [
        homeId,
      ]) as Promise<AroundHome['seniors']>,
      manager.find(OccupantRow, { where: { homeId }, order: { id: 'ASC' } }),
      manager.find(KeyHoldingRow, { where: { homeId }, order: { id: 'ASC' } }).then((rows) => this.#keys(rows)),
      this.source.query(
        `select h.id, h.name from helper_pair p join helper h on h.id = p.helper_id where p.home_id = $1 order by h.id`,
        [homeId],
      ) as Promise<AroundHome['pairedHelpers']>,
      this.source.query(`select ${DEVICE_LINE} where d.home_id = $1 order by d.id`, [homeId]) as Promise<
        DeviceOfSenior[]
      >,
      this.source.query(
        `select a.display_name as "verifiedByName", exists (select from home o where o.region_id = h.region_id
           and md5(o.address_words) = md5(h.address_words) and o.id <> h.id) as "hasTwin"
         from home h left join account a on a.id = h.position_checked_by where h.id = $1`,
        [homeId],
      ) as Promise<Pick<AroundHome, 'verifiedByName' | 'hasTwin'>[]>,
    ]);
    return {
      ...{ seniors, keys, pairedHelpers, devices },
      occupants: occupants.map(({ homeId: _, seniorId, ...one }) => ({
        ...one,
        seniorId: seniorId as OccupantFile['seniorId'],
      })),
      ...{ verifiedByName: more?.verifiedByName ?? null, hasTwin: more?.hasTwin === true },
    };
  }

  async #keys(rows: readonly KeyHoldingRow[]): Promise<readonly KeyWithCustody[]> {
    const opened = await openedKeys(this.source, this.sealed, rows);
    const steps: {
      keyId: string;
      what: KeyStep;
      holderKind: string;
      byId: string;
      byName: string;
      at: Instant;
    }[] = await this.source.query(
      `select s.key_id as "keyId", s.what, s.holder_kind as "holderKind", a.id as "byId", a.display_name as "byName",
         ms_of(s.at)::double precision as at
       from key_step s join account a on a.id = s.by_account where s.key_id = any($1) order by s.seq`,
      [rows.map(({ id }) => id)],
    );
    return opened.map((key, n) => ({
      ...key,
      ...{ consentUse: rows[n]?.consentUse === true, consentForce: rows[n]?.consentForce === true },
      custody: steps
        .filter(({ keyId }) => keyId === key.id)
        .map(({ what, holderKind, byId, byName, at }) => ({ what, holderKind, by: { id: byId, name: byName }, at })),
    }));
  }
}
