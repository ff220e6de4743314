import { Inject, Injectable } from '@nestjs/common';
import { ProblemError } from '../http/problems/problem-error.js';
import { hasRole } from './roles.js';
import type { Account } from './sessions.js';
import { PostgresDutyStore } from '@silverbell/adapter-postgres';
import type { Instant } from '@silverbell/kernel';

/** A seat marked as one for training sees and acts on drills, and on nothing else (H13), on duty or off. */
@Injectable()
export class TrainingSeats {
  constructor(
    @Inject(PostgresDutyStore)
    private readonly duty: Pick<PostgresDutyStore, 'ofOperator' | 'attendsInEarnest' | 'setTraining'>,
  ) {}

  async isTraining({ id, roles }: Pick<Account, 'id' | 'roles'>): Promise<boolean> {
    if (!hasRole({ roles }, 'operator', 'lead')) return false;
    return (await this.duty.ofOperator(id))?.training ?? false;
  }

  /** What her seat is after she asked: an operator may begin to learn, and a lead ends it. */
  async asAskedByHerself(account: Pick<Account, 'id' | 'roles'>, training: boolean | undefined): Promise<boolean> {
    const learns = await this.isTraining(account);
    if (learns && training === false && !hasRole(account, 'lead')) throw new ProblemError('training-seat-kept');
    if (training === true) await this.#refuseInEarnest(account);
    return training ?? learns;
  }

  /** Set by a lead or an administrator. */
  async set(account: Pick<Account, 'id'>, training: boolean, now: Instant): Promise<void> {
    if (training) await this.#refuseInEarnest(account);
    await this.duty.setTraining(account.id, training, now);
  }

  async #refuseInEarnest({ id }: Pick<Account, 'id'>): Promise<void> {
    if (await this.duty.attendsInEarnest(id)) throw new ProblemError('case-in-hand');
  }
}
