import type { TrustedProxies } from '@silverbell/adapter-runtime';
import type { ProblemError } from '../http/problems/problem-error.js';
import type { RefusedRequest } from '../http/problems/problem.filter.js';
import type { AccessLog } from './access-log.js';

/** Tells the log of every refusal, by route: an address in clear would be a series, and a line, of every incident. */
export function refusalObserver({
  access,
  proxies,
}: {
  readonly access: Pick<AccessLog, 'refused'>;
  readonly proxies: Pick<TrustedProxies, 'clientOf'>;
}): (problem: ProblemError, request: RefusedRequest) => void {
  return ({ slug, status }, request) =>
    access.refused(slug, {
      status,
      what: `${request.method} ${request.route?.path ?? 'none'}`,
      address: proxies.clientOf(request),
      accountId: request.session?.account.id ?? null,
    });
}
