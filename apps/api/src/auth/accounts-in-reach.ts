import { Injectable } from '@nestjs/common';
import { PostgresAccountRegister, type AccountRecord } from '@silverbell/adapter-postgres';
import { as, type AccountId } from '@silverbell/kernel';
import type { QueryRunner } from 'typeorm';
import { RegionScope } from './region-scope.js';
import type { Account } from './sessions.js';

/** Accounts that a keeper may touch. */
@Injectable()
export class AccountsInReach {
  constructor(
    private readonly register: PostgresAccountRegister,
    private readonly scope: RegionScope,
  ) {}

  /** Every role of it lies in her subtree: otherwise she could disable, from a village, who administers the county. `null`: there is none. */
  async find(keeper: Account, id: string, tx: QueryRunner | null = null): Promise<AccountRecord | null> {
    const register = tx === null ? this.register : this.register.within(tx);
    const record = await register.byId(as<AccountId>(id));
    if (record === null) return null;
    const visible = await this.scope.regionsOf(keeper);
    const granted = [...record.roles, ...record.waiting];
    return granted.length > 0 && granted.every(({ regionId }) => visible.has(regionId)) ? record : null;
  }
}
