import { Injectable } from '@nestjs/common';
import { DirectoryQueries, PostgresEntitlementStore, type EntitlementOnFile } from '@silverbell/adapter-postgres';
import { entitlementActions } from '@silverbell/care';
import { as, toIso, type AccountId } from '@silverbell/kernel';
import type { EntitlementOnWire } from '@silverbell/wire';
import type { Account } from '../auth/sessions.js';
import { CareScope } from './care-scope.js';

/** Entitlements as they are answered: in lists, alone, and in a person's file. */
@Injectable()
export class EntitlementsService {
  constructor(
    private readonly entitlements: PostgresEntitlementStore,
    private readonly directory: DirectoryQueries,
    private readonly sight: CareScope,
  ) {}

  async ofSenior(account: Account, seniorId: string): Promise<EntitlementOnWire[]> {
    const { regionIds } = await this.sight.of(account);
    return this.present(await this.entitlements.page({ regionIds, seniorId, take: MOST_OF_ONE }));
  }

  async present(found: readonly EntitlementOnFile[]): Promise<EntitlementOnWire[]> {
    const today = await this.sight.today();
    const people = found.flatMap(({ steps }) => steps.flatMap(({ by }) => (by === null ? [] : [as<AccountId>(by)])));
    const { accounts } = await this.directory.names({ accounts: [...new Set(people)] });
    return found.map(({ seniorId, seniorName, steps, changedBy: _, suspensions, ...one }) => ({
      ...one,
      senior: { id: seniorId, name: seniorName },
      suspensions: [...suspensions],
      trail: steps.map(({ at, by, ...step }) => ({
        ...step,
        at: toIso(at),
        by: by === null ? null : { id: by, name: accounts.get(as<AccountId>(by)) ?? '—' },
      })),
      allowedActions: [...entitlementActions({ ...one, suspensions }, today)],
    }));
  }
}

/** More than a person can have had. */
const MOST_OF_ONE = 100;
