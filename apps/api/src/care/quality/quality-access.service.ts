import { Injectable } from '@nestjs/common';
import {
  PostgresAccountStore,
  PostgresQualityStore,
  type ComplaintOnFile,
  type QualitySight,
  type VerificationOnFile,
} from '@silverbell/adapter-postgres';
import { COMPLAINT_TABLE, type ComplaintActor, type ComplaintCommandType, type ComplaintRole } from '@silverbell/care';
import type { VerificationActor, VerificationRole } from '@silverbell/care';
import { as, type RegionId } from '@silverbell/kernel';
import { RegionScope } from '../../auth/region-scope.js';
import { hasRole } from '../../auth/roles.js';
import type { Account } from '../../auth/sessions.js';
import { ProblemError } from '../../http/problems/problem-error.js';
import { OrderAccess } from '../orders/order-access.service.js';

const OFFICES = ['operator', 'lead', 'supervisor', 'community-officer', 'township-officer', 'county-officer'] as const;

/** Which complaints and verifications an account sees, and as whom it acts on one. */
@Injectable()
export class QualityAccess {
  constructor(
    private readonly scope: RegionScope,
    private readonly accounts: PostgresAccountStore,
    private readonly orders: OrderAccess,
    private readonly quality: PostgresQualityStore,
  ) {}

  /** An office sees its regions, a provider what is about its workers, a family what is of its seniors. */
  async sightOf(account: Account, regionId?: string): Promise<QualitySight> {
    const isOffice = hasRole(account, ...OFFICES);
    const providerId = await this.orders.providerOf(account);
    const isFamily = hasRole(account, 'family') && regionId === undefined;
    return {
      regionIds: isOffice ? await this.scope.within(account, regionId) : null,
      providerId: regionId === undefined ? providerId : null,
      family: isFamily ? { seniorIds: await this.accounts.seniorsOf(account.id), accountId: account.id } : null,
    };
  }

  async complaint(account: Account, id: string): Promise<ComplaintOnFile> {
    const [found] = await this.quality.complaints({ sight: await this.sightOf(account), id, take: 1 });
    if (found === undefined) throw new ProblemError('not-found');
    return found;
  }

  async verification(account: Account, id: string): Promise<VerificationOnFile> {
    const [found] = await this.quality.verifications({ sight: await this.sightOf(account), id, take: 1 });
    if (found === undefined) throw new ProblemError('not-found');
    return found;
  }

  /** As whom an account stands before a complaint, the one with the most to do first. */
  async actorsOn(account: Account, { complaint }: ComplaintOnFile): Promise<readonly ComplaintActor[]> {
    const { id, helperId } = account;
    const actors: ComplaintActor[] = [];
    const isWorker = helperId !== null && helperId === complaint.workerId;
    const add = (role: ComplaintRole, when: boolean): void => void (when && actors.push({ role, id, isWorker }));
    const at = await this.scope.at(account, as<RegionId>(complaint.regionId));
    if (at !== null) {
      add('county', hasRole(at, 'county-officer'));
      add('township', hasRole(at, 'township-officer'));
      add('community', hasRole(at, 'community-officer'));
      add('operator', hasRole(at, 'operator', 'lead'));
    }
    const { receivedBy, seniorId } = complaint;
    const isBound = seniorId !== null && (await this.accounts.seniorsOf(id)).includes(as(seniorId));
    add('contact', hasRole(account, 'family') && (receivedBy === id || isBound));
    add('provider', complaint.providerId !== null && complaint.providerId === (await this.orders.providerOf(account)));
    add('reader', actors.length === 0);
    return actors;
  }

  /** The first of its roles that the table lets do this; where none is let, any, so that the refusal says so. */
  async actorFor(account: Account, found: ComplaintOnFile, command: ComplaintCommandType): Promise<ComplaintActor> {
    const actors = await this.actorsOn(account, found);
    const may = COMPLAINT_TABLE[command].roles;
    const actor = actors.find(({ role }) => may.includes(role)) ?? actors[0];
    if (actor === undefined) throw new ProblemError('not-found');
    return actor;
  }

  async verifierOf(account: Account, { verification }: VerificationOnFile): Promise<VerificationActor> {
    const at = await this.scope.at(account, as<RegionId>(verification.regionId));
    const isTownship = at !== null && hasRole(at, 'township-officer');
    const { providerId } = verification;
    const isProvider = providerId !== null && providerId === (await this.orders.providerOf(account));
    const role: VerificationRole = isTownship ? 'township' : isProvider ? 'provider' : 'reader';
    return { role, id: account.id, isWorker: account.helperId !== null && account.helperId === verification.workerId };
  }
}
