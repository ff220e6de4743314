import type { ApiClient } from '@silverbell/web-api-client';
import { photoForm } from '@silverbell/web-ui';
import type { Entry, PhotoBody } from './entry.js';

/** A dead connection ends the try, and the next follows; the shrunk photo takes a tenth of this over 256 kbit/s. */
const TIMEOUT_MS = 120_000;

/** A photo of the scene or of a visit, under the key of its entry: however often it is sent, it is one photo. */
export const sendPhoto =
  (api: Pick<ApiClient, 'upload'>) =>
  ({ id, subjectId, body }: Entry): Promise<unknown> => {
    const { ownerKind, purpose, file, takenAt } = body as PhotoBody;
    // Kept by an earlier version of the page, which sent photos of her task alone.
    const fields = { ownerKind: ownerKind ?? 'assignment', ownerId: subjectId, takenAt };
    const form =
      purpose === 'signature' ? photoForm({ ...fields, purpose }, file, 'signature.png') : photoForm(fields, file);
    return api.upload('addAttachment', form, { key: id, timeoutMs: TIMEOUT_MS });
  };
