import { Controller, Inject, Param } from '@nestjs/common';
import { HomeFileQueries, PostgresRevealLog } from '@silverbell/adapter-postgres';
import { after, dayBeginsIn, hours, toIso } from '@silverbell/kernel';
import { mayReveal, type Deps, type SeniorFile } from '@silverbell/usecases';
import type { RevealField } from '@silverbell/vocabulary';
import type { AnswerOf } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Caller, ValidBody, ValidQuery, type ParsedBody, type ParsedQuery } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { FilesService } from './files.service.js';

/** Reads of what is masked elsewhere, each with its purpose on record before it is answered. */
@Controller()
export class RevealController {
  constructor(
    private readonly files: FilesService,
    private readonly log: PostgresRevealLog,
    private readonly homes: HomeFileQueries,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('reveal')
  async reveal(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { purpose, fields }: ParsedBody<'reveal'>,
  ): Promise<AnswerOf<'reveal'>> {
    const { file } = await this.files.senior(account, id);
    const asked = {
      ...{ by: account.id, seniorId: file.id, regionId: file.regionId, purpose, fields: [...new Set(fields)] },
      at: this.files.now,
    };
    const refusal = await mayReveal(this.log, asked).catch(() => {
      // Nothing is shown that is not on record.
      throw new ProblemError('unavailable');
    });
    if (refusal !== null) throw ProblemError.of(refusal);
    const values = await this.valuesOf(file);
    return Object.fromEntries(asked.fields.map((field) => [field, values[field]]));
  }

  @Serves('reveals')
  async list(@Caller() account: Account, @ValidQuery() { on }: ParsedQuery<'reveals'>): Promise<AnswerOf<'reveals'>> {
    const from = dayBeginsIn(this.deps.timeZone, on ?? this.files.today);
    if (from === null) throw new ProblemError('invalid-request');
    const found = await this.log.emergencies([...(await this.scope.regionsOf(account))], from, after(from, hours(24)));
    return { items: found.map(({ at, fields, ...one }) => ({ ...one, fields: [...fields], at: toIso(at) })) };
  }

  private async valuesOf(senior: SeniorFile): Promise<Readonly<Record<RevealField, string | null>>> {
    const home = await this.homes.byId(senior.homeId);
    const { healthNotes, medication, allergies } = senior;
    const health = [healthNotes, medication && `用药：${medication}`, allergies && `过敏：${allergies}`];
    const words = health.filter((one) => one !== null && one !== '').join('\n');
    return {
      ...{ idNumber: senior.idNumber, phone: senior.phone, health: words === '' ? null : words },
      ...{ address: home?.addressWords ?? null, entryCode: home?.entryCode ?? null },
    };
  }
}
