import { PostgresFacilityStore } from '@silverbell/adapter-postgres';
import { createFacility, type FacilityDraft } from '@silverbell/usecases';
import { eachRow } from './each-row.js';
import { idOrRefused, RowRefused } from './row-writer.js';

/** A facility of the same type and name in the same region is on file already; one above it may stand earlier in the file. */
export const facilityWriter = eachRow<FacilityDraft>(async ({ parent, ...draft }, batch) => {
  const { regionId, type, name } = draft;
  if ((await batch.onFile.facilityLike(regionId, type, name)) !== null) return [];
  const parentId = parent === undefined ? undefined : await batch.onFile.facilityNamed(parent, batch.memory.regionIds);
  if (parentId === null) throw new RowRefused('facility-unknown');
  const facilities = new PostgresFacilityStore(batch.shared, batch.audit);
  const id = idOrRefused(
    await createFacility({ facilities, newId: batch.newId }, batch.command, { ...draft, parentId }),
  );
  return [{ kind: 'facility', id }];
});
