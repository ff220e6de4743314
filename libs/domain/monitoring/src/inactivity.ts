import { after, between, hours, type Duration, type Instant } from '@silverbell/kernel';
import type { Sign } from '@silverbell/vocabulary';

export interface SignOfLife {
  readonly sign: Sign;
  readonly at: Instant;
  /** She herself: a meal that a neighbour fetched, or a call that another person took, says nothing about her (SR-25). */
  readonly inPerson: boolean;
}

/** The last contact with the person, whatever her devices say; `null`: none that counts. */
export const lastContactOf = (signs: readonly SignOfLife[]): Instant | null =>
  signs.reduce<Instant | null>(
    (latest, { inPerson, at }) => (inPerson && (latest === null || at > latest) ? at : latest),
    null,
  );

export type InactivityRule =
  /** No sign of life for so long (SR-21). */
  | { readonly rule: 'no-sign'; readonly within: Duration; readonly since: Instant }
  /** Nothing since the small hours, by this time of her morning. */
  | { readonly rule: 'morning'; readonly from: string; readonly by: string }
  /** Litres in 24 h. */
  | { readonly rule: 'water'; readonly belowL: number; readonly aboveL: number };

export const defaultMorning: InactivityRule = { rule: 'morning', from: '04:00', by: '07:30' };
export const defaultWater: InactivityRule = { rule: 'water', belowL: 10, aboveL: 1_000 };

export interface MonitoredPerson {
  readonly rules: readonly InactivityRule[];
  readonly signs: readonly SignOfLife[];
  /** Of the last 24 h; `null`: no meter, or not yet a whole day of it. */
  readonly waterL: number | null;
  /** Away mode: no movement is expected at home. `from` may lie ahead, and `until` behind. */
  readonly away: { readonly from: Instant; readonly until: Instant } | null;
  readonly timeZone: string;
  /** Keys of the inactivity that was reported before. */
  readonly reported: readonly string[];
}

export interface Inactivity {
  /** Names this occasion, which is reported once. */
  readonly key: string;
  readonly kind: 'inactivity' | 'water';
}

export const isAway = (away: MonitoredPerson['away'], now: Instant): boolean =>
  away !== null && away.from <= now && now < away.until;

/** When she was expected at home again; `null`: she was not away, or will be. */
const backAt = ({ away }: MonitoredPerson, now: Instant): Instant | null =>
  away !== null && away.until <= now ? away.until : null;

/** Inactivity that must be reported now. */
export function unreportedInactivity(person: MonitoredPerson, now: Instant): readonly Inactivity[] {
  if (isAway(person.away, now)) return [];
  return person.rules
    .flatMap((rule): readonly Inactivity[] => {
      switch (rule.rule) {
        case 'no-sign':
          return noSignOfLife(person, rule, now);
        case 'morning':
          return noMorning(person, rule, now);
        case 'water':
          return unusualWater(person, rule, now);
      }
    })
    .filter(({ key }) => !person.reported.includes(key));
}

type RuleOf<R extends InactivityRule['rule']> = Extract<InactivityRule, { rule: R }>;

function noSignOfLife(
  person: MonitoredPerson,
  { within, since }: RuleOf<'no-sign'>,
  now: Instant,
): readonly Inactivity[] {
  // Back from away: the clock starts when she is expected at home again.
  const from = Math.max(lastContactOf(person.signs) ?? since, since, backAt(person, now) ?? 0) as Instant;
  return between(from, now) >= within ? [{ key: `no-sign:${String(from)}`, kind: 'inactivity' }] : [];
}

function noMorning(person: MonitoredPerson, { from, by }: RuleOf<'morning'>, now: Instant): readonly Inactivity[] {
  const local = localTime(person.timeZone, now);
  if (local.time < by) return [];
  const begin = after(now, ((minutesOf(from) - minutesOf(local.time)) * MINUTE) as Duration);
  const last = lastContactOf(person.signs);
  // Expected at home only since this morning: it is too early to say that she did not get up.
  if ((backAt(person, now) ?? 0) >= begin) return [];
  // The rest of the same day: a platform that was down at 07:30 still asks.
  return last !== null && last >= begin ? [] : [{ key: `morning:${local.day}`, kind: 'inactivity' }];
}

function unusualWater(
  person: MonitoredPerson,
  { belowL, aboveL }: RuleOf<'water'>,
  now: Instant,
): readonly Inactivity[] {
  if (person.waterL === null || (person.waterL >= belowL && person.waterL <= aboveL)) return [];
  // The last 24 h were not all hers.
  const back = backAt(person, now);
  if (back !== null && between(back, now) < hours(24)) return [];
  const day = localTime(person.timeZone, now).day;
  return [{ key: `water-${person.waterL < belowL ? 'low' : 'high'}:${day}`, kind: 'water' }];
}

const MINUTE = hours(1) / 60;
const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** Her wall clock: `2026-01-15` and `07:30`. */
export function localTime(timeZone: string, at: Instant): { readonly day: string; readonly time: string } {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(new Date(at));
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '00';
  return {
    day: `${part('year')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
  };
}
