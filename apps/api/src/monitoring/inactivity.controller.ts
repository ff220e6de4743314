import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresInactivityStore } from '@silverbell/adapter-postgres';
import { ValidBody, Caller, type ParsedBody } from '../http/routes/parameters.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Serves } from '../http/routes/serves.js';
import type { Account } from '../auth/sessions.js';
import {
  as,
  duration,
  fromIso,
  geoPoint,
  isRefusal,
  type AccountId,
  type Instant,
  type Refusal,
  type SeniorId,
} from '@silverbell/kernel';
import {
  attend,
  changeRules,
  comeBack,
  goAway,
  type Asked,
  type Deps,
  type InactivityFile,
  type InactivityDeps,
  type WantedRule,
} from '@silverbell/usecases';
import type { AnswerOf, SilenceRuleWire } from '@silverbell/wire';
import { USE_CASE_DEPS } from '../tokens.js';
import { RegionScope } from '../auth/region-scope.js';
import { inactivityOf } from './inactivity.presenter.js';

const HOUR = 3_600_000;

/** What is on file about the silence of a person, within the caller's regions. */
@Controller()
export class InactivityController {
  private readonly silenceDeps: InactivityDeps;

  constructor(
    private readonly silence: PostgresInactivityStore,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {
    this.silenceDeps = { silence, clock: deps.clock, newId: deps.newId };
  }

  @Serves('silenceRules')
  async rules(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'silenceRules'>> {
    return this.answer(await this.within(account, id));
  }

  @Serves('setSilenceRules')
  async setRules(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { rules, reason, note }: ParsedBody<'setSilenceRules'>,
  ): Promise<AnswerOf<'setSilenceRules'>> {
    const { seniorId } = await this.within(account, id);
    const wanted = rules === 'defaults' ? rules : rules.map(wantedRule);
    return this.answer(await changeRules(this.silenceDeps, seniorId, wanted, asked(account, reason, note)));
  }

  @Serves('setAway')
  async setAway(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { from, until, where, reason, note }: ParsedBody<'setAway'>,
  ): Promise<AnswerOf<'setAway'>> {
    const { seniorId } = await this.within(account, id);
    const point = where ? geoPoint(where.lat, where.lng) : null;
    if (where && point === null) throw new ProblemError('destination-unknown');
    return this.answer(
      await goAway(
        this.silenceDeps,
        seniorId,
        {
          from: from === undefined ? null : instantOf(from),
          until: instantOf(until),
          where: where && point ? { point, label: where.label } : null,
          reason,
        },
        asked(account, reason, note),
      ),
    );
  }

  @Serves('endAway')
  async endAway(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'endAway'>> {
    const { seniorId } = await this.within(account, id);
    return this.answer(await comeBack(this.silenceDeps, seniorId, asked(account, 'back')));
  }

  @Serves('attendance')
  async attendance(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { inPerson, at }: ParsedBody<'attendance'>,
  ): Promise<AnswerOf<'attendance'>> {
    const { seniorId } = await this.within(account, id);
    return this.answer(
      await attend(this.silenceDeps, seniorId, { inPerson, at: at === undefined ? null : instantOf(at) }),
    );
  }

  /** A person of another region does not exist for this account. */
  private async within(account: Account, id: string): Promise<InactivityFile> {
    const file = await this.silence.inactivityOf(as<SeniorId>(id), this.deps.clock.now());
    if (file === null || !(await this.scope.sees(account, file.regionId))) throw new ProblemError('not-found');
    return file;
  }

  private answer(answer: InactivityFile | Refusal): AnswerOf<'silenceRules'> {
    if (isRefusal(answer)) throw ProblemError.of(answer);
    return inactivityOf(answer, this.deps.clock.now());
  }
}

const asked = (account: Account, reason: string, note?: string): Asked => ({
  by: as<AccountId>(account.id),
  reason,
  note: note ?? null,
});

/** Checked by the schema of the route. */
function instantOf(text: string): Instant {
  const at = fromIso(text);
  if (at === null) throw new ProblemError('invalid-request');
  return at;
}

const wantedRule = (rule: SilenceRuleWire): WantedRule =>
  rule.rule === 'no-sign' ? { rule: 'no-sign', within: duration(rule.withinHours * HOUR) } : rule;
