import { Injectable } from '@nestjs/common';
import {
  PostgresAccountStore,
  PostgresOrderStore,
  ProviderLogins,
  type OrderOnFile,
  type OrderSearch,
} from '@silverbell/adapter-postgres';
import type { OrderActor, OrderRole, ServiceOrder } from '@silverbell/care';
import { as, type RegionId, type SeniorId } from '@silverbell/kernel';
import { RegionScope } from '../../auth/region-scope.js';
import { hasRole } from '../../auth/roles.js';
import type { Account } from '../../auth/sessions.js';
import { ProblemError } from '../../http/problems/problem-error.js';
import { seenBy, type Seen } from '../actors.js';

const OFFICES = ['operator', 'lead', 'supervisor', 'community-officer', 'township-officer', 'county-officer'] as const;

/** Abuse is suspected on an order: what was reported of it, and its pictures, are not for these (CR-35, example 31). */
const OUTSIDE: readonly OrderRole[] = ['provider', 'worker', 'contact'];

/** Whom an order or a plan is for and who carries it out. */
type PartsOfOrder = Pick<ServiceOrder, 'regionId' | 'providerId' | 'seniorId'> &
  Partial<Pick<ServiceOrder, 'workerId' | 'secondWorkerId'>>;

/** Which orders an account sees, and as whom it acts on one. */
@Injectable()
export class OrderAccess {
  constructor(
    private readonly scope: RegionScope,
    private readonly accounts: PostgresAccountStore,
    private readonly logins: ProviderLogins,
    private readonly orders: PostgresOrderStore,
  ) {}

  /** An order that an account may not see does not exist for it. */
  async seen(account: Account, id: string): Promise<Seen<OrderOnFile, OrderActor>> {
    return seenBy(await this.orders.byId(id), ({ order }) => this.actorsOn(account, order));
  }

  /** Abuse is suspected on this order, and this account has no role on it but those that it is kept from. */
  async isKeptFrom(account: Account, id: string): Promise<boolean> {
    if (!(await this.orders.isProtected(id))) return false;
    const { actors } = await this.seen(account, id);
    return actors.every(({ role }) => OUTSIDE.includes(role));
  }

  /** What a list may hold: an office sees its regions, a provider its orders, a worker hers, a family those of its seniors. */
  async within(account: Account, regionId: string | undefined): Promise<Omit<OrderSearch, 'take'>> {
    if (hasRole(account, ...OFFICES)) return { regionIds: await this.scope.within(account, regionId) };
    const regionIds = regionId === undefined ? undefined : await this.scope.within(account, regionId);
    if (hasRole(account, 'provider-manager')) return { regionIds, providerId: (await this.providerOf(account)) ?? '' };
    if (hasRole(account, 'family')) return { regionIds, seniorIds: await this.accounts.seniorsOf(account.id) };
    return { regionIds, workerId: account.helperId ?? '' };
  }

  providerOf(account: Account): Promise<string | null> {
    return hasRole(account, 'provider-manager') ? this.logins.providerOf(account.id) : Promise.resolve(null);
  }

  /** As whom an account stands before an order or a plan; none: it does not see it. */
  async actorsOn(account: Account, order: PartsOfOrder): Promise<readonly OrderActor[]> {
    const actors: OrderActor[] = [];
    const { id } = account;
    const at = await this.scope.at(account, order.regionId);
    const add = (role: OrderRole, when: boolean): void => void (when && actors.push({ role, id }));
    if (at !== null) {
      add('township', hasRole(at, 'township-officer'));
      add('community', hasRole(at, 'community-officer'));
      add('operator', hasRole(at, 'operator', 'lead'));
      // They read, and no line of the table is theirs.
      add('reader', hasRole(at, 'county-officer', 'supervisor'));
    }
    if (order.providerId !== null) add('provider', (await this.providerOf(account)) === order.providerId);
    add(
      'worker',
      account.helperId !== null && [order.workerId, order.secondWorkerId].some((id) => id === account.helperId),
    );
    if (hasRole(account, 'family') && (await this.accounts.seniorsOf(id)).includes(order.seniorId))
      actors.push({ role: 'contact', id, mayDecide: await this.logins.mayDecide(id, order.seniorId) });
    return actors;
  }

  /** A senior whom the account may plan for, or 404. */
  async mayPlanFor(account: Account, seniorId: string, regionId: RegionId | null): Promise<OrderActor> {
    if (regionId === null) throw new ProblemError('not-found');
    if (hasRole(account, 'family') && (await this.accounts.seniorsOf(account.id)).includes(as<SeniorId>(seniorId)))
      return { role: 'contact', id: account.id, mayDecide: await this.logins.mayDecide(account.id, as(seniorId)) };
    const at = await this.scope.at(account, regionId);
    if (at === null) throw new ProblemError('not-found');
    for (const [role, as_] of PLANNERS) if (hasRole(at, role)) return { role: as_, id: account.id };
    throw new ProblemError('not-found');
  }
}

const PLANNERS = [
  ['provider-manager', 'provider'],
  ['township-officer', 'township'],
  ['community-officer', 'community'],
  ['operator', 'operator'],
  ['lead', 'operator'],
] as const;
