import { Controller, Headers as HttpHeaders, Inject, Param } from '@nestjs/common';
import { IncidentQueries, DirectoryQueries } from '@silverbell/adapter-postgres';
import { Body, Caller, Headers, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import { languageOf } from '../http/problems/sentences.js';
import { Serves } from '../http/routes/serves.js';
import type { Account } from '../auth/sessions.js';
import { arrivalProofOf } from '@silverbell/dispatch';
import { assignedDestination } from '@silverbell/incident';
import { as, minutes, hours, type AssignmentId, type OfferId, type TextId } from '@silverbell/kernel';
import { executeCommand, type Intent, type Deps } from '@silverbell/usecases';
import type { AnswerOf, Assignment, Offer } from '@silverbell/wire';
import { PositionReports } from '../me/position-reports.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { GoingDesk, helperOf } from './going-desk.js';

/** A lost offer is still said to be lost to somebody who looks a little later. */
const OVER_IS_SHOWN_FOR = minutes(10);
const ENDED_IS_SHOWN_FOR = hours(12);

/** Offers and assignments of the helper who asks. */
@Controller()
export class GoingController {
  constructor(
    private readonly desk: GoingDesk,
    private readonly queries: IncidentQueries,
    private readonly directory: DirectoryQueries,
    private readonly reports: PositionReports,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  /** Open ones first. To ask is to have been reached: the case is told. */
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
    return { items: await this.desk.offers([...open, ...ended]) };
  }

  @Serves('accept')
  async accept(
    @Caller() account: Account,
    @Param('id') id: string,
    @Headers() headers: CommandHeaders,
    @Body() _: ParsedBody<'accept'>,
    @HttpHeaders('accept-language') language?: string,
  ): Promise<Assignment> {
    const offerId = as<OfferId>(id);
    const incident = await this.desk.act(account, { by: 'offer', id: offerId }, headers, { type: 'accept', offerId });
    const assignment = this.desk.partOf(
      incident.assignments,
      (one) => one.offerId === offerId && one.helperId === account.helperId,
    );
    return this.desk.assignment(incident, assignment, languageOf(language));
  }

  @Serves('decline')
  async decline(
    @Caller() account: Account,
    @Param('id') id: string,
    @Headers() headers: CommandHeaders,
    @Body() { reason }: ParsedBody<'decline'>,
  ): Promise<Offer> {
    const offerId = as<OfferId>(id);
    const incident = await this.desk.act(account, { by: 'offer', id: offerId }, headers, {
      type: 'decline',
      offerId,
      reason,
    });
    return this.desk.offer(
      incident,
      this.desk.partOf(incident.offers, (one) => one.id === offerId && one.helperId === account.helperId),
    );
  }

  @Serves('myAssignments')
  async myAssignments(
    @Caller() account: Account,
    @HttpHeaders('accept-language') language?: string,
  ): Promise<AnswerOf<'myAssignments'>> {
    const now = this.deps.clock.now();
    const recent = (await this.queries.assignmentsOf(helperOf(account), 'recent')).filter(
      ({ assignment }) =>
        !['finished', 'withdrawn'].includes(assignment.state) || now - assignment.acceptedAt < ENDED_IS_SHOWN_FOR,
    );
    return {
      items: await Promise.all(
        recent.map(({ incident, assignment }) => this.desk.assignment(incident, assignment, languageOf(language))),
      ),
    };
  }

  @Serves('depart')
  depart(
    @Caller() account: Account,
    @Param('id') id: string,
    @Headers() headers: CommandHeaders,
    @Body() _: ParsedBody<'depart'>,
    @HttpHeaders('accept-language') language?: string,
  ): Promise<Assignment> {
    return this.report(account, id, headers, { type: 'depart', assignmentId: as<AssignmentId>(id) }, language);
  }

  @Serves('arrive')
  async arrive(
    @Caller() account: Account,
    @Param('id') id: string,
    @Headers() headers: CommandHeaders,
    @Body() body: ParsedBody<'arrive'>,
    @HttpHeaders('accept-language') language?: string,
  ): Promise<Assignment> {
    const { incident, assignment } = await this.desk.ownAssignment(account, id);
    const card = incident.facts.homeId === null ? null : await this.directory.homeCard(incident.facts.homeId);
    const now = this.deps.clock.now();
    const policy = await this.deps.roster.policyFor(incident.regionId, now);
    const shown = {
      fix: (body.position && (await this.reports.record(assignment.helperId, body.position, now))?.fix) ?? null,
      doorTag: body.doorTag ?? null,
    };
    const there = assignedDestination(incident, assignment)?.point ?? null;
    const proof = arrivalProofOf(shown, there, card?.doorTag ?? null, now, policy);
    return this.report(
      account,
      id,
      headers,
      { type: 'arrive', assignmentId: as<AssignmentId>(id), ...proof },
      language,
    );
  }

  @Serves('scene')
  async scene(
    @Caller() account: Account,
    @Param('id') id: string,
    @Headers() headers: CommandHeaders,
    @Body() { code, note }: ParsedBody<'scene'>,
    @HttpHeaders('accept-language') language?: string,
  ): Promise<Assignment> {
    const answer = await this.report(
      account,
      id,
      headers,
      { type: 'report-scene', assignmentId: as<AssignmentId>(id), code },
      language,
    );
    if (note !== undefined) {
      const text = { id: as<TextId>(this.deps.newId()), what: 'note' as const, body: note };
      await this.desk.act(
        account,
        { by: 'assignment', id: as<AssignmentId>(id) },
        {},
        { type: 'note', text: text.id, fromFamily: false },
        [text],
      );
    }
    return answer;
  }

  @Serves('finish')
  finish(
    @Caller() account: Account,
    @Param('id') id: string,
    @Headers() headers: CommandHeaders,
    @Body() { condition, note, flags }: ParsedBody<'finish'>,
    @HttpHeaders('accept-language') language?: string,
  ): Promise<Assignment> {
    const text = note === undefined ? null : { id: as<TextId>(this.deps.newId()), what: 'note' as const, body: note };
    const intent: Intent = {
      type: 'finish',
      assignmentId: as<AssignmentId>(id),
      condition,
      flags: flags ?? [],
      note: text?.id ?? null,
    };
    return this.report(account, id, headers, intent, language, text === null ? [] : [text]);
  }

  @Serves('withdraw')
  withdraw(
    @Caller() account: Account,
    @Param('id') id: string,
    @Headers() headers: CommandHeaders,
    @Body() { reason }: ParsedBody<'withdraw'>,
    @HttpHeaders('accept-language') language?: string,
  ): Promise<Assignment> {
    return this.report(
      account,
      id,
      headers,
      { type: 'withdraw', assignmentId: as<AssignmentId>(id), reason },
      language,
    );
  }

  private async report(
    account: Account,
    id: string,
    headers: CommandHeaders,
    intent: Intent,
    language: string | undefined,
    texts: Parameters<GoingDesk['act']>[4] = [],
  ): Promise<Assignment> {
    const incident = await this.desk.act(
      account,
      { by: 'assignment', id: as<AssignmentId>(id) },
      headers,
      intent,
      texts,
    );
    return this.desk.assignment(
      incident,
      this.desk.partOf(incident.assignments, (one) => one.id === id),
      languageOf(language),
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
