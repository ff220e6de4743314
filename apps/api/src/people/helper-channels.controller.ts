import { Controller, Inject, Param } from '@nestjs/common';
import {
  PostgresAccountStore,
  PostgresChannelTestStore,
  PostgresHelperRegistry,
  PostgresRegionSettingStore,
  type ChannelOnFile,
} from '@silverbell/adapter-postgres';
import { as, hours, instant, toIso, type AccountId, type Duration } from '@silverbell/kernel';
import { channelStateOf, channelWorkOf, numberIn, type Deps } from '@silverbell/usecases';
import { CHANNEL_STATES } from '@silverbell/vocabulary';
import type { AnswerOf, HelperChannelOnWire } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { helperOf } from '../dispatch/assignment.service.js';
import { ProblemError } from '../http/problems/problem-error.js';
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
import { RegistryCommands } from '../regions/registry-commands.js';
import { USE_CASE_DEPS } from '../tokens.js';

const PAGE = 100;

/** Whether helpers can be reached: what the weekly self-tests showed, and who puts right what fails. */
@Controller()
export class HelperChannelsController {
  constructor(
    private readonly tests: PostgresChannelTestStore,
    private readonly helpers: PostgresHelperRegistry,
    private readonly accounts: PostgresAccountStore,
    private readonly settings: PostgresRegionSettingStore,
    private readonly commands: RegistryCommands,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('helperChannels')
  async list(
    @Caller() account: Account,
    @ValidQuery() { regionId, state, owner, cursor, limit = PAGE }: ParsedQuery<'helperChannels'>,
  ): Promise<AnswerOf<'helperChannels'>> {
    const regionIds = await this.scope.within(account, regionId);
    const now = this.deps.clock.now();
    const every = await this.present(await this.tests.of(regionIds, now));
    const asked = every.filter(
      (one) =>
        (state === undefined || one.state === state) &&
        (owner === undefined ||
          (one.work !== null && (owner === 'none' ? one.work.owner === null : one.work.owner?.id === account.id))),
    );
    const rest = cursor === undefined ? asked : asked.filter((one) => placeOf(one) > cursor);
    const items = rest.slice(0, limit);
    const last = rest.length > limit ? items.at(-1) : undefined;
    return {
      items,
      nextCursor: last === undefined ? null : placeOf(last),
      counts: Object.fromEntries(
        CHANNEL_STATES.map((of) => [of, every.filter((one) => one.state === of).length]),
      ) as AnswerOf<'helperChannels'>['counts'],
    };
  }

  @Serves('takeChannelWork')
  async take(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { channel, ownerId, dueAt }: ParsedBody<'takeChannelWork'>,
  ): Promise<AnswerOf<'takeChannelWork'>> {
    const regionId = await this.helpers.regionOf(id);
    if (regionId === null || !(await this.scope.sees(account, regionId))) throw new ProblemError('not-found');
    const owner = as<AccountId>(ownerId ?? account.id);
    if (owner !== account.id) await this.refuseForeign(account, owner);
    const asked = {
      ...{ owner, dueAt: dueAt === undefined ? null : instant(Date.parse(dueAt)) },
      within: (await this.terms([regionId]))(regionId),
    };
    const done = await this.tests.take(this.commands.of(account, headers), { helperId: as(id), channel }, asked);
    return this.commands.answer(done, async () => {
      const found = await this.tests.one(id, channel, this.deps.clock.now());
      const [item] = found === null ? [] : await this.present([found]);
      if (item === undefined) throw new ProblemError('channel-work-over');
      return item;
    });
  }

  @Serves('myChannelTests')
  async mine(@Caller() account: Account): Promise<AnswerOf<'myChannelTests'>> {
    const waiting = await this.tests.fetchedBy(helperOf(account), this.deps.clock.now());
    return {
      items: waiting.map(({ id, channel, sentAt, answerBy, code }) => ({
        ...{ id, channel, sentAt: toIso(sentAt), answerBy: toIso(answerBy), needsCode: code !== null },
      })),
    };
  }

  @Serves('confirmChannel')
  async confirm(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { code }: ParsedBody<'confirmChannel'>,
  ): Promise<AnswerOf<'confirmChannel'>> {
    const now = this.deps.clock.now();
    const test = await this.tests.ofHelper(helperOf(account), id);
    if (test === null) throw new ProblemError('not-found');
    if (test.worked) return {};
    if (test.answerBy <= now) throw new ProblemError('channel-work-over');
    if (test.code !== null && test.code !== code) throw new ProblemError('channel-code-wrong');
    await this.tests.worked(id, now);
    return {};
  }

  /** Who sits where the caller does not look is not known here. */
  private async refuseForeign(account: Account, ownerId: AccountId): Promise<void> {
    const owner = await this.accounts.byId(ownerId);
    const regions: readonly string[] = await this.scope.within(account, undefined);
    const isHere = owner !== null && !owner.disabled && owner.roles.some(({ regionId }) => regions.includes(regionId));
    if (!isHere) throw new ProblemError('owner-unknown');
  }

  private async terms(regionIds: readonly string[]): Promise<(regionId: string) => Duration> {
    const settingsOf = await this.settings.ofEach(regionIds, 'helpers.', this.deps.clock.now());
    return (regionId) => hours(numberIn(settingsOf(regionId), 'helpers.channelWorkWithinH'));
  }

  private async present(channels: readonly ChannelOnFile[]): Promise<HelperChannelOnWire[]> {
    const now = this.deps.clock.now();
    const withinOf = await this.terms(channels.map(({ regionId }) => regionId));
    return channels.map(({ helperId, name, regionId, channel, history, decided }) => {
      const work = channelWorkOf(history, decided, withinOf(regionId), now);
      return {
        ...{ helper: { id: helperId, name }, regionId, channel, state: channelStateOf(history, now) },
        testedAt: history.sentAt === null ? null : toIso(history.sentAt),
        workedAt: history.workedAt === null ? null : toIso(history.workedAt),
        work: work && {
          ...{ since: toIso(work.since), dueAt: toIso(work.dueAt), late: work.isLate, error: work.error },
          owner: work.owner === null ? null : { id: work.owner, name: decided?.ownerName ?? '—' },
        },
      };
    });
  }
}

const placeOf = ({ helper, channel }: Pick<HelperChannelOnWire, 'helper' | 'channel'>): string =>
  `${helper.id} ${channel}`;
