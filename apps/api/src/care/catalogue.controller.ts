import { Controller } from '@nestjs/common';
import { PostgresCatalogueStore } from '@silverbell/adapter-postgres';
import { as, type RegionId } from '@silverbell/kernel';
import { isIdNumber, putCatalogueItem, readIdNumber } from '@silverbell/usecases';
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
import { CareScope } from './care-scope.js';

/** What a region offers on a day (CR-15, CR-16), and the check of an identity number (CR-07). */
@Controller()
export class CatalogueController {
  constructor(
    private readonly catalogues: PostgresCatalogueStore,
    private readonly commands: RegistryCommands,
    private readonly scope: RegionScope,
    private readonly sight: CareScope,
  ) {}

  @Serves('catalogue')
  async list(
    @Caller() account: Account,
    @ValidQuery() { regionId, on }: ParsedQuery<'catalogue'>,
  ): Promise<AnswerOf<'catalogue'>> {
    await this.assertSees(account, regionId);
    return this.present(regionId, on ?? (await this.sight.today()));
  }

  @Serves('putCatalogueItem')
  async put(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() wanted: ParsedBody<'putCatalogueItem'>,
  ): Promise<AnswerOf<'putCatalogueItem'>> {
    await this.assertSees(account, wanted.regionId);
    const done = await putCatalogueItem({ catalogue: this.catalogues }, this.commands.of(account, headers), wanted);
    return this.commands.answer(done, (regionId) => this.present(regionId, wanted.validFrom));
  }

  @Serves('checkIdNumber')
  async check(@ValidBody() { number }: ParsedBody<'checkIdNumber'>): Promise<AnswerOf<'checkIdNumber'>> {
    const read = readIdNumber(number, await this.sight.today());
    if (!isIdNumber(read))
      return { valid: false, birthDate: null, sex: null, problems: ['id-number-invalid', read.fault] };
    const { birthDate, gender, unknownArea } = read;
    return { valid: true, birthDate, sex: gender, problems: unknownArea ? ['unknown-area'] : [] };
  }

  private async assertSees(account: Account, regionId: string): Promise<void> {
    if (!(await this.scope.sees(account, as<RegionId>(regionId)))) throw new ProblemError('not-found');
  }

  private async present(regionId: string, on: string): Promise<AnswerOf<'catalogue'>> {
    const items = await this.catalogues.on(regionId, on);
    return {
      ...{ regionId, on },
      items: items
        .filter(({ hidden }) => !hidden)
        .map(({ hidden: _, classes, ...item }) => ({ ...item, classes: [...classes] })),
    };
  }
}
