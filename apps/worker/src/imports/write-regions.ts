import { PostgresRegionStore, type AcceptedRow, type RowOutcome } from '@silverbell/adapter-postgres';
import { createRegion, planRegions, type PlannedRegion, type RegionDraft } from '@silverbell/usecases';
import { idOrRefused, refusedRow, rowOutcome, writtenRow, type RowWriter, type WriteBatch } from './row-writer.js';

/** More regions than a country has villages are no list of regions. */
export const MOST_REGIONS = 100_000;

/** All regions of a file in one batch, parents first. */
export const regionWriter: RowWriter = {
  batch: MOST_REGIONS,
  isWhole: true,
  write: async (rows, batch) => {
    const index = await batch.deps.regions.below(batch.job.regionIds);
    const root = index.byId(batch.job.regionId);
    if (!root) return rows.map(({ no }) => refusedRow(no, 'not-found'));
    const plan = planRegions(rows as readonly (AcceptedRow & { readonly draft: RegionDraft })[], index, root);
    const ids = new Map<number, string>();
    const outcomes: RowOutcome[] = plan.faults.map(({ no, code }) => ({
      no,
      state: 'rejected',
      faults: [{ column: null, code }],
    }));
    for (const one of plan.order) outcomes.push(await write(one, ids, batch));
    return outcomes;
  },
};

async function write(one: PlannedRegion, ids: Map<number, string>, batch: WriteBatch): Promise<RowOutcome> {
  const { no, draft, parent, existing } = one;
  if (existing !== null) {
    ids.set(no, existing.id);
    return writtenRow(no, []);
  }
  const parentId = 'region' in parent ? parent.region.id : ids.get(parent.no);
  if (parentId === undefined) return refusedRow(no, 'not-found');
  const regions = new PostgresRegionStore(batch.shared, batch.audit);
  const { id, name, levelName } = draft;
  const centre = draft.centre ?? (await centreOf(parentId, batch));
  return rowOutcome(no, async () => {
    const wanted = { id, parentId, levelNo: one.levelNo, levelName, name, centre };
    const made = idOrRefused(await createRegion({ regions, newId: batch.newId }, batch.command, wanted));
    ids.set(no, made);
    return [{ kind: 'region', id: made }];
  });
}

/** A village without coordinates stands where its town does, until its place is set on the map. */
async function centreOf(parentId: string, { deps, runner }: WriteBatch): Promise<RegionDraft['centre'] & object> {
  return { ...(await deps.regions.within(runner).centreOf(parentId)), datum: 'wgs84' };
}
