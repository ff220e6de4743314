import { Injectable } from '@nestjs/common';
import {
  PostgresAccountStore,
  PostgresOrderStore,
  PostgresProviderStore,
  PostgresQualityStore,
} from '@silverbell/adapter-postgres';
import type { ComplaintActor, ComplaintRole } from '@silverbell/care';
import { as, type RegionId, type SeniorId } from '@silverbell/kernel';
import type { ComplaintChannel } from '@silverbell/vocabulary';
import { RegionScope } from '../../auth/region-scope.js';
import { hasRole } from '../../auth/roles.js';
import type { Account } from '../../auth/sessions.js';
import { ProblemError } from '../../http/problems/problem-error.js';
import type { ParsedBody } from '../../http/routes/parameters.js';
import { OrderAccess } from '../orders/order-access.service.js';

type Wanted = ParsedBody<'createComplaint'>;
interface Source {
  readonly workerId: string | null;
  readonly orderId: string | null;
  readonly seniorId: string | null;
  readonly regionId: RegionId;
  readonly actor: ComplaintActor;
  readonly channel: ComplaintChannel;
}

const ROLE_OF = [
  ['county-officer', 'county'],
  ['township-officer', 'township'],
  ['community-officer', 'community'],
  ['operator', 'operator'],
  ['lead', 'operator'],
] as const;

/** Who complains about whom, as far as the caller may name them: a family its own workers, an office those of its regions. */
@Injectable()
export class ComplaintSource {
  constructor(
    private readonly scope: RegionScope,
    private readonly accounts: PostgresAccountStore,
    private readonly orders: PostgresOrderStore,
    private readonly orderAccess: OrderAccess,
    private readonly providers: PostgresProviderStore,
    private readonly quality: PostgresQualityStore,
  ) {}

  async of(account: Account, wanted: Wanted): Promise<Source> {
    const { workerId = null, orderId = null } = wanted;
    if (orderId !== null) await this.orderAccess.seen(account, orderId);
    return hasRole(account, 'family')
      ? this.ofFamily(account, { ...wanted, workerId, orderId })
      : this.ofOffice(account, { ...wanted, workerId, orderId });
  }

  /** Of her seniors the one the worker visited last, unless the order or the family says which. */
  private async ofFamily(account: Account, { workerId, orderId, seniorId, by }: Named): Promise<Source> {
    const own = await this.accounts.seniorsOf(account.id);
    const named = seniorId ?? (own.includes(as<SeniorId>(by)) ? by : undefined);
    if (named !== undefined && !own.includes(as<SeniorId>(named))) throw new ProblemError('not-found');
    const among = named === undefined ? own : [as<SeniorId>(named)];
    const visited = workerId === null ? null : await this.quality.lastVisited(workerId, among);
    if (workerId !== null && visited === null) throw new ProblemError('worker-unknown');
    const senior = named ?? visited ?? own[0];
    const regionId = senior === undefined ? null : await this.orders.regionOfSenior(senior);
    if (senior === undefined || regionId === null) throw new ProblemError('not-found');
    const actor = { role: 'contact', id: account.id, isWorker: false } as const;
    return { workerId, orderId, seniorId: senior, regionId, actor, channel: 'page' };
  }

  private async ofOffice(account: Account, { workerId, orderId, seniorId, by }: Named): Promise<Source> {
    const senior = seniorId ?? ((await this.seesSenior(account, by)) ? by : null);
    if (senior !== null && !(await this.seesSenior(account, senior))) throw new ProblemError('not-found');
    const regionId = await this.regionOf(account, senior, workerId);
    return {
      ...{ workerId, orderId, seniorId: senior, regionId, actor: this.actorAt(account), channel: 'phone' },
    };
  }

  private async seesSenior(account: Account, id: string): Promise<boolean> {
    const regionId = await this.orders.regionOfSenior(id);
    return regionId !== null && (await this.scope.sees(account, regionId));
  }

  /** A worker of elsewhere is not known here. */
  private async regionOf(account: Account, senior: string | null, workerId: string | null): Promise<RegionId> {
    const regionIds = await this.scope.within(account, undefined);
    if (workerId !== null) {
      const [worker] = await this.providers.workers({ regionIds, providerIds: null, id: workerId, take: 1 });
      if (worker === undefined) throw new ProblemError('worker-unknown');
    }
    return (senior === null ? null : await this.orders.regionOfSenior(senior)) ?? account.regionId;
  }

  private actorAt(account: Account): ComplaintActor {
    const role: ComplaintRole = ROLE_OF.find(([held]) => hasRole(account, held))?.[1] ?? 'reader';
    return { role, id: account.id, isWorker: false };
  }
}

type Named = Omit<Wanted, 'workerId' | 'orderId'> & Pick<Source, 'workerId' | 'orderId'>;
