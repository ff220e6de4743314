import { PostgresHelperRegistry } from '@silverbell/adapter-postgres';
import { createHelper, type HelperDraft } from '@silverbell/usecases';
import { eachRow } from './each-row.js';
import { idOrRefused } from './row-writer.js';

/** A helper of the same name and birthday in the same region is on file already. */
export const helperWriter = eachRow<HelperDraft>(async (draft, batch) => {
  const { newId, command, deps, onFile } = batch;
  if (await onFile.hasHelper(draft)) return [];
  const helpers = new PostgresHelperRegistry(batch.shared, batch.audit, deps.keys);
  const id = idOrRefused(await createHelper({ helpers, newId, timeZone: deps.timeZone }, command, draft));
  return [{ kind: 'helper', id }];
});
