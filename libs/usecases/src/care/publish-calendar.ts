import type { CalendarDay } from '@silverbell/care';
import { refuse, type AccountId, type Instant, type Refusal, type RegionId } from '@silverbell/kernel';
import {
  staleRow,
  type RegistryCommand,
  type RegistryResult,
  type RegistryStore,
  type RegistryWritten,
} from '../ports/registry-write.js';

/** The working-day calendar of a year, and the newest proposal for it. */
export interface CalendarYear {
  readonly year: number;
  /** Of the newest proposal, in order. */
  readonly days: readonly CalendarDay[];
  readonly source: string;
  /** `proposed`: a second person has not agreed yet, and what was published before goes on counting. */
  readonly state: 'proposed' | 'published';
  /** `null`: it came with the platform. */
  readonly proposedBy: AccountId | null;
  readonly proposedAt: Instant;
  readonly confirmedBy: AccountId | null;
  readonly confirmedAt: Instant | null;
  readonly version: number;
}

export interface WorkCalendarTransaction {
  /** Locked until the end. */
  year(year: number): Promise<CalendarYear | null>;
  keep(year: CalendarYear): Promise<void>;
  /** From now on these rows count for the year, and no others. */
  publish(year: CalendarYear): Promise<void>;
}

export interface WantedWorkCalendar {
  readonly year: number;
  readonly days: readonly CalendarDay[];
  readonly source: string;
  readonly ifMatch: number | undefined;
  /** Where the officer works; the calendar itself is that of the whole country. */
  readonly regionId: RegionId;
}

/** The first person proposes a year; the same days sent by a second person publish it (CR-02). */
export function putCalendar(
  { calendars }: { readonly calendars: RegistryStore<WorkCalendarTransaction> },
  command: RegistryCommand,
  { year, days, source, ifMatch, regionId }: WantedWorkCalendar,
): RegistryResult {
  return calendars.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const dates = new Set(days.map(({ date }) => date));
    if (dates.size !== days.length) return refuse('calendar-day-twice');
    if (days.some(({ date }) => !date.startsWith(`${String(year)}-`))) return refuse('calendar-other-year');
    const before = await tx.year(year);
    const stale =
      before &&
      staleRow(
        { id: String(year), version: before.version, changedBy: before.confirmedBy ?? before.proposedBy },
        ifMatch,
      );
    if (stale) return stale;
    const sorted = [...days].sort((a, b) => (a.date < b.date ? -1 : 1));
    const isSame = before?.source === source && sameDays(before.days, sorted);
    const audit = (action: string): RegistryWritten => ({
      id: String(year),
      audit: {
        action,
        subjectKind: 'work-calendar',
        subjectId: String(year),
        regionId,
        details: { days: days.length },
      },
    });
    if (before?.state === 'published' && isSame) return { id: String(year), audit: null };
    if (before?.state === 'proposed' && isSame) {
      if (before.proposedBy === command.by) return refuse('four-eyes');
      const confirmed: CalendarYear = {
        ...before,
        ...{ state: 'published', confirmedBy: command.by, confirmedAt: command.at, version: before.version + 1 },
      };
      await tx.keep(confirmed);
      await tx.publish(confirmed);
      return audit('calendar-published');
    }
    await tx.keep({
      ...{ year, days: sorted, source, state: 'proposed', proposedBy: command.by, proposedAt: command.at },
      ...{ confirmedBy: null, confirmedAt: null, version: (before?.version ?? 0) + 1 },
    });
    return audit('calendar-proposed');
  });
}

const sameDays = (a: readonly CalendarDay[], b: readonly CalendarDay[]): boolean =>
  a.length === b.length &&
  a.every(({ date, kind, name }, n) => b[n]?.date === date && b[n].kind === kind && b[n].name === name);
