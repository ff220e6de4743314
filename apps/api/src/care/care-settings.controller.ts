import { Controller, Inject, Param } from '@nestjs/common';
import { DirectoryQueries, PostgresCareSettingStore } from '@silverbell/adapter-postgres';
import {
  careSettingsOn,
  type CareSettingRow,
  type CareValue,
  type CareValueRule,
  type CivilDay,
} from '@silverbell/care';
import { as, type AccountId, type RegionId } from '@silverbell/kernel';
import { careDay, setCareSetting, type CareClock, type Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
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
import { CARE_CLOCK, USE_CASE_DEPS } from '../tokens.js';

/** Dated settings of daytime care, each with the region it comes from (CR-04). */
@Controller()
export class CareSettingsController {
  constructor(
    private readonly settings: PostgresCareSettingStore,
    private readonly directory: DirectoryQueries,
    private readonly commands: RegistryCommands,
    private readonly scope: RegionScope,
    @Inject(CARE_CLOCK) private readonly clock: CareClock,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('careSettings')
  async list(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidQuery() { on }: ParsedQuery<'careSettings'>,
  ): Promise<AnswerOf<'careSettings'>> {
    const regionId = await this.within(account, id);
    return this.present(regionId, on ?? (await this.today()));
  }

  @Serves('setCareSetting')
  async set(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { key, value, validFrom, source }: ParsedBody<'setCareSetting'>,
  ): Promise<AnswerOf<'setCareSetting'>> {
    const regionId = await this.within(account, id);
    const today = await this.today();
    const deps = { settings: this.settings, newId: this.deps.newId };
    const wanted = { regionId, key, value, validFrom, source, today };
    const done = await setCareSetting(deps, this.commands.of(account, headers), wanted);
    return this.commands.answer(done, () => this.present(regionId, today));
  }

  private today(): Promise<CivilDay> {
    return careDay(this.clock, this.deps.timeZone);
  }

  private async within(account: Account, id: string): Promise<RegionId> {
    const regionId = as<RegionId>(id);
    if (!(await this.scope.sees(account, regionId))) throw new ProblemError('not-found');
    return regionId;
  }

  private async present(regionId: RegionId, on: CivilDay): Promise<AnswerOf<'careSettings'>> {
    const { chain, inForce, proposals } = await this.settings.above(regionId);
    const names = await this.directory.names({
      accounts: [...new Set([...inForce, ...proposals].map(({ by }) => as<AccountId>(by)))],
    });
    const person = (id: string) => ({ id, name: names.accounts.get(as<AccountId>(id)) ?? '—' });
    const dated = ({ value, validFrom, source, by }: CareSettingRow) => ({
      ...{ value: onWire(value), validFrom, source, by: person(by) },
    });
    return {
      on,
      items: careSettingsOn(chain, inForce, on).map(({ rule, value, row, next }) => ({
        ...{
          key: rule.key,
          value: onWire(value),
          fromRegionId: row?.regionId ?? null,
          validFrom: row?.validFrom ?? null,
        },
        ...{ source: row?.source ?? rule.source, by: row === null ? null : person(row.by) },
        ...{ default: onWire(rule.default), rule: ruleOnWire(rule.value), twoPeople: rule.twoPeople },
        next: next === null ? null : dated(next),
        proposed: proposals.filter(({ key }) => key === rule.key).map(dated),
      })),
    };
  }
}

const onWire = (value: CareValue): boolean | number | string | string[] =>
  typeof value === 'object' ? [...value] : value;
const ruleOnWire = (rule: CareValueRule) => ('of' in rule ? { ...rule, of: [...rule.of] } : rule);
