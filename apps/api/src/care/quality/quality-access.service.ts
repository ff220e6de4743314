import { Injectable } from '@nestjs/common';
import {
  PostgresAccountStore,
  PostgresQualityStore,
  PostgresWorkCalendarStore,
  type ComplaintOnFile,
  type QualitySight,
  type VerificationOnFile,
} from '@silverbell/adapter-postgres';
import type {
  ComplaintActor,
  ComplaintRole,
  VerificationActor,
  VerificationRole,
  WorkCalendar,
} from '@silverbell/care';
import { as, type RegionId } from '@silverbell/kernel';
import { RegionScope } from '../../auth/region-scope.js';
import { hasRole } from '../../auth/roles.js';
import type { Account } from '../../auth/sessions.js';
import { onlyOne } from '../../regions/registry-page.js';
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
    private readonly calendars: PostgresWorkCalendarStore,
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

  /** By which due days are counted. */
  calendar(): Promise<WorkCalendar> {
    return this.calendars.calendar();
  }

  async complaint(account: Account, id: string): Promise<ComplaintOnFile> {
    return onlyOne(await this.quality.complaints({ sight: await this.sightOf(account), id, take: 1 }));
  }

  async verification(account: Account, id: string): Promise<VerificationOnFile> {
    return onlyOne(await this.quality.verifications({ sight: await this.sightOf(account), id, take: 1 }));
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

  async verifierOf(account: Account, { verification }: VerificationOnFile): Promise<VerificationActor> {
    const at = await this.scope.at(account, as<RegionId>(verification.regionId));
    const isTownship = at !== null && hasRole(at, 'township-officer');
    const { providerId } = verification;
    const isProvider = providerId !== null && providerId === (await this.orders.providerOf(account));
    const role: VerificationRole = isTownship ? 'township' : isProvider ? 'provider' : 'reader';
    return { role, id: account.id, isWorker: account.helperId !== null && account.helperId === verification.workerId };
  }
}
