import { Controller, Inject, Param } from '@nestjs/common';
import { careCallCursor, PostgresCareCallStore, type CareCallOnFile } from '@silverbell/adapter-postgres';
import { CARE_CALL_TABLE, careCallActions, type CareCallActor } from '@silverbell/care';
import { toIso, type RegionId } from '@silverbell/kernel';
import { commandCareCall, type CareCallDeps, type CareCallWish, type CareClock, type Deps } from '@silverbell/usecases';
import type { AnswerOf, CareCallOnWire } from '@silverbell/wire';
import { RegionScope } from '../../auth/region-scope.js';
import { hasRole } from '../../auth/roles.js';
import type { Account } from '../../auth/sessions.js';
import {
  Caller,
  ValidBody,
  ValidHeaders,
  ValidQuery,
  type CommandHeaders,
  type ParsedBody,
  type ParsedQuery,
} from '../../http/routes/parameters.js';
import { Serves } from '../../http/routes/serves.js';
import { RegistryCommands } from '../../regions/registry-commands.js';
import { pageBy } from '../../regions/registry-page.js';
import { CARE_CLOCK, USE_CASE_DEPS } from '../../tokens.js';
import { actorFor, seenBy, type Seen } from '../actors.js';
import { OrderConcerns } from '../orders/order-concerns.service.js';
import { onlyReads, shownName } from '../shown-name.js';

/** The queue of care calls: who is to be called, what was found out, and who is out of reach (CR-29, SR-28). */
@Controller()
export class CareCallsController {
  private readonly callDeps: CareCallDeps;

  constructor(
    private readonly calls: PostgresCareCallStore,
    private readonly scope: RegionScope,
    private readonly concerns: OrderConcerns,
    private readonly commands: RegistryCommands,
    @Inject(CARE_CLOCK) private readonly clock: CareClock,
    @Inject(USE_CASE_DEPS) deps: Deps,
  ) {
    this.callDeps = { calls, newId: deps.newId, timeZone: deps.timeZone };
  }

  @Serves('careCalls')
  async list(
    @Caller() account: Account,
    @ValidQuery() { regionId, limit, ...search }: ParsedQuery<'careCalls'>,
  ): Promise<AnswerOf<'careCalls'>> {
    const regionIds = await this.scope.within(account, regionId);
    const page = await pageBy(careCallCursor, limit, (take) => this.calls.page({ ...search, regionIds, take }));
    const shown = page.items.map(async (one) => callOnWire(one, await this.actorsOn(account, one.regionId)));
    return { ...page, items: await Promise.all(shown) };
  }

  @Serves('careCall')
  async one(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'careCall'>> {
    const { found, actors } = await this.seen(account, id);
    const reads = onlyReads(actors);
    const trail = await this.calls.trail(id);
    return {
      ...callOnWire(found, actors),
      trail: trail.map((step) => ({ ...step, at: toIso(step.at), note: reads ? null : step.note })),
    };
  }

  @Serves('recordCareCall')
  record(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { result, note }: ParsedBody<'recordCareCall'>,
  ): Promise<AnswerOf<'recordCareCall'>> {
    return this.act(account, id, headers, { type: 'record', result }, note);
  }

  @Serves('askCareContact')
  askContact(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { answer, note }: ParsedBody<'askCareContact'>,
  ): Promise<AnswerOf<'askCareContact'>> {
    return this.act(account, id, headers, { type: 'ask-contact', answer }, note);
  }

  @Serves('askCareCallHelp')
  async askHelp(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { note }: ParsedBody<'askCareCallHelp'>,
  ): Promise<AnswerOf<'askCareCallHelp'>> {
    const answer = await this.act(account, id, headers, { type: 'ask-help' }, note);
    await this.concerns.open(null);
    return answer;
  }

  private async act(
    account: Account,
    id: string,
    headers: CommandHeaders,
    wish: CareCallWish,
    note: string | undefined,
  ): Promise<CareCallOnWire> {
    const { actors } = await this.seen(account, id);
    const done = await commandCareCall(this.callDeps, this.commands.of(account, headers), {
      ...{ id, ifMatch: headers.ifMatch, wish, note: note ?? null, careNow: await this.clock.now() },
      actor: actorFor(actors, CARE_CALL_TABLE[wish.type].roles),
    });
    return this.commands.answer(done, async (one) => {
      const now = await this.seen(account, one);
      return callOnWire(now.found, now.actors);
    });
  }

  /** A call of a region that she does not see does not exist for her. */
  private async seen(account: Account, id: string): Promise<Seen<CareCallOnFile, CareCallActor>> {
    return seenBy(await this.calls.byId(id), ({ regionId }) => this.actorsOn(account, regionId));
  }

  private async actorsOn(account: Account, regionId: RegionId): Promise<readonly CareCallActor[]> {
    const at = await this.scope.at(account, regionId);
    if (at === null) return [];
    const calls = hasRole(at, 'community-officer', 'village-cadre', 'township-officer', 'operator', 'lead');
    return [{ role: calls ? 'caller' : 'reader', id: account.id }];
  }
}

function callOnWire(
  { call, regionId, seniorName, incidentId }: CareCallOnFile,
  actors: readonly CareCallActor[],
): CareCallOnWire {
  const { id, version, state, planId, orderId = null, seniorId, day, dueOn, starts, ends } = call;
  const { tries, contact, reached, helpAskedAt } = call;
  return {
    ...{ id, version, state, planId, orderId, seniorId, regionId, on: day, dueOn },
    ...{ startTime: starts, endTime: ends, incidentId },
    senior: { id: seniorId, name: shownName(seniorName, actors) },
    tries: tries.map(({ at, result }) => ({ at: toIso(at), result })),
    contact: contact === null ? null : { at: toIso(contact.at), answer: contact.answer },
    reached: reached === null ? null : { ...reached, at: toIso(reached.at) },
    helpAskedAt: helpAskedAt === null ? null : toIso(helpAskedAt),
    allowedActions: [...new Set(actors.flatMap(({ role }) => careCallActions(state, role)))],
  };
}
