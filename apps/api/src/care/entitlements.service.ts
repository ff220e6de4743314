import { Injectable } from '@nestjs/common';
import { DirectoryQueries, PostgresEntitlementStore, type EntitlementOnFile } from '@silverbell/adapter-postgres';
import { entitlementActions } from '@silverbell/care';
import { as, toIso, type AccountId } from '@silverbell/kernel';
import type { EntitlementOnWire } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { sightOf } from '../people/file-sight.js';
import { CareScope } from './care-scope.js';
import { shownName } from './shown-name.js';

/** Entitlements as they are answered: in lists, alone, and in a person's file. */
@Injectable()
export class EntitlementsService {
  constructor(
    private readonly entitlements: PostgresEntitlementStore,
    private readonly directory: DirectoryQueries,
    private readonly sight: CareScope,
    private readonly scope: RegionScope,
  ) {}

  async ofSenior(account: Account, seniorId: string): Promise<EntitlementOnWire[]> {
    const { regionIds } = await this.sight.of(account);
    return this.present(account, await this.entitlements.page({ regionIds, seniorId, take: MOST_OF_ONE }));
  }

  async present(account: Account, found: readonly EntitlementOnFile[]): Promise<EntitlementOnWire[]> {
    const today = await this.sight.today();
    const people = found.flatMap(({ steps }) => steps.flatMap(({ by }) => (by === null ? [] : [as<AccountId>(by)])));
    const { accounts } = await this.directory.names({ accounts: [...new Set(people)] });
    const names = await Promise.all(found.map((one) => this.nameFor(account, one)));
    return found.map(({ seniorId, seniorName: _, steps, changedBy: __, suspensions, ...one }, n) => ({
      ...one,
      senior: { id: seniorId, name: names[n] ?? '—' },
      suspensions: [...suspensions],
      trail: steps.map(({ at, by, ...step }) => ({
        ...step,
        at: toIso(at),
        by: by === null ? null : { id: by, name: accounts.get(as<AccountId>(by)) ?? '—' },
      })),
      allowedActions: [...entitlementActions({ ...one, suspensions }, today)],
    }));
  }

  /** As her file shows it there. */
  private async nameFor(account: Account, { regionId, seniorName }: EntitlementOnFile): Promise<string> {
    const at = await this.scope.at(account, regionId);
    return shownName(seniorName, [{ role: at !== null && sightOf(at).names ? 'owner' : 'reader' }]);
  }
}

/** More than a person can have had. */
const MOST_OF_ONE = 100;
