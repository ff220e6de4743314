import type { RegionId } from '@silverbell/kernel';
import {
  differencesOf,
  previewMaking,
  PREVIEW_OPEN,
  placeDevice,
  planPeople,
  previewOfDevice,
  previewOfPeople,
  previewRefused,
  RegionIndex,
  regionOnFile,
  PREVIEW_UNCHANGED,
  type DeviceDraft,
  type FacilityDraft,
  type HelperDraft,
  type ImportDraft,
  type ImportJob,
  type PeopleDraft,
  type RegionDraft,
  type RowPreview,
  type SeniorCompared,
} from '@silverbell/usecases';
import type { DataSource, EntityManager } from 'typeorm';
import { inTransaction } from '../connection/in-transaction.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns } from '../crypto/sealed-columns.js';
import { FilesBatch } from './files-batch.js';
import { devicesWanted, peopleWanted } from './files-wanted.js';
import { OnFileQueries } from './on-file.queries.js';
import { RegionIndexQueries } from './region-index.queries.js';
import { SealedBytes } from './sealed-bytes.js';

export interface PreviewedRow {
  readonly no: number;
  readonly sheet: number;
  readonly sheetRow: number;
  readonly draft: ImportDraft;
  readonly preview: RowPreview;
}

interface Staged {
  readonly no: number;
  readonly sheet: number;
  readonly sheetRow: number;
  readonly sealed: Buffer;
}

type Job = Pick<ImportJob, 'id' | 'kind' | 'regionId' | 'regionIds'>;
type Previews = Promise<readonly RowPreview[]>;

/** What accepted rows would become if the import were committed now: judged as the worker judges them, and nothing is written. */
export class ImportPreviewQueries {
  constructor(
    private readonly source: DataSource,
    private readonly keys: PersonKeys,
  ) {}

  /** Rows behind a number, and the regions that their texts name. */
  async page(
    job: Job,
    { after, limit }: { readonly after: number; readonly limit: number },
  ): Promise<{ readonly rows: readonly PreviewedRow[]; readonly regions: RegionIndex }> {
    const staged = (await this.source.query(
      `select no, sheet, sheet_row as "sheetRow", sealed from import_row
       where import_id = $1 and state = 'accepted' and no > $2 order by no limit $3`,
      [job.id, after, limit],
    )) as Staged[];
    const bytes = new SealedBytes(this.keys, `import ${job.id}`);
    const drafts = staged.map(
      ({ no, sealed }) => JSON.parse(bytes.openText(sealed, `row ${String(no)}`)) as ImportDraft,
    );
    const below = await new RegionIndexQueries(this.source).rowsBelow(job.regionIds);
    const within = below.map(({ id }) => id);
    const index = new RegionIndex(below);
    // What is on file is read with locks that end at once.
    const previews = await inTransaction(this.source, ({ manager }) => this.#of(manager, job, drafts, within, index));
    return {
      regions: index,
      rows: staged.flatMap(({ no, sheet, sheetRow }, n) => {
        const [draft, preview] = [drafts[n], previews[n]];
        return draft && preview ? [{ no, sheet, sheetRow, draft, preview }] : [];
      }),
    };
  }

  async #of(
    manager: EntityManager,
    { kind, regionId }: Job,
    drafts: readonly ImportDraft[],
    within: readonly RegionId[],
    index: RegionIndex,
  ): Previews {
    const onFile = new OnFileQueries(manager);
    switch (kind) {
      case 'people':
        return this.#people(manager, drafts as readonly PeopleDraft[], within);
      case 'devices':
        return this.#devices(manager, drafts as readonly DeviceDraft[], within);
      case 'regions': {
        const root = index.byId(regionId);
        return (drafts as readonly RegionDraft[]).map((draft) =>
          root !== undefined && regionOnFile(draft, index, root) !== null ? PREVIEW_UNCHANGED : previewMaking('region'),
        );
      }
      case 'helpers':
        return each(drafts as readonly HelperDraft[], async (draft) =>
          (await onFile.hasHelper(draft)) ? PREVIEW_UNCHANGED : previewMaking('helper'),
        );
      case 'facilities':
        return each(drafts as readonly FacilityDraft[], async (draft) => {
          if (await onFile.hasFacility(draft)) return PREVIEW_UNCHANGED;
          const { parent } = draft;
          return parent !== undefined && (await onFile.facilityNamed(parent, within)) === null
            ? PREVIEW_OPEN
            : previewMaking('facility');
        });
    }
  }

  async #people(manager: EntityManager, drafts: readonly PeopleDraft[], within: readonly RegionId[]): Previews {
    const files = await FilesBatch.load(manager, this.keys, peopleWanted(drafts, within));
    const plans = await each(drafts, (draft) => planPeople(files, draft, within));
    // Of a person elsewhere it is told that her number is on file, and no more.
    const known = plans.map((plan) => {
      const senior = typeof plan === 'string' || plan.senior === 'new' ? null : plan.senior;
      return senior !== null && within.includes(senior.regionId) ? senior.id : null;
    });
    const compared = await this.#compared(
      manager,
      known.flatMap((id) => id ?? []),
    );
    return plans.map((plan, n) => {
      const [draft, file] = [drafts[n], compared.get(known[n] ?? '')];
      return previewOfPeople(plan, draft && file ? differencesOf(draft, file) : []);
    });
  }

  async #devices(manager: EntityManager, drafts: readonly DeviceDraft[], within: readonly RegionId[]): Previews {
    const files = await FilesBatch.load(manager, this.keys, devicesWanted(drafts, within));
    const ids = drafts.flatMap(({ id, behind }) => [id, ...(behind ? [behind.hubId] : [])]);
    const known = new Map((await new OnFileQueries(manager).devices(ids)).map((one) => [one.id, one]));
    const isWithin = (region: string): boolean => (within as readonly string[]).includes(region);
    return each(drafts, async (draft) => {
      const device = known.get(draft.id);
      if (device) return isWithin(device.regionId) ? PREVIEW_UNCHANGED : previewRefused('id-taken');
      if (draft.behind && known.get(draft.behind.hubId)?.role !== 'hub') return PREVIEW_OPEN;
      return previewOfDevice(await placeDevice(files, draft, within));
    });
  }

  async #compared(manager: EntityManager, ids: readonly string[]): Promise<ReadonlyMap<string, SeniorCompared>> {
    const rows: (SeniorCompared & { readonly id: string; readonly phoneSealed: Buffer | null })[] = await manager.query(
      `select s.id, s.name, s.birth_date::text as "birthDate", s.gender, s.phone_sealed as "phoneSealed", h.region_id as "regionId",
         h.address_words as "addressWords" from senior s join home h on h.id = s.home_id where s.id = any($1)`,
      [ids],
    );
    const phones = await new SealedColumns(this.keys).open(
      manager,
      rows.map(({ id, phoneSealed }) => ({ column: 'senior.phone', rowId: id, sealed: phoneSealed })),
    );
    return new Map(rows.map((row, n) => [row.id, { ...row, phone: phones[n] ?? null }]));
  }
}

/** One after the other: they share a connection. */
async function each<One, Other>(
  all: readonly One[],
  of: (one: One) => Promise<Other> | Other,
): Promise<readonly Other[]> {
  const found: Other[] = [];
  for (const one of all) found.push(await of(one));
  return found;
}
