import { Controller, Param } from '@nestjs/common';
import { HomeFileQueries, HomeQueries } from '@silverbell/adapter-postgres';
import { toIso } from '@silverbell/kernel';
import {
  changeHome,
  createHome,
  depositKey,
  handKeyOver,
  recordFitTest,
  returnKey,
  writeOccupants,
} from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { mapPoint } from '../http/map-point.js';
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
import { FilesService } from './files.service.js';
import { sightOf } from './file-sight.js';
import { homeFoundOf, keyOnFileOf } from './home.presenter.js';

const PAGE = 50;

/** Homes, who lives in them, and who holds their keys. */
@Controller()
export class HomesController {
  constructor(
    private readonly files: FilesService,
    private readonly found: HomeQueries,
    private readonly homes: HomeFileQueries,
    private readonly scope: RegionScope,
  ) {}

  @Serves('homes')
  async list(@Caller() account: Account, @ValidQuery() query: ParsedQuery<'homes'>): Promise<AnswerOf<'homes'>> {
    const regionIds = await this.scope.within(account, query.regionId);
    const limit = query.limit ?? PAGE;
    const asked = { q: query.q ?? query.query ?? '', regionIds, cursor: query.cursor, limit: limit + 1 };
    const rows = await this.found.page(asked, this.files.now);
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map((home) => homeFoundOf(home, sightOf(account))),
      nextCursor: rows.length > limit && last !== undefined ? HomeQueries.cursorOf(last) : null,
    };
  }

  @Serves('homesOnMap')
  async onMap(@Caller() account: Account): Promise<AnswerOf<'homesOnMap'>> {
    const places = await this.found.places(await this.scope.within(account, undefined));
    return {
      points: places.map(mapPoint),
      at: toIso(this.files.now),
    };
  }

  @Serves('home')
  one(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'home'>> {
    return this.files.homeOnFile(account, id);
  }

  @Serves('createHome')
  async create(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'createHome'>,
  ): Promise<AnswerOf<'createHome'>> {
    await this.files.assertRegion(account, body.regionId);
    const { fileDeps, commands } = this.files;
    const done = await createHome(fileDeps, commands.of(account, headers), changeOf(body));
    return commands.answer(done, (id) => this.files.homeOnFile(account, id));
  }

  @Serves('changeHome')
  async change(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'changeHome'>,
  ): Promise<AnswerOf<'changeHome'>> {
    await this.files.home(account, id);
    await this.files.assertRegion(account, body.regionId);
    const { fileDeps, commands } = this.files;
    const asked = { id, ifMatch: headers.ifMatch, change: changeOf(body) };
    const done = await changeHome(fileDeps, commands.of(account, headers), asked);
    return this.files.answer(done, headers, (one) => this.files.homeOnFile(account, one));
  }

  @Serves('writeOccupants')
  async occupants(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { occupants }: ParsedBody<'writeOccupants'>,
  ): Promise<AnswerOf<'writeOccupants'>> {
    await this.files.home(account, id);
    const { fileDeps, commands } = this.files;
    const done = await writeOccupants(fileDeps, commands.of(account, headers), id, occupants);
    return commands.answer(done, (one) => this.files.homeOnFile(account, one));
  }

  @Serves('depositKey')
  async deposit(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'depositKey'>,
  ): Promise<AnswerOf<'depositKey'>> {
    await this.files.home(account, id);
    const { fileDeps, commands } = this.files;
    const done = await depositKey(fileDeps, commands.of(account, headers), id, body);
    return commands.answer(done, (one) => this.key(account, one));
  }

  @Serves('fitTestKey')
  async fitTest(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { fits }: ParsedBody<'fitTestKey'>,
  ): Promise<AnswerOf<'fitTestKey'>> {
    await this.key(account, id);
    const { fileDeps, commands } = this.files;
    const done = await recordFitTest(fileDeps, commands.of(account, headers), id, fits);
    return commands.answer(done, (one) => this.key(account, one));
  }

  @Serves('handKeyOver')
  async handOver(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'handKeyOver'>,
  ): Promise<AnswerOf<'handKeyOver'>> {
    await this.key(account, id);
    const { fileDeps, commands } = this.files;
    const done = await handKeyOver(fileDeps, commands.of(account, headers), id, body);
    return commands.answer(done, (one) => this.key(account, one));
  }

  @Serves('returnKey')
  async returned(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
  ): Promise<AnswerOf<'returnKey'>> {
    await this.key(account, id);
    const { fileDeps, commands } = this.files;
    const done = await returnKey(fileDeps, commands.of(account, headers), id);
    return commands.answer(done, (one) => this.key(account, one));
  }

  private async key(account: Account, id: string): Promise<AnswerOf<'depositKey'>> {
    const key = await this.homes.key(id);
    if (key === null) throw new ProblemError('not-found');
    const { here } = await this.files.home(account, key.homeId);
    return keyOnFileOf(key, sightOf(here));
  }
}

/** A road point without a datum is one of the platform's own map. */
const changeOf = <Body extends ParsedBody<'changeHome'>>({ roadPoint, ...body }: Body) => ({
  ...body,
  roadPoint: roadPoint == null ? roadPoint : { ...roadPoint, datum: roadPoint.datum ?? ('wgs84' as const) },
});
