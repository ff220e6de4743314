import { Controller, Param } from '@nestjs/common';
import { DirectoryQueries, PostgresWorkCalendarStore } from '@silverbell/adapter-postgres';
import { daysAfter, workingDaysAfter } from '@silverbell/care';
import { toIso } from '@silverbell/kernel';
import { putCalendar } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
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

/** Working days, and the terms counted with them (CR-02). */
@Controller()
export class CalendarController {
  constructor(
    private readonly calendars: PostgresWorkCalendarStore,
    private readonly commands: RegistryCommands,
    private readonly directory: DirectoryQueries,
  ) {}

  @Serves('calendarDue')
  async due(
    @ValidQuery() { from, workingDays, days, minimum }: ParsedQuery<'calendarDue'>,
  ): Promise<AnswerOf<'calendarDue'>> {
    if ((workingDays === undefined) === (days === undefined) || (minimum !== undefined && days === undefined))
      throw new ProblemError('invalid-request', { errors: [{ field: 'days', message: 'workingDays | days' }] });
    const calendar = await this.calendars.calendar();
    const term =
      workingDays === undefined
        ? daysAfter(calendar, from, days ?? 0, minimum === 'true')
        : workingDaysAfter(calendar, from, workingDays);
    return { ...term, counted: [...term.counted] };
  }

  @Serves('calendarYear')
  async year(@Param('year') year: string): Promise<AnswerOf<'calendarYear'>> {
    const found = await this.calendars.year(yearIn(year));
    if (found === null) throw new ProblemError('not-found');
    const { days, source, state, proposedBy, proposedAt, confirmedBy, confirmedAt, version } = found;
    const asked = [proposedBy, confirmedBy].filter((one) => one !== null);
    const { accounts } = await this.directory.names({ accounts: asked });
    const person = (id: (typeof asked)[number] | null) => id && { id, name: accounts.get(id) ?? '—' };
    return {
      ...{ year: found.year, days: [...days], source, state, version },
      proposed: { by: person(proposedBy), at: toIso(proposedAt) },
      confirmed: confirmedAt === null ? null : { by: person(confirmedBy), at: toIso(confirmedAt) },
    };
  }

  @Serves('putCalendar')
  async put(
    @Caller() account: Account,
    @Param('year') asked: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { days, source }: ParsedBody<'putCalendar'>,
  ): Promise<AnswerOf<'putCalendar'>> {
    const [officer] = account.roles;
    if (officer === undefined) throw new ProblemError('not-allowed');
    const wanted = { year: yearIn(asked), days, source, ifMatch: headers.ifMatch, regionId: officer.regionId };
    const done = await putCalendar({ calendars: this.calendars }, this.commands.of(account, headers), wanted);
    return this.commands.answer(done, (year) => this.year(year));
  }
}

/** A year that is none does not exist. */
function yearIn(text: string): number {
  if (!/^20\d\d$/.test(text)) throw new ProblemError('not-found');
  return Number(text);
}
