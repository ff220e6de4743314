import { PostgresFacilityStore } from '@silverbell/adapter-postgres';
import { createFacility, type FacilityDraft } from '@silverbell/usecases';
import { eachRow } from './each-row.js';
import { idOrRefused, RowRefused } from './row-writer.js';

/** A facility of the same type and name in the same region is on file already; the one above it may stand earlier in the file. */
export const facilityWriter = eachRow<FacilityDraft>(async ({ parent, ...draft }, batch) => {
  const { newId, command, onFile } = batch;
  if (await onFile.hasFacility(draft)) return [];
  const parentId = parent === undefined ? undefined : await onFile.facilityNamed(parent, batch.memory.regionIds);
  if (parentId === null) throw new RowRefused('facility-unknown');
  const facilities = new PostgresFacilityStore(batch.shared, batch.audit);
  const id = idOrRefused(await createFacility({ facilities, newId }, command, { ...draft, parentId }));
  return [{ kind: 'facility', id }];
});
