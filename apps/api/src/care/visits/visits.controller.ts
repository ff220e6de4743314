import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresVisitStore, visitCursor, type VisitOnFile } from '@silverbell/adapter-postgres';
import { VISIT_OFFICES, VISIT_TABLE, type VisitActor, type VisitRole } from '@silverbell/care';
import { fromIso } from '@silverbell/kernel';
import { commandVisit, type CareClock, type Deps, type VisitWish } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { RegionScope } from '../../auth/region-scope.js';
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
import { shownAtDoor } from '../shown-at-door.js';
import { countsOf, visitOnWire, visitWithTrail } from './visit.presenter.js';

/** Welfare visits: what is owed, in walking order, and the commands of CR-55 … CR-57. */
@Controller()
export class VisitsController {
  constructor(
    private readonly visits: PostgresVisitStore,
    private readonly scope: RegionScope,
    private readonly concerns: OrderConcerns,
    private readonly commands: RegistryCommands,
    @Inject(CARE_CLOCK) private readonly clock: CareClock,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('welfareVisits')
  async list(
    @Caller() account: Account,
    @ValidQuery() { regionId, limit, cursor, ...search }: ParsedQuery<'welfareVisits'>,
  ): Promise<AnswerOf<'welfareVisits'>> {
    const regionIds = await this.scope.within(account, regionId);
    const page = await pageBy(visitCursor, limit, (take) => this.visits.page({ ...search, regionIds, cursor, take }));
    const shown = page.items.map(async (one) => visitOnWire(one, await this.actorsOn(account, one)));
    return {
      ...page,
      items: await Promise.all(shown),
      counts: countsOf(await this.visits.counts({ ...search, regionIds })),
    };
  }

  @Serves('welfareVisit')
  async one(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'welfareVisit'>> {
    const { found, actors } = await this.seen(account, id);
    return visitWithTrail(found, actors, await this.visits.trail(id));
  }

  @Serves('visitDone')
  async done(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'visitDone'>,
  ): Promise<AnswerOf<'visitDone'>> {
    const answer = await this.act(account, id, headers, doneOf(body), body.note);
    if (!body.seen || body.health === 'serious') await this.concerns.open(null);
    return answer;
  }

  @Serves('excuseVisit')
  excuse(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason, from, to, note }: ParsedBody<'excuseVisit'>,
  ): Promise<AnswerOf<'excuseVisit'>> {
    return this.act(account, id, headers, { type: 'excuse', reason, from: from ?? null, to: to ?? null }, note);
  }

  @Serves('askVisitContact')
  askContact(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { answer, note }: ParsedBody<'askVisitContact'>,
  ): Promise<AnswerOf<'askVisitContact'>> {
    return this.act(account, id, headers, { type: 'ask-contact', answer }, note);
  }

  @Serves('missVisit')
  miss(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason }: ParsedBody<'missVisit'>,
  ): Promise<AnswerOf<'missVisit'>> {
    return this.act(account, id, headers, { type: 'miss' }, reason);
  }

  private async act(
    account: Account,
    id: string,
    headers: CommandHeaders,
    wish: VisitWish,
    note: string | undefined,
  ): Promise<AnswerOf<'visitDone'>> {
    const { actors } = await this.seen(account, id);
    const done = await commandVisit(
      { visits: this.visits, newId: this.deps.newId, timeZone: this.deps.timeZone },
      this.commands.of(account, headers),
      {
        ...{ id, ifMatch: headers.ifMatch, wish, note: note ?? null, careNow: await this.clock.now() },
        actor: actorFor(actors, VISIT_TABLE[wish.type].roles),
      },
    );
    return this.commands.answer(done, async (one) => {
      const now = await this.seen(account, one);
      return visitOnWire(now.found, now.actors);
    });
  }

  /** A visit of a region that she does not see does not exist for her. */
  private async seen(account: Account, id: string): Promise<Seen<VisitOnFile, VisitActor>> {
    return seenBy(await this.visits.byId(id), (found) => this.actorsOn(account, found));
  }

  private async actorsOn(account: Account, { visit }: VisitOnFile): Promise<readonly VisitActor[]> {
    const at = await this.scope.at(account, visit.regionId);
    const { owners, superiors } = VISIT_OFFICES[visit.level];
    const roleOf = (role: string): VisitRole =>
      owners.includes(role) ? 'owner' : superiors.includes(role) ? 'superior' : 'reader';
    return (at?.roles ?? []).map(({ role }) => ({ role: roleOf(role), id: account.id }));
  }
}

function doneOf(body: ParsedBody<'visitDone'>): Extract<VisitWish, { type: 'done' }> {
  const { at, way, seen, recognisedBy, reason } = body;
  return {
    ...{ type: 'done', at: at === undefined ? null : fromIso(at), met: seen, way, reason: reason ?? null },
    ...{ recognised: recognisedBy !== undefined, shown: shownAtDoor(body) },
    report: {
      ...{ health: body.health ?? null, mood: body.mood ?? null, food: body.food ?? null },
      ...{ safety: body.safety ?? null, warmth: body.warmth ?? null, deviceTest: body.deviceTest ?? null },
      providerQuality: body.providerQuality ?? null,
    },
  };
}
