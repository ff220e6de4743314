import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresEmergencyNumberStore, PostgresRegionSettingStore } from '@silverbell/adapter-postgres';
import { as, toIso, type RegionId } from '@silverbell/kernel';
import {
  checkTermsOf,
  isCheckDue,
  numbersNear,
  recordNumbersChecked,
  setEmergencyNumbers,
  type Deps,
} from '@silverbell/usecases';
import { EMERGENCY_SERVICES } from '@silverbell/vocabulary';
import type { AnswerOf, EmergencyNumbersOnWire } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Caller, ValidBody, ValidHeaders, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { RegistryCommands } from './registry-commands.js';

/** Direct numbers of 120, 119, 110 and the utilities as they are dialled in a region (H16). */
@Controller()
export class EmergencyNumbersController {
  constructor(
    private readonly numbers: PostgresEmergencyNumberStore,
    private readonly settings: PostgresRegionSettingStore,
    private readonly commands: RegistryCommands,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('emergencyNumbers')
  async list(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'emergencyNumbers'>> {
    return this.present(await this.within(account, id));
  }

  @Serves('setEmergencyNumbers')
  async set(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() wanted: ParsedBody<'setEmergencyNumbers'>,
  ): Promise<AnswerOf<'setEmergencyNumbers'>> {
    const regionId = await this.within(account, id);
    const { numbers, commands } = this;
    const done = await setEmergencyNumbers({ numbers }, commands.of(account, headers), regionId, wanted);
    return commands.answer(done, () => this.present(regionId));
  }

  @Serves('checkEmergencyNumbers')
  async checked(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { services }: ParsedBody<'checkEmergencyNumbers'>,
  ): Promise<AnswerOf<'checkEmergencyNumbers'>> {
    const regionId = await this.within(account, id);
    const { numbers, commands } = this;
    const done = await recordNumbersChecked({ numbers }, commands.of(account, headers), regionId, services);
    return commands.answer(done, () => this.present(regionId));
  }

  private async within(account: Account, id: string): Promise<RegionId> {
    const regionId = as<RegionId>(id);
    if (!(await this.scope.sees(account, regionId))) throw new ProblemError('not-found');
    return regionId;
  }

  private async present(regionId: RegionId): Promise<EmergencyNumbersOnWire> {
    const now = this.deps.clock.now();
    const { chain, numbers } = await this.numbers.above(regionId);
    const near = numbersNear(chain, numbers);
    const settingsOf = await this.settings.ofEach(chain, 'checks.', now);
    return {
      regionId,
      items: EMERGENCY_SERVICES.map((service) => {
        const one = near.get(service);
        return {
          service,
          number: one?.number ?? null,
          fromRegionId: one?.regionId ?? null,
          checkedAt: one === undefined || one.checkedAt === null ? null : toIso(one.checkedAt),
          checkDue: one !== undefined && isCheckDue(one.checkedAt, checkTermsOf(settingsOf(one.regionId)).number, now),
        };
      }),
    };
  }
}
