import { Controller, Inject, Param } from '@nestjs/common';
import { SeniorQueries } from '@silverbell/adapter-postgres';
import { careDay, changeSenior, createSenior, setSeniorStatus, type CareClock, type Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { VisitEffects } from '../care/orders/visit-effects.service.js';
import {
  Caller,
  ValidBody,
  ValidHeaders,
  ValidQuery,
  type CommandHeaders,
  type ParsedBody,
  type ParsedQuery,
} from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { CARE_CLOCK, USE_CASE_DEPS } from '../tokens.js';
import { pageOf } from '../regions/registry-page.js';
import { FilesService } from './files.service.js';
import { sightOf } from './file-sight.js';
import { seniorSummaryOf } from './senior.presenter.js';

/** 一户一档: people as they are put on file, changed, and followed to their end. */
@Controller()
export class SeniorsController {
  constructor(
    private readonly files: FilesService,
    private readonly seniors: SeniorQueries,
    private readonly scope: RegionScope,
    @Inject(CARE_CLOCK) private readonly careClock: CareClock,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
    private readonly visits: VisitEffects,
  ) {}

  @Serves('seniors')
  async list(@Caller() account: Account, @ValidQuery() query: ParsedQuery<'seniors'>): Promise<AnswerOf<'seniors'>> {
    const { q, homeId, status, cursor } = query;
    const regionIds = await this.scope.within(account, query.regionId);
    const { items, nextCursor } = await pageOf(query.limit, async (limit) => {
      const lines = await this.seniors.page({ regionIds, q, homeId, status, cursor, limit }, this.files.now);
      return lines.map((line) => ({ ...line, id: line.senior.id }));
    });
    return { items: items.map((line) => seniorSummaryOf(line, sightOf(account))), nextCursor };
  }

  @Serves('senior')
  one(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'senior'>> {
    return this.files.seniorRead(account, id);
  }

  @Serves('createSenior')
  async create(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'createSenior'>,
  ): Promise<AnswerOf<'createSenior'>> {
    await this.placesOf(account, body);
    const { fileDeps, commands } = this.files;
    const done = await createSenior(fileDeps, this.files.seniorCommand(account, headers), body);
    return commands.answer(await this.files.withIdNumberProblem(account, done), (id) =>
      this.files.seniorOnFile(account, id),
    );
  }

  @Serves('changeSenior')
  async change(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() change: ParsedBody<'changeSenior'>,
  ): Promise<AnswerOf<'changeSenior'>> {
    const { file: before } = await this.files.senior(account, id);
    await this.placesOf(account, change);
    const { fileDeps } = this.files;
    const asked = { id, ifMatch: headers.ifMatch, change };
    const done = await changeSenior(fileDeps, this.files.seniorCommand(account, headers), asked);
    const answer = await this.files.answer(await this.files.withIdNumberProblem(account, done), headers, (one) =>
      this.files.seniorOnFile(account, one),
    );
    const { homeId = before.homeId, regionId = before.regionId } = change;
    if (homeId !== before.homeId || regionId !== before.regionId) await this.visits.personMoved(id, before.regionId);
    return answer;
  }

  @Serves('seniorStatus')
  async status(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'seniorStatus'>,
  ): Promise<AnswerOf<'seniorStatus'>> {
    await this.files.senior(account, id);
    const { fileDeps, commands } = this.files;
    // In the demo the clock of care may be ahead of the real one: a day that either of them has reached is no day ahead.
    const careToday = await careDay(this.careClock, this.deps.timeZone);
    const asked = this.files.seniorCommand(account, headers);
    const command = { ...asked, today: careToday > asked.today ? careToday : asked.today };
    const done = await setSeniorStatus(fileDeps, command, { id, ...body });
    const answer = await commands.answer(done, (one) => this.files.seniorOnFile(account, one));
    if (body.status === 'deceased' || body.status === 'moved') {
      await this.visits.serviceEnded(id, body.on);
      await this.visits.personLeft(id, body.status === 'deceased');
    }
    return answer;
  }

  private async placesOf(account: Account, body: ParsedBody<'changeSenior'>): Promise<void> {
    await this.files.assertHome(account, body.homeId);
    await this.files.assertRegion(account, body.regionId);
    await this.files.assertRegion(account, body.registrationRegionId);
  }
}
