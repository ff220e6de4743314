import {
  as,
  geoPoint,
  type AccountId,
  type HelperId,
  type HomeId,
  type Instant,
  type Refusal,
  type RegionId,
} from '@silverbell/kernel';
import {
  familyNameOf,
  type CertificateFile,
  type ConflictTarget,
  type HelperFile,
  type HelperTransaction,
  type RegistryCommand,
  type RegistryResult,
  type RegistryStore,
  type RegistryWritten,
} from '@silverbell/usecases';
import { In, IsNull, Like, MoreThan, Not, type DataSource, type EntityManager } from 'typeorm';
import { registryWrite } from '../connection/registry-write.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns } from '../crypto/sealed-columns.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';
import { regionForNewRow } from '../regions/region-for-new-row.js';
import { containing, type RegistryList } from '../regions/registry-list.js';
import { HelperCertificateRow, HelperConflictRow, HelperDutyRow, HelperPairRow, HelperRow } from './helper.entity.js';
import { nameInitials } from './name-initials.js';
import { HomeRow } from './place.entity.js';
import { SeniorRow } from './senior.entity.js';

/** Until her own answers are known: median turnout of 4,138 volunteer operations, and the acceptance that waves are reckoned with. */
const UNTIL_KNOWN = { turnoutDayS: 102, turnoutNightS: 142, acceptanceChance: 0.46 };

/** A helper with what only lists and pages show of her. */
export interface HelperOnFile {
  readonly id: HelperId;
  readonly file: HelperFile;
  readonly suspended: boolean;
  readonly onDuty: boolean;
  readonly pairedHomes: readonly string[];
}

export interface ConflictOnFile {
  readonly id: string;
  readonly target: ConflictTarget;
  /** Of the person, or the short name of the home. */
  readonly name: string;
  readonly notedAt: Instant;
}

/** Helpers over PostgreSQL, as the office keeps them. */
export class PostgresHelperRegistry implements RegistryStore<HelperTransaction> {
  private readonly sealed: SealedColumns;

  constructor(
    private readonly source: DataSource,
    private readonly audit: PostgresAuditLog,
    keys: PersonKeys,
  ) {
    this.sealed = new SealedColumns(keys);
  }

  write(command: RegistryCommand, work: (tx: HelperTransaction) => Promise<RegistryWritten | Refusal>): RegistryResult {
    return registryWrite(this.source, this.audit, command, (manager) =>
      work(new PostgresHelperTransaction(manager, this.sealed)),
    );
  }

  async regionOf(id: string): Promise<RegionId | null> {
    const row = await this.source.manager.findOneBy(HelperRow, { id });
    return row && as<RegionId>(row.regionId);
  }

  async byId(id: string): Promise<HelperOnFile | null> {
    const [found] = await this.#onFile(await this.source.manager.findBy(HelperRow, { id }));
    return found ?? null;
  }

  async page({ regionIds, q, cursor, take }: RegistryList): Promise<readonly HelperOnFile[]> {
    const rows = await this.source.manager.find(HelperRow, {
      where: {
        regionId: In([...regionIds]),
        ...(q === undefined ? {} : { name: Like(containing(q)) }),
        ...(cursor === undefined ? {} : { id: MoreThan(cursor) }),
      },
      order: { id: 'ASC' },
      take,
    });
    return this.#onFile(rows);
  }

  async conflictsOf(helperId: string): Promise<readonly ConflictOnFile[]> {
    const rows = await this.source.manager.find(HelperConflictRow, {
      where: { helperId },
      order: { notedAt: 'ASC', id: 'ASC' },
    });
    const { manager } = this.source;
    const [seniors, homes] = await Promise.all([
      manager.find(SeniorRow, {
        where: { id: In(rows.map(({ seniorId }) => seniorId)) },
        select: { id: true, name: true },
      }),
      manager.find(HomeRow, { where: { id: In(rows.map(({ homeId }) => homeId)) }, select: { id: true, label: true } }),
    ]);
    const person = (of: string): string | undefined => seniors.find(({ id }) => id === of)?.name;
    const home = (of: string): string | undefined => homes.find(({ id }) => id === of)?.label;
    return rows.map(({ id, seniorId, homeId, notedAt }) => ({
      ...{ id, notedAt, name: (seniorId === null ? home(homeId ?? '') : person(seniorId)) ?? '' },
      target: seniorId === null ? { homeId: as<HomeId>(homeId ?? '') } : { seniorId: as(seniorId) },
    }));
  }

  async #onFile(rows: readonly HelperRow[]): Promise<readonly HelperOnFile[]> {
    const { manager } = this.source;
    const ids = rows.map(({ id }) => id);
    const [files, pairs, duties] = [
      await filesOf(manager, this.sealed, rows),
      await manager.find(HelperPairRow, { where: { helperId: In(ids) }, order: { homeId: 'ASC' } }),
      await manager.findBy(HelperDutyRow, { helperId: In(ids), onDuty: true }),
    ];
    return files.map((file, n) => ({
      ...{ id: file.id, file, suspended: rows[n]?.suspendedAt !== null },
      onDuty: duties.some(({ helperId }) => helperId === file.id),
      pairedHomes: pairs.filter(({ helperId }) => helperId === file.id).map(({ homeId }) => homeId),
    }));
  }
}

class PostgresHelperTransaction implements HelperTransaction {
  constructor(
    private readonly manager: EntityManager,
    private readonly sealed: SealedColumns,
  ) {}

  region(id: RegionId): ReturnType<HelperTransaction['region']> {
    return regionForNewRow(this.manager, id);
  }

  async helper(id: HelperId): Promise<HelperFile | null> {
    const rows = await this.manager.find(HelperRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
    const [file] = await filesOf(this.manager, this.sealed, rows);
    return file ?? null;
  }

  async insert(helper: HelperFile): Promise<void> {
    await this.manager.insert(HelperRow, { ...(await this.#rowOf(helper)), ...UNTIL_KNOWN, suspendedAt: null });
    await this.#certify(helper.id, helper.certificates);
  }

  async update(helper: HelperFile): Promise<void> {
    await this.manager.update(HelperRow, { id: helper.id }, await this.#rowOf(helper));
    const kinds = helper.certificates.map(({ kind }) => kind);
    await this.manager.delete(HelperCertificateRow, { helperId: helper.id, kind: Not(In(kinds)) });
    await this.#certify(helper.id, helper.certificates);
  }

  async pair(helperId: HelperId, homeId: HomeId): Promise<boolean> {
    if (await this.manager.existsBy(HelperPairRow, { helperId, homeId })) return false;
    await this.manager.insert(HelperPairRow, { helperId, homeId });
    return true;
  }

  async unpair(helperId: HelperId, homeId: HomeId): Promise<boolean> {
    return ((await this.manager.delete(HelperPairRow, { helperId, homeId })).affected ?? 0) > 0;
  }

  async noteConflict(id: string, helperId: HelperId, target: ConflictTarget, notedAt: Instant): Promise<boolean> {
    if (await this.manager.existsBy(HelperConflictRow, { helperId, ...whereOf(target) })) return false;
    await this.manager.insert(HelperConflictRow, { id, helperId, notedAt, ...columnsOf(target) });
    return true;
  }

  async endConflict(helperId: HelperId, target: ConflictTarget): Promise<boolean> {
    const ended = await this.manager.delete(HelperConflictRow, { helperId, ...whereOf(target) });
    return (ended.affected ?? 0) > 0;
  }

  async #rowOf({ base, standing, certificates: _, languages, phone, ...helper }: HelperFile) {
    const [number] = await this.sealed.sealNumbers(this.manager, [
      { column: COLUMN, rowId: helper.id, owner: 'registry', text: phone },
    ]);
    return {
      ...helper,
      ...{ lat: base.lat, lng: base.lng, standingAvailability: standing, languages: [...languages] },
      ...{ familyName: familyNameOf(helper.name), nameInitials: nameInitials(helper.name) },
      ...{ phoneSealed: number?.sealed ?? null, phoneHash: number?.hash ?? null },
    };
  }

  async #certify(helperId: HelperId, certificates: readonly CertificateFile[]): Promise<void> {
    if (certificates.length === 0) return;
    // Number and scan of one that is on file stay.
    await this.manager.upsert(
      HelperCertificateRow,
      certificates.map((one) => ({ helperId, ...one })),
      ['helperId', 'kind'],
    );
  }
}

const COLUMN = 'helper.phone' as const;

const columnsOf = (target: ConflictTarget) =>
  'seniorId' in target ? { seniorId: target.seniorId, homeId: null } : { seniorId: null, homeId: target.homeId };
const whereOf = (target: ConflictTarget) =>
  'seniorId' in target
    ? { seniorId: target.seniorId, homeId: IsNull() }
    : { seniorId: IsNull(), homeId: target.homeId };

async function filesOf(
  manager: EntityManager,
  sealed: SealedColumns,
  rows: readonly HelperRow[],
): Promise<readonly HelperFile[]> {
  const certificates = await manager.find(HelperCertificateRow, {
    where: { helperId: In(rows.map(({ id }) => id)) },
    order: { kind: 'ASC' },
  });
  const phones = await sealed.open(
    manager,
    rows.map(({ id, phoneSealed }) => ({ column: COLUMN, rowId: id, sealed: phoneSealed })),
  );
  return rows.map((row, n) => {
    const base = geoPoint(row.lat, row.lng);
    if (base === null) throw new Error(`helper ${row.id} has no base`);
    return {
      ...{
        id: as<HelperId>(row.id),
        kind: row.kind,
        name: row.name,
        phone: phones[n] ?? '',
        birthDate: row.birthDate,
        base,
      },
      regionId: as<RegionId>(row.regionId),
      ...{ languages: row.languages, nightCalls: row.nightCalls, canLift: row.canLift, transport: row.transport },
      standing: row.standingAvailability,
      certificates: certificates
        .filter(({ helperId }) => helperId === row.id)
        .map(({ kind, validUntil }) => ({ kind, validUntil })),
      version: row.version,
      changedBy: row.changedBy === null ? null : as<AccountId>(row.changedBy),
    };
  });
}
