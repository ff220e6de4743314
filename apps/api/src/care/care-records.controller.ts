import { Controller, Headers, Inject, Param } from '@nestjs/common';
import { PostgresCareRecordStore, SeniorQueries } from '@silverbell/adapter-postgres';
import {
  addAssessment,
  addClassProof,
  extendAssessment,
  maskedName,
  setChildren,
  type CareRecordDeps,
  type Deps,
} from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import type { Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { languageOf } from '../http/problems/sentences.js';
import { Caller, ValidBody, ValidHeaders, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { RegistryCommands } from '../regions/registry-commands.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { CareScope } from './care-scope.js';
import { EntitlementsService } from './entitlements.service.js';
import { NeedService } from './need.service.js';

/** Assessments, proofs of class and children of a person, and whether she may be granted care (CR-12 … CR-17). */
@Controller()
export class CareRecordsController {
  private readonly recordDeps: CareRecordDeps;

  constructor(
    private readonly records: PostgresCareRecordStore,
    private readonly seniors: SeniorQueries,
    private readonly need: NeedService,
    private readonly entitlements: EntitlementsService,
    private readonly commands: RegistryCommands,
    private readonly sight: CareScope,
    @Inject(USE_CASE_DEPS) deps: Deps,
  ) {
    this.recordDeps = { records, newId: deps.newId };
  }

  @Serves('assessments')
  async assessments(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'assessments'>> {
    return this.need.assessments(await this.need.of(account, id));
  }

  @Serves('addAssessment')
  async addAssessment(
    @Caller() account: Account,
    @Param('id') seniorId: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'addAssessment'>,
  ): Promise<AnswerOf<'addAssessment'>> {
    await this.need.of(account, seniorId);
    const wanted = { ...body, seniorId, today: await this.sight.today() };
    const done = await addAssessment(this.recordDeps, this.commands.of(account, headers), wanted);
    return this.commands.answer(done, (id) => this.assessments(account, id));
  }

  @Serves('extendAssessment')
  async extend(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'extendAssessment'>,
  ): Promise<AnswerOf<'extendAssessment'>> {
    const seniorId = await this.records.seniorOfAssessment(id);
    if (seniorId === null) throw new ProblemError('not-found');
    await this.need.of(account, seniorId);
    const done = await extendAssessment(this.recordDeps, this.commands.of(account, headers), { id, ...body });
    return this.commands.answer(done, (one) => this.assessments(account, one));
  }

  @Serves('classProofs')
  async classProofs(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'classProofs'>> {
    return this.need.classProofs(await this.need.of(account, id));
  }

  @Serves('addClassProof')
  async addClassProof(
    @Caller() account: Account,
    @Param('id') seniorId: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'addClassProof'>,
  ): Promise<AnswerOf<'addClassProof'>> {
    await this.need.of(account, seniorId);
    const done = await addClassProof(this.recordDeps, this.commands.of(account, headers), { ...body, seniorId });
    return this.commands.answer(done, (id) => this.classProofs(account, id));
  }

  @Serves('children')
  async children(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'children'>> {
    const need = await this.need.of(account, id);
    return this.need.children(need, await this.need.sightOn(account, need));
  }

  @Serves('setChildren')
  async setChildren(
    @Caller() account: Account,
    @Param('id') seniorId: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { children }: ParsedBody<'setChildren'>,
  ): Promise<AnswerOf<'setChildren'>> {
    const { regionId } = await this.need.of(account, seniorId);
    const places = children.flatMap(({ community }) =>
      community && 'regionId' in community ? [community.regionId] : [],
    );
    if (!(await this.records.inSameTree(regionId, places))) throw new ProblemError('not-found');
    const wanted = { seniorId, children, ifMatch: headers.ifMatch };
    const done = await setChildren(this.recordDeps, this.commands.of(account, headers), wanted);
    return this.commands.answer(done, (id) => this.children(account, id));
  }

  @Serves('eligibility')
  async eligibility(
    @Caller() account: Account,
    @Param('id') id: string,
    @Headers('accept-language') accept: string | undefined,
  ): Promise<AnswerOf<'eligibility'>> {
    return this.need.eligibility(await this.need.of(account, id), languageOf(accept));
  }

  @Serves('careFile')
  async file(
    @Caller() account: Account,
    @Param('id') id: string,
    @Headers('accept-language') accept: string | undefined,
  ): Promise<AnswerOf<'careFile'>> {
    const need = await this.need.of(account, id);
    const senior = await this.seniors.byId(id);
    if (senior === null) throw new ProblemError('not-found');
    const sight = await this.need.sightOn(account, need);
    const { name, regionId, birthDate } = senior;
    return {
      // As her page shows her to this caller (CR-07).
      senior: { id, name: sight.names ? name : maskedName(name), regionId, birthDate: sight.names ? birthDate : null },
      eligibility: await this.need.eligibility(need, languageOf(accept)),
      assessments: await this.need.assessments(need),
      classProofs: await this.need.classProofs(need),
      children: this.need.children(need, sight),
      entitlements: await this.entitlements.ofSenior(account, id),
    };
  }
}
