import { between, fromIso, geoPoint } from '@silverbell/kernel';
import {
  fingerprint,
  readDeviceClock,
  severityOf,
  watchDeviceKey,
  type MessageDoubt,
  type Reading,
} from '@silverbell/mqtt-contract';
import type { AlertKind } from '@silverbell/vocabulary';
import { toWgs84 } from '../datum.js';
import { unreadableSignal } from '../native/native.js';
import type { DecodeInput, Issue, StreamProfile, Reply, Result, Signal, SignalPosition } from '../profile.js';
import { observationOf } from '../device-observation.js';
import { STATUS_BITS, type StatusBit } from './bits.js';
import { coordinate, digits, joinedCommas, number, plainWidth, word } from './fields.js';
import { frame, leftover, containsAlarm } from './frame.js';

/** The states a watch reported last, so that a low battery is said once and not with every position. */
export interface WatchSession {
  readonly activeAlarms: ReadonlySet<string>;
}
type Input = DecodeInput<WatchSession>;
type Out = Result<WatchSession>;

interface Frame {
  readonly maker: string;
  readonly id: string;
  readonly index: string | null;
  readonly fields: readonly string[];
  /** Its closing bracket came. */
  readonly whole: boolean;
  readonly lengthFits: boolean;
}

const latin1 = new TextDecoder('latin1');
const ESCAPED: Readonly<Record<string, string>> = {
  '\u0001': '}',
  '\u0002': '[',
  '\u0003': ']',
  '\u0004': ',',
  '\u0005': '*',
};
const unescaped = (field: string): string =>
  field.replace(/\}([\u0001-\u0005])/g, (_, code: string) => ESCAPED[code] ?? '');

/**
 * With the optional four digits of an index before the length; either may be padded with blanks instead of zeros, and the bracket of an
 * alarm may have been lost on the way.
 */
const HEADER =
  /^\[?([A-Z0-9]{2})\* *([A-Za-z0-9._-]{1,40}) *\*(?:([ 0-9A-Fa-f]{4})\*(?=[ 0-9A-Fa-f]{4}\*))?([ 0-9A-Fa-f]{4})\*/;
/** Voice is binary; everything else is text, in which full-width characters stand for the plain ones. */
const VOICE = /^TK,/;
const MAX_FIELDS = 512;

function readFrame(payload: Uint8Array): Frame | null {
  const text = latin1.decode(payload.subarray(0, 32 * 1024));
  const header = HEADER.exec(text);
  if (!header) return null;
  const [start, maker = '', id = '', index, length = ''] = header;
  const whole = text.endsWith(']');
  const content = text.slice(start.length, whole ? -1 : undefined);
  return {
    ...{ maker, id, index: index ?? null, whole, lengthFits: parseInt(length, 16) === content.length },
    fields: (VOICE.test(content) ? content : plainWidth(content)).split(',', MAX_FIELDS).map(unescaped),
  };
}

const percent = (text: string | undefined): number | null => {
  const value = number(text);
  return value !== null && value >= 0 && value <= 100 ? value : null;
};

// --- vitals ---

/** What a sensor says that felt nothing. */
const NO_READING: ReadonlySet<number> = new Set([0, 1, 255, 65_535]);
const vital = (kind: string, text: string | undefined, unit: string): Reading[] => {
  const value = number(text);
  return value === null || NO_READING.has(value) || value < 0 ? [] : [{ kind, value, unit }];
};
const pressure = (systolic: string | undefined, diastolic: string | undefined): Reading[] => [
  ...vital('blood-pressure-systolic', systolic, 'mm[Hg]'),
  ...vital('blood-pressure-diastolic', diastolic, 'mm[Hg]'),
];
const pulse = (text: string | undefined): Reading[] => vital('heart-rate', text, '/min');

const VITALS: Readonly<Record<string, (fields: readonly string[]) => Reading[]>> = {
  bphrt: ([, systolic, diastolic, rate]) => [...pressure(systolic, diastolic), ...pulse(rate)],
  blood: ([, systolic, diastolic, rate]) => [...pressure(systolic, diastolic), ...pulse(rate)],
  heart: ([, rate]) => pulse(rate),
  pulse: ([, rate]) => pulse(rate),
  temp: ([, value]) => vital('body-temperature', value, 'Cel'),
  btemp2: ([, flag, value]) => ((number(flag) ?? 0) > 0 ? vital('body-temperature', value, 'Cel') : []),
  oxygen: ([, , value]) => vital('oxygen-saturation', value, '%'),
};

// --- positions and their status word ---

interface Report {
  readonly at: string | null;
  readonly position: SignalPosition | null;
  readonly batteryPct: number | null;
  readonly steps: Reading[];
  /** `null`: it cannot be read. */
  readonly status: number | null;
}

/** `ddmmyy`, `hhmmss`; nominally UTC, which white-label firmware often does not know. */
function clockOf(date = '', time = ''): string | null {
  const [, day, month, year] = /^(\d\d)(\d\d)(\d\d)$/.exec(digits(date)) ?? [];
  const [, hour, minute, second] = /^(\d\d)(\d\d)(\d\d)$/.exec(digits(time)) ?? [];
  return day && hour ? `20${year}-${month}-${day}T${hour}:${minute}:${second}Z` : null;
}

function positionOf(fields: readonly string[], at: string | null): SignalPosition | null {
  const [lat, lng] = [coordinate(fields[4], fields[5], 'S'), coordinate(fields[6], fields[7], 'W')];
  // Without a fix the fields hold zeros, or where it was once; base stations alone give no coordinates at all.
  if (fields[3]?.trim() !== 'A' || lat === null || lng === null || (lat === 0 && lng === 0)) return null;
  const point = geoPoint(lat, lng);
  return point && toWgs84({ ...point, accuracyM: null, datum: 'unknown', fixAt: at, source: 'gnss' });
}

function reportOf(written: readonly string[]): Report {
  const fields = joinedCommas(written);
  const at = clockOf(fields[1], fields[2]);
  const steps = number(fields[14]);
  return {
    at,
    position: positionOf(fields, at),
    batteryPct: percent(fields[13]),
    steps: steps === null || steps < 0 ? [] : [{ kind: 'steps', value: steps, unit: '{steps}' }],
    status: word(fields[16]),
  };
}

/** In a torn frame: another field follows, or all of its eight digits are there. */
const isStatusWhole = (fields: readonly string[]): boolean => fields.length > 17 || fields[16]?.length === 8;

const isSet = (status: number, { bit }: StatusBit): boolean => ((status >>> bit) & 1) === 1;

interface DecodedAlarm {
  readonly kind: AlertKind;
  readonly phase: 'raise' | 'note';
  readonly certainty: Signal['certainty'];
  readonly bits: readonly string[];
}

/** One statement per kind, of all its bits; an alarm is never hidden by a state, nor by another alarm. */
function decodeStatusBits(status: number, isAlarm: boolean, active: ReadonlySet<string>): DecodedAlarm[] {
  const byKind = new Map<AlertKind, DecodedAlarm>();
  for (const each of STATUS_BITS) {
    if (each.kind === null || !isSet(status, each)) continue;
    // An alarm frame is never stale: the watch repeats it until it is answered.
    if (each.state && active.has(each.name) && !isAlarm) continue;
    const { kind, phase, certainty, name } = each;
    const other = byKind.get(kind);
    byKind.set(kind, {
      ...{ kind, certainty },
      phase: other?.phase === 'raise' ? 'raise' : phase,
      bits: [...(other?.bits ?? []), name],
    });
  }
  // An alarm that does not say why: a shock on some models, an SOS on others.
  if (isAlarm && byKind.size === 0)
    byKind.set('unspecified', { kind: 'unspecified', phase: 'raise', certainty: 'likely', bits: [] });
  return [...byKind.values()].sort((a, b) => severityOf(a.kind) - severityOf(b.kind));
}

const activeAlarmsIn = (status: number): ReadonlySet<string> =>
  new Set(
    STATUS_BITS.filter((each) => each.state && each.kind !== null && isSet(status, each)).map(({ name }) => name),
  );

// --- answers ---

/** In the watch's own words: same maker, number and index. */
function replyTo({ maker, id, index }: Frame, content: string, when: Reply['when']): Reply {
  const length = content.length.toString(16).padStart(4, '0');
  const head = [maker, id, ...(index === null ? [] : [index]), length].join('*');
  return { bytes: new TextEncoder().encode(`[${head}*${content}]`), when };
}

const IMMEDIATE_REPLIES: Readonly<Record<string, string>> = {
  LK: 'LK',
  TKQ: 'TKQ',
  TKQ2: 'TKQ2',
  INIT: 'INIT,1',
  JXTK: 'JXTKR,1',
};

// --- the whole ---

function decode(input: Input): Out {
  const read = readFrame(input.payload);
  if (!read) return unreadable(input, '', null);
  const key = watchDeviceKey(read.id);
  const identity = { key, scheme: 'watch' } as const;
  const issues: Issue[] = read.lengthFits ? [] : [{ code: 'bad-length', detail: read.fields[0]?.slice(0, 40) ?? '' }];
  const type = read.fields[0] ?? '';
  const alive = observationOf({ deviceKey: key, child: null, sourceId: key, online: true });
  const nothing: Out = { session: input.session, identity, signals: [], observations: [alive], issues, replies: [] };

  const isAlarm = type.startsWith('AL');
  if (isAlarm || type.startsWith('UD') || type.startsWith('WT')) {
    const report = reportOf(read.fields);
    // Torn off before the end of its status word: an alarm all the same, answered only when it came whole.
    if (report.status === null || !(read.whole || isStatusWhole(read.fields)))
      return isAlarm
        ? { ...unreadable(input, key, 'not-an-object'), identity }
        : { ...nothing, issues: [...issues, { code: 'unreadable', detail: type.slice(0, 40) }] };
    const signals = signalsOf(
      ...([input, key, read, report] as const),
      decodeStatusBits(report.status, isAlarm, input.session.activeAlarms),
    );
    // What was true when it was written down says nothing of how the watch is now.
    if (isLate(read, report, input)) return { ...nothing, signals };
    return {
      ...nothing,
      session: { activeAlarms: activeAlarmsIn(report.status) },
      signals,
      observations: [
        {
          ...alive,
          ...{
            occurredAt: report.at,
            batteryPct: report.batteryPct,
            position: report.position,
            readings: report.steps,
          },
        },
      ],
      replies: isAlarm && read.whole ? [replyTo(read, 'AL', 'after-commit')] : [],
    };
  }

  const answer = Object.hasOwn(IMMEDIATE_REPLIES, type) ? IMMEDIATE_REPLIES[type] : undefined;
  const readings = Object.hasOwn(VITALS, type.toLowerCase()) ? VITALS[type.toLowerCase()]?.(read.fields) : undefined;
  const isKeepAlive = type === 'LK';
  const steps = isKeepAlive ? number(read.fields[1]) : null;
  return {
    ...nothing,
    observations: [
      {
        ...alive,
        batteryPct: isKeepAlive ? percent(read.fields[3]) : null,
        readings: [
          ...(readings ?? []),
          ...(steps === null || steps < 0 ? [] : [{ kind: 'steps', value: steps, unit: '{steps}' }]),
        ],
      },
    ],
    issues:
      answer === undefined && readings === undefined && !QUIET.has(type)
        ? [...issues, { code: 'unknown-type', detail: type.slice(0, 40) }]
        : issues,
    replies: answer === undefined || !read.whole ? [] : [replyTo(read, answer, 'immediate')],
  };
}

/** Known, and nothing to us: voice, and answers to commands the platform never sends. */
const QUIET: ReadonlySet<string> = new Set(['TK', 'CR', 'UPLOAD', 'FIND', 'VERNO', 'ICCID', 'CONFIG', 'DW', 'PP']);

/** `UD2` was kept while the watch had no network. Its memory holds days; what lies further back is a wrong clock. */
const KEPT_FOR_MS = 7 * 24 * 3_600_000;
const LATE_FROM_MS = 2 * 60_000;

function isLate({ fields }: Frame, { at }: Report, { receivedAt }: Input): boolean {
  const written = at === null ? null : fromIso(at);
  if (!/^UD2/.test(fields[0] ?? '') || written === null) return false;
  const age = between(written, receivedAt);
  return age >= LATE_FROM_MS && age <= KEPT_FOR_MS;
}

function signalsOf(
  input: Input,
  deviceKey: string,
  read: Frame,
  report: Report,
  statements: readonly DecodedAlarm[],
): Signal[] {
  const { index, whole } = read;
  const print = fingerprint(input.payload);
  const clock = report.at === null ? null : readDeviceClock(report.at, input.receivedAt);
  const doubts: MessageDoubt[] = [
    ...(isLate(read, report, input) ? (['late-report'] as const) : (clock?.doubts ?? (['clock-unreadable'] as const))),
    ...(report.position ? [] : (['no-position'] as const)),
    ...(whole ? [] : (['field-dropped'] as const)),
  ];
  return statements.map(({ kind, phase, certainty, bits }): Signal => ({
    ...{ kind, phase, certainty: whole ? certainty : 'unverified', deviceKey, child: null, sourceId: deviceKey },
    // The same frame again may be a second press: its clock stands still without a fix. The receipt tells (same-press.ts).
    alertId: `watch-${print}-${kind}`,
    dedupeKey: `${deviceKey}:${index ?? print}:${kind}`,
    ...{ word: null, attempt: 1, position: report.position, test: false, doubts, unreadable: null },
    values: Object.fromEntries(bits.map((name) => [name, true])),
    ...{ batteryPct: report.batteryPct, occurredAt: report.at },
  }));
}

/** The caller knows from the connection which device sent this frame. */
function unreadable(input: Input, deviceKey: string, reason: 'not-an-object' | null): Out {
  const signal = unreadableSignal(input, deviceKey, null, deviceKey || null, reason ?? 'not-json');
  return {
    ...{ session: input.session, identity: null, observations: [], replies: [] },
    signals: [signal],
    issues: [{ code: 'unreadable', detail: 'watch' }],
  };
}

/** Watches for the elderly of the 3G/SG/CS/ZJ family, framed by a gateway and handed over as `raw/watch/{connectionId}`. */
export const watch: StreamProfile<WatchSession> = {
  id: 'watch',
  version: '1.0.0',
  match: (topic) => (/^raw\/watch\/[^/]+$/.test(topic) ? 2 : 0),
  frame,
  leftover,
  containsAlarm,
  unknownKey: watchDeviceKey('unknown'),
  initial: () => ({ activeAlarms: new Set() }),
  decode,
  supervise: { expectEveryS: 600, offlineAfterS: 1_800, lastWill: false },
};
