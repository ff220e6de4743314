import { Controller, Inject, Param } from '@nestjs/common';
import { DevicePageQueries } from '@silverbell/adapter-postgres';
import { ValidBody, Caller, ValidQuery, type ParsedBody, type ParsedQuery } from '../http/routes/parameters.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Serves } from '../http/routes/serves.js';
import type { Account } from '../auth/sessions.js';
import { endTestWindow, openTestWindow, type ExerciseDeps, type Windowed } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { USE_CASE_DEPS } from '../tokens.js';
import { DeviceAccess } from './device-access.service.js';
import { deviceOf, deviceSummaryOf, windowOf } from './device.presenter.js';

const PAGE = 100;

/** What is on file of a device, what it did lately, and the window in which it is tried out. */
@Controller()
export class DevicesController {
  constructor(
    private readonly pages: DevicePageQueries,
    private readonly access: DeviceAccess,
    @Inject(USE_CASE_DEPS) private readonly deps: ExerciseDeps,
  ) {}

  @Serves('devices')
  async list(@Caller() account: Account, @ValidQuery() query: ParsedQuery<'devices'>): Promise<AnswerOf<'devices'>> {
    const limit = query.limit ?? PAGE;
    const rows = await this.pages.list(
      {
        regionIds: await this.access.regions(account, query.regionId),
        homeId: query.homeId ?? null,
        testOverdue: query.testOverdue === 'true',
        neverHeard: query.neverHeard === 'true',
        stage: query.stage ?? null,
        q: query.q ?? null,
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
    const row = await this.access.row(account, id);
    const [presses, windows, trail] = await Promise.all([
      this.pages.pressesOf(row.id),
      this.pages.windowsOf(row.id),
      this.pages.trailOf(row.id),
    ]);
    return deviceOf(row, presses, windows, trail);
  }

  @Serves('openTestWindow')
  async open(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { reason }: ParsedBody<'openTestWindow'>,
  ): Promise<AnswerOf<'openTestWindow'>> {
    const { id: deviceId } = await this.access.row(account, id);
    return this.answer(await openTestWindow(this.deps, { deviceId, by: account.id, reason }));
  }

  @Serves('endTestWindow')
  async end(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'endTestWindow'>> {
    const { id: deviceId } = await this.access.row(account, id);
    return this.answer(await endTestWindow(this.deps, { deviceId, by: account.id }));
  }

  private async answer(windowed: Windowed): Promise<AnswerOf<'openTestWindow'>> {
    if (!windowed.ok) throw ProblemError.of(windowed.refusal);
    const kept = await this.pages.windowsOf(windowed.window.deviceId);
    const window = kept.find(({ id }) => id === windowed.window.id);
    if (window === undefined) throw new ProblemError('not-found');
    return windowOf(window);
  }
}
