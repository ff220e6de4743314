import { Controller, Param, Req, Res } from '@nestjs/common';
import { DirectoryQueries, PostgresWorkCalendarStore } from '@silverbell/adapter-postgres';
import { readSheets, SheetRefused, type FileBytes } from '@silverbell/adapter-spreadsheet';
import { daysAfter, workingDaysAfter, type CalendarDay } from '@silverbell/care';
import { isRefusal, toIso } from '@silverbell/kernel';
import { calendarOfRows, MOST_CALENDAR_DAYS, putCalendar, type CalendarRow } from '@silverbell/usecases';
import { ROUTES, type AnswerOf } from '@silverbell/wire';
import type { Request, Response } from 'express';
import { receivePhoto } from '../attachments/receive-photo.js';
import type { Account } from '../auth/sessions.js';
import { checked } from '../http/problems/checked.js';
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
import { VisitEffects } from './orders/visit-effects.service.js';

/** Working days, and the terms counted with them (CR-02). */
@Controller()
export class CalendarController {
  constructor(
    private readonly calendars: PostgresWorkCalendarStore,
    private readonly commands: RegistryCommands,
    private readonly directory: DirectoryQueries,
    private readonly effects: VisitEffects,
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
    return this.#keep(account, headers, yearIn(asked), { days, source });
  }

  @Serves('importCalendar')
  async import(
    @Caller() account: Account,
    @Param('year') asked: string,
    @ValidHeaders() headers: CommandHeaders,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<AnswerOf<'importCalendar'>> {
    if (!request.is('multipart/form-data')) throw new ProblemError('file-missing');
    const year = yearIn(asked);
    return receivePhoto(account.id, request, response, async (sent) => {
      const form = { ...(request.body as object) };
      const { source } = checked(ROUTES.importCalendar.body, form, request.headers['accept-language']);
      return this.#keep(account, headers, year, { days: await daysIn(sent), source });
    });
  }

  async #keep(
    account: Account,
    headers: CommandHeaders,
    year: number,
    { days, source }: { readonly days: readonly CalendarDay[]; readonly source: string },
  ): Promise<AnswerOf<'putCalendar'>> {
    const [officer] = account.roles;
    if (officer === undefined) throw new ProblemError('not-allowed');
    const wanted = { year, days, source, ifMatch: headers.ifMatch, regionId: officer.regionId };
    const done = await putCalendar({ calendars: this.calendars }, this.commands.of(account, headers), wanted);
    await this.effects.calendarPublished(account.id);
    return this.commands.answer(done, (one) => this.year(one));
  }
}

/** Read no further than a calendar is long: whatever a file unpacks to. */
async function daysIn(sent: Uint8Array): Promise<readonly CalendarDay[]> {
  const bytes = Buffer.from(sent.buffer, sent.byteOffset, sent.byteLength);
  const file: FileBytes = {
    size: bytes.length,
    read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
  };
  const rows: CalendarRow[] = [];
  try {
    for await (const some of readSheets(file, '')) {
      rows.push(...some.map(({ row, cells }) => ({ row, cells: [...cells].map((cell) => cell?.text ?? '') })));
      if (rows.length > MOST_CALENDAR_DAYS + 1) break;
    }
  } catch (error) {
    if (error instanceof SheetRefused) throw new ProblemError('calendar-sheet');
    throw error;
  }
  const days = calendarOfRows(rows);
  if (isRefusal(days)) throw ProblemError.of(days);
  return days;
}

/** A year that is none does not exist. */
function yearIn(text: string): number {
  if (!/^20\d\d$/.test(text)) throw new ProblemError('not-found');
  return Number(text);
}
