import { Controller, Inject, Param } from '@nestjs/common';
import { DevicePageQueries, type DeviceRowOfPage } from '@silverbell/adapter-postgres';
import { ValidBody, Caller, ValidQuery, type ParsedBody, type ParsedQuery } from '../http/routes/parameters.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Serves } from '../http/routes/serves.js';
import type { Account } from '../auth/sessions.js';
import { as, type DeviceId, type RegionId } from '@silverbell/kernel';
import { endTestWindow, openTestWindow, type ExerciseDeps, type Windowed } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { USE_CASE_DEPS } from '../tokens.js';
import { RegionScope } from '../auth/region-scope.js';
import { deviceOf, deviceSummaryOf, windowOf } from './device.presenter.js';

const PAGE = 100;

/** What is on file of a device, what it did lately, and the window in which it is tried out. */
@Controller()
export class DevicesController {
  constructor(
    private readonly pages: DevicePageQueries,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: ExerciseDeps,
  ) {}

  @Serves('devices')
  async list(@Caller() account: Account, @ValidQuery() query: ParsedQuery<'devices'>): Promise<AnswerOf<'devices'>> {
    const visible = await this.scope.regionsOf(account);
    const asked = query.regionId === undefined ? null : as<RegionId>(query.regionId);
    if (asked !== null && !visible.has(asked)) throw new ProblemError('not-found');
    const regionIds = asked === null ? visible : await this.scope.below(asked);
    const limit = query.limit ?? PAGE;
    const rows = await this.pages.list(
      {
        regionIds: [...regionIds],
        homeId: query.homeId ?? null,
        testOverdue: query.testOverdue === 'true',
        neverHeard: query.neverHeard === 'true',
        after: query.cursor ?? null,
        limit: limit + 1,
      },
      this.deps.clock.now(),
    );
    const items = rows.slice(0, limit);
    return {
      items: items.map(deviceSummaryOf),
      nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null,
    };
  }

  @Serves('device')
  async one(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'device'>> {
    const row = await this.row(account, id);
    const [presses, windows] = await Promise.all([this.pages.pressesOf(row.id), this.pages.windowsOf(row.id)]);
    return deviceOf(row, presses, windows);
  }

  @Serves('openTestWindow')
  async open(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { reason }: ParsedBody<'openTestWindow'>,
  ): Promise<AnswerOf<'openTestWindow'>> {
    const { id: deviceId } = await this.row(account, id);
    return this.answer(await openTestWindow(this.deps, { deviceId, by: account.id, reason }));
  }

  @Serves('endTestWindow')
  async end(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'endTestWindow'>> {
    const { id: deviceId } = await this.row(account, id);
    return this.answer(await endTestWindow(this.deps, { deviceId, by: account.id }));
  }

  /** A device of another region does not exist for this account. */
  private async row(account: Account, id: string): Promise<DeviceRowOfPage> {
    const row = await this.pages.byId(as<DeviceId>(id), this.deps.clock.now());
    if (row === null || !(await this.scope.sees(account, row.regionId))) throw new ProblemError('not-found');
    return row;
  }

  private async answer(windowed: Windowed): Promise<AnswerOf<'openTestWindow'>> {
    if (!windowed.ok) throw ProblemError.of(windowed.refusal);
    const kept = await this.pages.windowsOf(windowed.window.deviceId);
    const window = kept.find(({ id }) => id === windowed.window.id);
    if (window === undefined) throw new ProblemError('not-found');
    return windowOf(window);
  }
}
