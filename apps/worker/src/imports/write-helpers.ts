import { PostgresHelperRegistry } from '@silverbell/adapter-postgres';
import { createHelper, type HelperDraft } from '@silverbell/usecases';
import { eachRow } from './each-row.js';
import { idOrRefused } from './row-writer.js';

/** A helper of the same name and birthday in the same region is on file already. */
export const helperWriter = eachRow<HelperDraft>(async (draft, batch) => {
  if ((await batch.onFile.helperLike(draft.name, draft.birthDate, draft.regionId)) !== null) return [];
  const helpers = new PostgresHelperRegistry(batch.shared, batch.audit);
  const { newId, command, deps } = batch;
  const id = idOrRefused(await createHelper({ helpers, newId, timeZone: deps.timeZone }, command, draft));
  return [{ kind: 'helper', id }];
});
