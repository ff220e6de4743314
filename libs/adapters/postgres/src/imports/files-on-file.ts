import type { HomeId, RegionId } from '@silverbell/kernel';
import type { ContactFile, FilesAdding, SeniorFile } from '@silverbell/usecases';
import { In, type EntityManager } from 'typeorm';
import type { SealedColumns } from '../crypto/sealed-columns.js';
import { openedContacts } from '../people/files.opened.js';
import { ContactRow } from '../people/senior.entity.js';
import { regionsForNewRows } from '../regions/region-for-new-row.js';

/** What the rows of a batch name; everything else is not looked for. */
export interface FilesWanted {
  readonly regionIds: readonly string[];
  readonly homeIds: readonly string[];
  readonly addresses: readonly { readonly regionId: string; readonly addressWords: string }[];
  readonly doorTags: readonly string[];
  readonly seniorIds: readonly string[];
  readonly idNumbers: readonly string[];
  /** Seniors named by nothing but their name, within `within`. */
  readonly names: readonly string[];
  readonly within: readonly RegionId[];
  /** Contacts are to be added to seniors on file: their lists are read. */
  readonly withContacts: boolean;
}

export type RegionOnFile = NonNullable<Awaited<ReturnType<FilesAdding['region']>>>;
export interface HomeOnFile {
  readonly id: HomeId;
  readonly regionId: RegionId;
  readonly addressWords: string;
  readonly doorTag: string | null;
}
export interface SeniorOnFile extends Pick<SeniorFile, 'id' | 'homeId' | 'regionId' | 'name' | 'birthDate' | 'status'> {
  /** base64 */
  readonly idNumberHash: string | null;
}
export interface FilesFound {
  readonly regions: ReadonlyMap<string, RegionOnFile>;
  readonly homes: readonly HomeOnFile[];
  readonly seniors: readonly SeniorOnFile[];
  readonly contacts: readonly ContactFile[];
}

const SENIOR = /* sql */ `select s.id, s.home_id as "homeId", s.region_id as "regionId", s.name, s.birth_date::text as "birthDate", s.status,
  encode(s.id_number_hash, 'base64') as "idNumberHash" from senior s`;

/** Reads it in one query per kind, whatever the number of rows. */
export async function findFiles(
  manager: EntityManager,
  sealed: SealedColumns,
  wanted: FilesWanted,
): Promise<FilesFound> {
  const regions = await regionsForNewRows(manager, wanted.regionIds);
  const homes: HomeOnFile[] = await manager.query(
    `select h.id, h.region_id as "regionId", h.address_words as "addressWords", h.door_tag as "doorTag" from home h
     where h.id = any($1) or h.door_tag = any($2)
     union select h.id, h.region_id, h.address_words, h.door_tag from unnest($3::text[], $4::text[]) w (region, words)
       join home h on h.region_id = w.region and md5(h.address_words) = md5(w.words) and h.address_words = w.words`,
    [
      ...[wanted.homeIds, wanted.doorTags],
      ...[wanted.addresses.map(({ regionId }) => regionId), wanted.addresses.map(({ addressWords }) => addressWords)],
    ],
  );
  const hashes = wanted.idNumbers.map((idNumber) => sealed.identityHash(idNumber));
  const seniors: SeniorOnFile[] = await manager.query(
    `${SENIOR} where s.id = any($1) or s.id_number_hash = any($2) or s.home_id = any($3)`,
    [wanted.seniorIds, hashes, homes.map(({ id }) => id)],
  );
  // There is no index of names: looked for only where a file has nothing better.
  if (wanted.names.length > 0)
    seniors.push(
      ...((await manager.query(`${SENIOR} where s.name = any($1) and s.region_id = any($2) and s.id <> all($3)`, [
        ...[wanted.names, wanted.within, seniors.map(({ id }) => id)],
      ])) as SeniorOnFile[]),
    );
  const ids = wanted.withContacts ? seniors.map(({ id }) => id) : [];
  const rows = await manager.find(ContactRow, { where: { seniorId: In(ids) }, order: { position: 'ASC' } });
  return { regions, homes, seniors, contacts: await openedContacts(manager, sealed, rows) };
}
