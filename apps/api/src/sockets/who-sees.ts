import type { Account } from '../auth/sessions.js';
import type { RegionId } from '@silverbell/kernel';
import type { ChangedIncident } from '@silverbell/usecases';
import type { Namespace } from '@silverbell/wire';

/** What decides whether a person at this socket may hear of a case. */
export interface Watcher {
  readonly namespace: Namespace;
  readonly account: Account;
  /** Console: the regions she may see. */
  readonly regions: ReadonlySet<RegionId>;
  /** Console: a seat for training sees drills and nothing else (H13). */
  readonly training: boolean;
  /** Family: the seniors she is bound to. */
  readonly seniors: ReadonlySet<string>;
}

export type SeenCase = Omit<ChangedIncident, 'lastChangeAt'>;

/** What of a case decides whether a console may see it. */
export type CasePlace = Pick<SeenCase, 'regionId' | 'practice'>;

export const seesAtConsole = ({ namespace, regions, training }: Watcher, { regionId, practice }: CasePlace): boolean =>
  namespace === '/console' && regions.has(regionId) && (!training || practice === 'drill');

export function sees(watcher: Watcher, seen: SeenCase): boolean {
  switch (watcher.namespace) {
    case '/console':
      return seesAtConsole(watcher, seen);
    case '/helper':
      return watcher.account.helperId !== null && seen.helperIds.includes(watcher.account.helperId);
    case '/family':
      return !seen.silent && seen.practice === null && seen.seniorIds.some((id) => watcher.seniors.has(id));
  }
}

const ROLES: Readonly<Record<Namespace, readonly Account['role'][]>> = {
  '/console': ['operator', 'lead', 'admin', 'supervisor', 'auditor'],
  '/helper': ['helper'],
  '/family': ['family'],
};
export const mayEnter = (namespace: Namespace, { role }: Account): boolean => ROLES[namespace].includes(role);
