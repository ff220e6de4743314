import { Controller, Header, Inject } from '@nestjs/common';
import { rosterPage } from '@silverbell/adapter-notify';
import { PostgresAccessLogStore, ContactListQueries } from '@silverbell/adapter-postgres';
import type { Settings } from '@silverbell/adapter-runtime';
import { Caller } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import type { Account } from '../auth/sessions.js';
import type { Deps } from '@silverbell/usecases';
import { USE_CASE_DEPS, SETTINGS } from '../tokens.js';
import { RegionScope } from '../auth/region-scope.js';

/** The emergency list to be printed, of the regions that the account sees. */
@Controller()
export class OfflineContactListController {
  constructor(
    private readonly lists: ContactListQueries,
    private readonly scope: RegionScope,
    private readonly accessLog: PostgresAccessLogStore,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  @Serves('roster')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('cache-control', 'no-store')
  async print(@Caller() account: Account): Promise<string> {
    const now = this.deps.clock.now();
    const { id: accountId, role, regionId } = account;
    await this.accessLog.keep({ accountId, role, what: 'roster', about: regionId, regionId }, now);
    const roster = await this.lists.roster([...(await this.scope.regionsOf(account))], now);
    const printedAt = new Date(now).toLocaleString('sv-SE', { timeZone: this.settings.timeZone });
    return rosterPage(roster, printedAt, this.settings.mode === 'demo');
  }
}
