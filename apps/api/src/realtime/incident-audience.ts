import type { RegionId } from '@silverbell/kernel';
import type { ChangedIncident } from '@silverbell/usecases';
import type { Namespace } from '@silverbell/wire';
import { narrowed } from '../auth/roles.js';
import type { Account } from '../auth/sessions.js';

/**
 * Who may connect, and who may be told of which incident: one place for all disclosure to sockets. Pure: the regions and seniors of an account are
 * read when its connection is admitted, so that a change is sent to hundreds of pages without asking the database.
 */
export interface Subscriber {
  readonly namespace: Namespace;
  readonly account: Account;
  /** Filled on `/console` only: the regions of the account, with all below them. */
  readonly regions: ReadonlySet<RegionId>;
  /** A console in training sees drills and nothing else (hazard H13); every other console sees drills as well. */
  readonly training: boolean;
  /** Filled on `/family` only: the seniors of the account. */
  readonly seniors: ReadonlySet<string>;
}

/** As much of an incident as decides who may be told of it. */
export type VisibleIncident = Omit<ChangedIncident, 'lastChangeAt'>;

/** As much of it as decides for a console. */
export type IncidentPlace = Pick<VisibleIncident, 'regionId' | 'practice'>;

export const canSeeAtConsole = (
  { namespace, regions, training }: Subscriber,
  { regionId, practice }: IncidentPlace,
): boolean => namespace === '/console' && regions.has(regionId) && (!training || practice === 'drill');

export function canSee(subscriber: Subscriber, incident: VisibleIncident): boolean {
  switch (subscriber.namespace) {
    case '/console':
      return canSeeAtConsole(subscriber, incident);
    case '/helper':
      return subscriber.account.helperId !== null && incident.helperIds.includes(subscriber.account.helperId);
    case '/family':
      // A covert alarm (class D) must not light up a telephone in the room; tests and drills frighten no relative.
      return (
        !incident.silent && incident.practice === null && incident.seniorIds.some((id) => subscriber.seniors.has(id))
      );
  }
}

const ROLES: Readonly<Record<Namespace, readonly Account['role'][]>> = {
  '/console': ['operator', 'lead', 'admin', 'supervisor', 'auditor'],
  '/helper': ['helper'],
  '/family': ['family'],
};
/** The account with the roles that count in this namespace; `null`: it may not connect. */
export const inNamespace = (namespace: Namespace, account: Account): Account | null =>
  narrowed(account, ({ role }) => ROLES[namespace].includes(role));
