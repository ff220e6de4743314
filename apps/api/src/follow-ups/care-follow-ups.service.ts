import { Inject, Injectable } from '@nestjs/common';
import {
  followUpCursor,
  PostgresFollowUpStore,
  PostgresOrderStore,
  PostgresQualityStore,
  type CareFollowUpOnFile,
} from '@silverbell/adapter-postgres';
import { as, type RegionId } from '@silverbell/kernel';
import { recordFollowUpOfCare, type CareClock, type Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import { hasRole, narrowed } from '../auth/roles.js';
import type { Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import type { CommandHeaders, ParsedBody } from '../http/routes/parameters.js';
import { RegistryCommands } from '../regions/registry-commands.js';
import { CARE_CLOCK, USE_CASE_DEPS } from '../tokens.js';
import { careFollowUpOf, careRecordedOf } from './follow-up.presenter.js';

/** The township asks, and the hotline for it (CR-77). */
const ASK = ['township-officer', 'operator', 'lead'] as const;
const READ = [...ASK, 'supervisor'] as const;

interface Page {
  readonly items: AnswerOf<'followUps'>['items'];
  /** Where the next page begins; `null`: this was the last one. */
  readonly nextCursor: string | null;
}

/** Follow-ups of visits and of answers to complaints. */
@Injectable()
export class CareFollowUps {
  constructor(
    private readonly store: PostgresFollowUpStore,
    private readonly orders: PostgresOrderStore,
    private readonly quality: PostgresQualityStore,
    private readonly scope: RegionScope,
    private readonly commands: RegistryCommands,
    @Inject(CARE_CLOCK) private readonly clock: CareClock,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  /** @param limit how many there is room for; with none, whether there are any is told by the cursor. */
  async page(account: Account, state: 'due' | 'waiting', cursor: string, limit: number): Promise<Page> {
    const reader = narrowed(account, ({ role }) => READ.some((one) => one === role));
    if (reader === null) return { items: [], nextCursor: null };
    const regionIds = [...(await this.scope.regionsOf(reader))];
    const asked = { regionIds, state, now: await this.clock.now(), cursor, take: limit + 1 };
    const found = await this.store.page(asked);
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return {
      items: await Promise.all(items.map((one) => this.shown(account, one))),
      nextCursor: found.length <= limit ? null : last === undefined ? cursor : followUpCursor(last),
    };
  }

  /** `null`: no follow-up of care has this id. */
  async record(
    account: Account,
    id: string,
    headers: CommandHeaders,
    { result, satisfaction, visit, note }: ParsedBody<'recordFollowUp'>,
  ): Promise<AnswerOf<'recordFollowUp'> | null> {
    const found = await this.store.byId(id);
    if (found === null) return null;
    const at = await this.scope.at(account, as<RegionId>(found.regionId));
    if (at === null || !hasRole(at, ...ASK)) throw new ProblemError('not-found');
    if (found.followUp.orderId === null) assertNoVisit(visit);
    const { orders, quality } = this;
    const { newId, timeZone } = this.deps;
    const done = await recordFollowUpOfCare({ orders, quality, newId, timeZone }, this.commands.of(account, headers), {
      ...{ id, ifMatch: headers.ifMatch, result, satisfaction: satisfaction ?? null },
      ...{ visit: visit ?? null, note: note ?? null },
      ...{ role: hasRole(at, 'township-officer') ? 'township' : 'operator', careNow: await this.clock.now() },
    });
    return this.commands.answer(done, async (one) => careRecordedOf(await this.read(one)));
  }

  private async shown(account: Account, found: CareFollowUpOnFile): Promise<Page['items'][number]> {
    const at = await this.scope.at(account, as<RegionId>(found.regionId));
    return careFollowUpOf(found, at !== null && hasRole(at, ...ASK));
  }

  private async read(id: string): Promise<CareFollowUpOnFile> {
    const found = await this.store.byId(id);
    if (found === null) throw new ProblemError('not-found');
    return found;
  }
}

/** Only a follow-up of a visit says whether it took place. */
export function assertNoVisit(visit: ParsedBody<'recordFollowUp'>['visit']): void {
  if (visit !== undefined) throw new ProblemError('invalid-request', { errors: [{ field: 'visit', message: visit }] });
}
