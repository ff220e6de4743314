import { Controller, Inject, Param } from '@nestjs/common';
import {
  PostgresCalendarStore,
  PostgresHelperRegistry,
  PostgresRegionSettingStore,
  PostgresRegionStore,
  RegionReadinessQueries,
} from '@silverbell/adapter-postgres';
import {
  after,
  as,
  hourIn,
  hours,
  instant,
  toIso,
  type HelperId,
  type Instant,
  type RegionId,
} from '@silverbell/kernel';
import { localTime } from '@silverbell/monitoring';
import {
  coverageOf,
  dayOf,
  hoursOfTonight,
  isNightHour,
  numberIn,
  writeCalendar,
  type Deps,
  type DutyCalendar,
} from '@silverbell/usecases';
import type { AnswerOf, HelperCalendarOnWire } from '@silverbell/wire';
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
import { USE_CASE_DEPS } from '../tokens.js';

/** More villages than one page of figures can show. */
const MOST_VILLAGES = 400;

/** When helpers are on duty by plan, and which villages that leaves alone. */
@Controller()
export class HelperCalendarController {
  constructor(
    private readonly calendars: PostgresCalendarStore,
    private readonly helpers: PostgresHelperRegistry,
    private readonly regions: PostgresRegionStore,
    private readonly figures: RegionReadinessQueries,
    private readonly settings: PostgresRegionSettingStore,
    private readonly commands: RegistryCommands,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('helperCalendar')
  async calendar(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'helperCalendar'>> {
    return calendarOnWire(await this.calendars.of(await this.within(account, id)));
  }

  @Serves('writeHelperCalendar')
  async write(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() wanted: ParsedBody<'writeHelperCalendar'>,
  ): Promise<AnswerOf<'writeHelperCalendar'>> {
    const helperId = await this.within(account, id);
    const { calendars } = this;
    const asked = { id: helperId, ifMatch: headers.ifMatch, wanted };
    const done = await writeCalendar({ calendars }, this.commands.of(account, headers), asked);
    return this.commands.answer(done, async () => calendarOnWire(await this.calendars.of(helperId)));
  }

  @Serves('helperCoverage')
  async coverage(
    @Caller() account: Account,
    @ValidQuery() { regionId, from }: ParsedQuery<'helperCoverage'>,
  ): Promise<AnswerOf<'helperCoverage'>> {
    const now = this.deps.clock.now();
    const today = localTime(this.deps.timeZone, now).day;
    const regionIds = await this.scope.within(account, regionId);
    const villages = await this.villages(regionIds);
    const top = villages[0]?.regionId ?? regionIds[0];
    if (top === undefined) throw new ProblemError('not-found');
    const [helpers, settings, policy] = await Promise.all([
      this.calendars.planning(now),
      this.settings.of(top, 'coverage.', now),
      this.deps.helperDirectory.policyFor(top, now),
    ]);
    const withinMinutes = numberIn(settings, 'coverage.withinMin');
    const asked = { withinS: withinMinutes * 60, policy };
    const week = coverageOf(villages, helpers, { ...asked, from: from ?? today });
    const here = (from ?? today) === today ? week : coverageOf(villages, helpers, { ...asked, from: today });
    const { first, last } = hoursOfTonight(hourIn(this.deps.timeZone, now));
    return {
      ...{ from: from ?? today, withinMinutes },
      villages: week.map(({ regionId: id, name, centre, hours: counts }) => ({
        ...{ regionId: id, name, centre: { lat: centre.lat, lng: centre.lng }, hours: [...counts] },
        uncovered: counts.filter((count) => count === 0).length,
      })),
      tonight: {
        ...this.nightFrom(now),
        uncovered: here
          .filter(({ hours: counts }) => counts.slice(first, last + 1).includes(0))
          .map(({ regionId: id }) => id),
      },
    };
  }

  @Serves('helperCertificates')
  async certificates(
    @Caller() account: Account,
    @ValidQuery() { regionId, withinDays }: ParsedQuery<'helperCertificates'>,
  ): Promise<AnswerOf<'helperCertificates'>> {
    const now = this.deps.clock.now();
    const regionIds = await this.scope.within(account, regionId);
    const settingsOf = await this.settings.ofEach(regionIds, 'helpers.', now);
    const aheadOf = (id: string) =>
      after(now, hours(24 * (withinDays ?? numberIn(settingsOf(id), 'helpers.certificateAheadD'))));
    const last = instant(Math.max(now, ...regionIds.map(aheadOf)));
    const found = await this.calendars.certificates(regionIds, last);
    return {
      items: found
        .filter(({ regionId: of, validUntil }) => validUntil <= aheadOf(of))
        .map(({ helperId, name, regionId: of, kind, validUntil }) => ({
          ...{ helper: { id: helperId, name }, regionId: of, kind },
          ...{ validUntil: dayOf(validUntil, this.deps.timeZone), expired: validUntil <= now },
        })),
    };
  }

  /** Where people live: active regions with homes, and the bottom of the tree. */
  private async villages(regionIds: readonly RegionId[]) {
    const counts = (await this.figures.counts(regionIds)).filter(({ active }) => active);
    const bottom = counts.filter(({ id, homes }) => homes > 0 || !counts.some(({ parentId }) => parentId === id));
    const files = await this.regions.byIds(bottom.slice(0, MOST_VILLAGES).map(({ id }) => id));
    return files.map(({ id, name, centre }) => ({ regionId: id, name, centre }));
  }

  private nightFrom(now: Instant): { readonly from: string; readonly to: string } {
    const hour = hours(1);
    const isDark = (at: Instant): boolean => isNightHour(hourIn(this.deps.timeZone, at));
    let from = now;
    while (!isDark(from)) from = instant(Math.floor(from / hour) * hour + hour);
    let to = from;
    while (isDark(to)) to = instant(Math.floor(to / hour) * hour + hour);
    return { from: toIso(from), to: toIso(to) };
  }

  /** A helper of another region does not exist for this account. */
  private async within(account: Account, id: string): Promise<HelperId> {
    const regionId = await this.helpers.regionOf(id);
    if (regionId === null || !(await this.scope.sees(account, regionId))) throw new ProblemError('not-found');
    return as<HelperId>(id);
  }
}

const calendarOnWire = ({ helperId, places, weekly, exceptions, version }: DutyCalendar): HelperCalendarOnWire => ({
  ...{ helperId, version, weekly: [...weekly] },
  exceptions: exceptions.map((one) => ({ ...one })),
  places: places.map(({ id, label, point }) => ({ id, label, position: { ...point, datum: 'wgs84' as const } })),
});
