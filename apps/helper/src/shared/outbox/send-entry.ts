import type { ApiClient, CallInput } from '@silverbell/web-api-client';
import type { Entry, QueuedRoute } from './entry.js';

/** The call of an entry. Its body was typed when it was made; from the store of the telephone it comes as it was written. */
export const sendEntry =
  (api: ApiClient) =>
  ({ id, route, subjectId, body }: Entry): Promise<unknown> =>
    api.call(route, { params: { id: subjectId }, body } as CallInput<QueuedRoute>, { key: id });
