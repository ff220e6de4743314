import { Controller, Headers, Inject, Param } from '@nestjs/common';
import { IncidentQueries, DirectoryQueries } from '@silverbell/adapter-postgres';
import { ValidBody, Caller, ValidHeaders, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import { languageOf } from '../http/problems/sentences.js';
import { Serves } from '../http/routes/serves.js';
import type { Account } from '../auth/sessions.js';
import { arrivalProofOf } from '@silverbell/dispatch';
import { assignedDestination } from '@silverbell/incidents';
import { as, hours, type AssignmentId, type TextId } from '@silverbell/kernel';
import type { Intent, Deps } from '@silverbell/usecases';
import type { AnswerOf, Assignment } from '@silverbell/wire';
import { PositionReportService } from './position-reports.service.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { AssignmentService, helperOf } from './assignment.service.js';

const ENDED_IS_SHOWN_FOR = hours(12);

/** Assignments of the helper who asks: what she reports on her way, at the scene and afterwards. */
@Controller()
export class AssignmentsController {
  constructor(
    private readonly assignments: AssignmentService,
    private readonly queries: IncidentQueries,
    private readonly directory: DirectoryQueries,
    private readonly reports: PositionReportService,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('myAssignments')
  async myAssignments(
    @Caller() account: Account,
    @Headers('accept-language') language?: string,
  ): Promise<AnswerOf<'myAssignments'>> {
    const now = this.deps.clock.now();
    const recent = (await this.queries.assignmentsOf(helperOf(account), 'recent')).filter(
      ({ assignment }) =>
        !['finished', 'withdrawn'].includes(assignment.state) || now - assignment.acceptedAt < ENDED_IS_SHOWN_FOR,
    );
    return {
      items: await Promise.all(
        recent.map(({ incident, assignment }) =>
          this.assignments.assignment(incident, assignment, languageOf(language)),
        ),
      ),
    };
  }

  @Serves('depart')
  depart(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() _: ParsedBody<'depart'>,
    @Headers('accept-language') language?: string,
  ): Promise<Assignment> {
    return this.report(account, id, headers, { type: 'depart', assignmentId: as<AssignmentId>(id) }, language);
  }

  @Serves('arrive')
  async arrive(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'arrive'>,
    @Headers('accept-language') language?: string,
  ): Promise<Assignment> {
    const { incident, assignment } = await this.assignments.ownAssignment(account, id);
    const card = incident.facts.homeId === null ? null : await this.directory.homeCard(incident.facts.homeId);
    const now = this.deps.clock.now();
    const policy = await this.deps.helperDirectory.policyFor(incident.regionId, now);
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
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { code, entry, note }: ParsedBody<'scene'>,
    @Headers('accept-language') language?: string,
  ): Promise<Assignment> {
    const answer = await this.report(
      account,
      id,
      headers,
      { type: 'report-scene', assignmentId: as<AssignmentId>(id), code, ...(entry === undefined ? {} : { entry }) },
      language,
    );
    if (note !== undefined) {
      const text = { id: as<TextId>(this.deps.newId()), what: 'note' as const, body: note };
      await this.assignments.act(
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
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { condition, note, flags }: ParsedBody<'finish'>,
    @Headers('accept-language') language?: string,
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
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason }: ParsedBody<'withdraw'>,
    @Headers('accept-language') language?: string,
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
    texts: Parameters<AssignmentService['act']>[4] = [],
  ): Promise<Assignment> {
    const incident = await this.assignments.act(
      account,
      { by: 'assignment', id: as<AssignmentId>(id) },
      headers,
      intent,
      texts,
    );
    return this.assignments.assignment(
      incident,
      this.assignments.partOf(incident.assignments, (one) => one.id === id),
      languageOf(language),
    );
  }
}
