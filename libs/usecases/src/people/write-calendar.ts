import { as, isRefusal, refuse, type HelperId, type Refusal } from '@silverbell/kernel';
import {
  staleRow,
  type RegistryCommand,
  type RegistryResult,
  type RegistryStore,
  type RegistryWritten,
} from '../ports/registry-write.js';
import { placeOnFile, type RegionFile, type WrittenPlace } from '../regions/index.js';
import type { CalendarException, DutyCalendar, UsualPlace, WeeklyDuty } from './duty-calendar.js';

export interface CalendarTransaction {
  /** Locked until the end; `null`: there is no such helper. */
  regionOf(id: HelperId): Promise<RegionFile['id'] | null>;
  calendar(id: HelperId): Promise<DutyCalendar>;
  save(calendar: DutyCalendar): Promise<void>;
}

export interface WantedCalendar {
  readonly places: readonly { readonly id: string; readonly label: string; readonly position: WrittenPlace }[];
  readonly weekly: readonly WeeklyDuty[];
  readonly exceptions: readonly CalendarException[];
}

/** The whole calendar in one write: what is left out is not planned any more. */
export function writeCalendar(
  { calendars }: { readonly calendars: RegistryStore<CalendarTransaction> },
  command: RegistryCommand,
  asked: { readonly id: string; readonly ifMatch: number | undefined; readonly wanted: WantedCalendar },
): RegistryResult {
  return calendars.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const helperId = as<HelperId>(asked.id);
    const regionId = await tx.regionOf(helperId);
    if (regionId === null) return refuse('not-found');
    const before = await tx.calendar(helperId);
    const stale = staleRow({ ...before, id: helperId }, asked.ifMatch);
    if (stale !== null) return stale;
    const { weekly, exceptions } = asked.wanted;
    const places = placesOf(asked.wanted.places);
    if (isRefusal(places)) return places;
    const known = new Set(places.map(({ id }) => id));
    if ([...weekly, ...exceptions].some(({ placeId }) => placeId !== null && !known.has(placeId)))
      return refuse('calendar-place-unknown');
    await tx.save({ helperId, places, weekly, exceptions, version: before.version + 1, changedBy: command.by });
    return {
      id: helperId,
      audit: {
        ...{ action: 'helper-calendar-written', subjectKind: 'helper', subjectId: helperId, regionId },
        details: { places: places.length, weekly: weekly.length, exceptions: exceptions.length },
      },
    };
  });
}

function placesOf(wanted: WantedCalendar['places']): readonly UsualPlace[] | Refusal {
  const places: UsualPlace[] = [];
  for (const { id, label, position } of wanted) {
    const point = placeOnFile(position);
    if (isRefusal(point)) return point;
    places.push({ id, label, point });
  }
  return places;
}
