import { Controller, Headers, Inject, Param } from '@nestjs/common';
import { IncidentQueries } from '@silverbell/adapter-postgres';
import { as, minutes, type OfferId } from '@silverbell/kernel';
import { executeCommand, type Intent, type Deps } from '@silverbell/usecases';
import type { AnswerOf, Assignment, Offer } from '@silverbell/wire';
import type { Account } from '../auth/sessions.js';
import { VisitEffects } from '../care/orders/visit-effects.service.js';
import { languageOf } from '../http/problems/sentences.js';
import { Caller, ValidBody, ValidHeaders, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { AssignmentService, helperOf } from './assignment.service.js';

/** An offer that was lost is still answered, as lost, for this time. */
const OVER_IS_SHOWN_FOR = minutes(10);

/** Offers to the helper who asks. */
@Controller()
export class OffersController {
  constructor(
    private readonly assignments: AssignmentService,
    private readonly queries: IncidentQueries,
    private readonly visits: VisitEffects,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  /** Open ones first. To ask is to have been reached: the incident is told. */
  @Serves('myOffers')
  async myOffers(@Caller() account: Account): Promise<AnswerOf<'myOffers'>> {
    const helperId = helperOf(account);
    const now = this.deps.clock.now();
    const all = await this.queries.offersOf(helperId, ['open', 'accepted', 'declined', 'over']);
    const open = all.filter(({ offer, incident }) => offer.state === 'open' && incident.closure === null);
    const ended = all.filter(({ offer }) => offer.state !== 'open' && now - offer.madeAt < OVER_IS_SHOWN_FOR);
    await Promise.all(
      open
        .filter(({ offer }) => !offer.deliveredBy.includes('socket'))
        .map(({ offer }) => this.reportDelivery(offer.id)),
    );
    return { items: await this.assignments.offers([...open, ...ended]) };
  }

  @Serves('accept')
  async accept(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() _: ParsedBody<'accept'>,
    @Headers('accept-language') language?: string,
  ): Promise<Assignment> {
    const offerId = as<OfferId>(id);
    const incident = await this.assignments.act(account, { by: 'offer', id: offerId }, headers, {
      type: 'accept',
      offerId,
    });
    // CR-09: not waited for, so that no acceptance is slower for it.
    if (incident.severity === 1) void this.visits.calledAway(helperOf(account));
    const assignment = this.assignments.partOf(
      incident.assignments,
      (one) => one.offerId === offerId && one.helperId === account.helperId,
    );
    return this.assignments.assignment(incident, assignment, languageOf(language));
  }

  @Serves('decline')
  async decline(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason }: ParsedBody<'decline'>,
  ): Promise<Offer> {
    const offerId = as<OfferId>(id);
    const incident = await this.assignments.act(account, { by: 'offer', id: offerId }, headers, {
      type: 'decline',
      offerId,
      reason,
    });
    return this.assignments.offer(
      incident,
      this.assignments.partOf(incident.offers, (one) => one.id === offerId && one.helperId === account.helperId),
    );
  }

  private async reportDelivery(offerId: OfferId): Promise<void> {
    const reached: Intent = { type: 'report-delivery', offerId, channel: 'socket', delivered: true };
    await executeCommand(this.deps, {
      ref: { by: 'offer', id: offerId },
      by: { kind: 'system', id: 'offers-read' },
      intent: reached,
    });
  }
}
