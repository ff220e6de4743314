import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresSettingRegistry } from '@silverbell/adapter-postgres';
import { as, fromIso, toIso, type RegionId } from '@silverbell/kernel';
import { setSetting, settingsShown, type Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Caller, ValidBody, ValidHeaders, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { RegistryCommands } from './registry-commands.js';

/** Settings of a region, each with the region it comes from. */
@Controller()
export class RegionSettingsController {
  constructor(
    private readonly settings: PostgresSettingRegistry,
    private readonly commands: RegistryCommands,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('regionSettings')
  async list(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'regionSettings'>> {
    return this.present(await this.within(account, id));
  }

  @Serves('setRegionSetting')
  async set(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { key, value, from, source }: ParsedBody<'setRegionSetting'>,
  ): Promise<AnswerOf<'setRegionSetting'>> {
    const regionId = await this.within(account, id);
    const { settings, commands } = this;
    const wanted = { regionId, key, value, source, from: from === undefined ? null : fromIso(from) };
    const done = await setSetting({ settings }, commands.of(account, headers), wanted);
    return commands.answer(done, () => this.present(regionId));
  }

  private async within(account: Account, id: string): Promise<RegionId> {
    const regionId = as<RegionId>(id);
    if (!(await this.scope.sees(account, regionId))) throw new ProblemError('not-found');
    return regionId;
  }

  private async present(regionId: RegionId): Promise<AnswerOf<'regionSettings'>> {
    const { chain, settings } = await this.settings.above(regionId);
    return {
      items: settingsShown(chain, settings, this.deps.clock.now()).map(({ rule, validFrom, next, ...one }) => ({
        ...{ key: one.key, value: one.value ?? this.deps.timeZone, source: one.source, fromRegionId: one.regionId },
        since: validFrom && toIso(validFrom),
        next: next && { value: next.value, from: toIso(next.from) },
        default: rule === null ? null : (rule.default ?? this.deps.timeZone),
        ...{ unit: rule?.unit ?? 'switch', least: rule?.least ?? null, most: rule?.most ?? null },
        settable: rule?.settable ?? one.key.startsWith('pilot.'),
      })),
    };
  }
}
