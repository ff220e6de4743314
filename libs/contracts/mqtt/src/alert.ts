import { fromIso, type Instant } from '@silverbell/kernel';
import type { AlertKind, Certainty } from '@silverbell/vocabulary';
import { fingerprint, isFields, isFiniteNumber, isPlainText, type Fields } from './bytes.js';
import type { MessageDoubt, UnreadableReason } from './doubts.js';
import { readKinds, type ReportedKinds } from './reported-kinds.js';
import { readPosition, type RawPosition } from './position.js';
import { isKind, readPayload, type Payload } from './reader/payload.js';

/** What a device may claim; `unverified` is the platform's own word. */
export const CLAIMED_CERTAINTIES = ['observed', 'likely', 'possible'] as const satisfies readonly Certainty[];
export type ClaimedCertainty = (typeof CLAIMED_CERTAINTIES)[number];

export type AlertValue = string | number | boolean;

/** One press, as far as it could be read. */
export interface Alert {
  /** The device's own, or `hash:…` of the payload when it gave none we can keep. */
  readonly id: string;
  readonly kind: AlertKind;
  /** What it names besides, each an alarm of its own; empty in all but damaged messages. */
  readonly alsoKinds: readonly AlertKind[];
  /** What it called its kind, where that is not the name of `kind` itself; to be shown. */
  readonly word: string | null;
  /** The device's clock, as written. Kept, and decides nothing. */
  readonly at: string | null;
  readonly position: RawPosition | null;
  readonly batteryPct: number | null;
  /** 1 for the press itself, then one more for each repeat of the same id. */
  readonly attempt: number;
  readonly certainty: ClaimedCertainty;
  /** A claim of the device. Lowers nothing by itself. */
  readonly test: boolean;
  readonly values: Readonly<Record<string, AlertValue>>;
}

export type ReadAlert =
  | { readonly ok: true; readonly alert: Alert; readonly doubts: readonly MessageDoubt[] }
  | { readonly ok: false; readonly reason: UnreadableReason };

const MAX_ID = 64;
const MAX_VALUES = 32;
/** A device's clock further off than this is shown as wrong. */
export const CLOCK_TOLERANCE_MS = 5 * 60_000;

const present = (value: unknown): boolean => value !== undefined && value !== null;

function readId(value: unknown): string | null {
  if (Number.isSafeInteger(value)) return String(value);
  return isPlainText(value, MAX_ID) ? value : null;
}

/** The raw text of the device's clock and what is doubtful about it. */
export function readDeviceClock(value: unknown, receivedAt: Instant): { at: string | null; doubts: MessageDoubt[] } {
  if (!present(value)) return { at: null, doubts: [] };
  if (!isPlainText(value, 40)) return { at: null, doubts: ['clock-unreadable'] };
  const at = fromIso(value);
  if (at === null) return { at: value, doubts: ['clock-unreadable'] };
  return { at: value, doubts: Math.abs(at - receivedAt) > CLOCK_TOLERANCE_MS ? ['clock-skew'] : [] };
}

function readValues(value: unknown): { values: Record<string, AlertValue>; dropped: boolean } {
  if (!isFields(value)) return { values: {}, dropped: present(value) };
  const entries = Object.entries(value);
  const kept = entries
    .slice(0, MAX_VALUES)
    .filter(
      (entry): entry is [string, AlertValue] =>
        isPlainText(entry[0], 64) &&
        (typeof entry[1] === 'boolean' || isFiniteNumber(entry[1]) || isPlainText(entry[1], 200)),
    );
  return { values: Object.fromEntries(kept), dropped: kept.length < entries.length };
}

function readFields(
  {
    fields,
    reported,
    doubts: before,
  }: { readonly fields: Fields; readonly reported: ReportedKinds; readonly doubts: readonly MessageDoubt[] },
  bytes: Uint8Array,
  receivedAt: Instant,
): { alert: Alert; doubts: MessageDoubt[] } {
  const doubts: MessageDoubt[] = [...before];
  const id = readId(fields['id']);
  if (id === null) doubts.push('no-id');
  if (!reported.known) doubts.push('unknown-kind');
  const clock = readDeviceClock(fields['at'], receivedAt);
  const place = readPosition(fields['position']);
  doubts.push(...clock.doubts, ...place.doubts);

  const battery = fields['batteryPct'];
  const batteryFits = isFiniteNumber(battery) && battery >= 0 && battery <= 100;
  const attempt = fields['attempt'];
  const attemptFits = isFiniteNumber(attempt) && Number.isInteger(attempt) && attempt >= 1 && attempt <= 1_000_000;
  const certainty = CLAIMED_CERTAINTIES.find((word) => word === fields['certainty']);
  const test = fields['test'];
  const values = readValues(fields['values']);
  const dropped =
    (present(battery) && !batteryFits) ||
    (present(attempt) && !attemptFits) ||
    (present(fields['certainty']) && !certainty) ||
    (present(test) && typeof test !== 'boolean') ||
    values.dropped;
  if (dropped) doubts.push('field-dropped');

  return {
    alert: {
      id: id ?? `hash:${fingerprint(bytes)}`,
      kind: reported.kind,
      alsoKinds: reported.also,
      word: reported.word,
      at: clock.at,
      position: place.position,
      batteryPct: batteryFits ? battery : null,
      attempt: attemptFits ? attempt : 1,
      certainty: certainty ?? 'observed',
      test: test === true,
      values: values.values,
    },
    doubts: [...new Set(doubts)],
  };
}

/** Keys by which a damaged text is known to be an alert, and not just something with a colon in it. */
const OWN_KEYS: ReadonlySet<string> = new Set([
  'id',
  'at',
  'position',
  'batteryPct',
  'attempt',
  'certainty',
  'test',
  'values',
]);

/** The last value of a text that ended in the middle: half an id is no id, half a time is none. */
function withoutCut({ fields, members }: Payload): Fields {
  const cut = members.at(-1);
  if (fields === null || cut?.cut !== true || typeof cut.value !== 'string') return fields ?? {};
  return Object.fromEntries(Object.entries(fields).filter(([key]) => key !== cut.key));
}

/**
 * Reads what can be read of an alert, by the ladder of {@link readPayload}. Total: whatever the bytes are, the answer is an alert with its doubts,
 * or the reason why they are no message; nothing here throws and nothing here lowers an alarm. What was found by repair is used and doubted.
 */
export function parseAlert(bytes: Uint8Array, receivedAt: Instant): ReadAlert {
  const payload = readPayload(bytes);
  const kinds = payload.members.filter(isKind);
  const reported = readKinds(kinds, payload.members.length === 0 ? bareWordOf(payload) : null);
  const isAlert =
    payload.reason === null ||
    reported.known ||
    kinds.length > 0 ||
    payload.members.some(({ key, value }) => OWN_KEYS.has(key) && present(value));
  if (!isAlert) return { ok: false, reason: payload.reason ?? 'not-an-object' };
  const doubts: MessageDoubt[] = [
    ...(payload.reason !== null || reported.wrapped ? (['repaired'] as const) : []),
    ...(payload.reason === 'too-large' ? (['too-large'] as const) : []),
  ];
  return { ok: true, ...readFields({ fields: withoutCut(payload), reported, doubts }, bytes, receivedAt) };
}

/** The whole message is one word. */
const bareWordOf = ({ value, text }: Payload): string | null =>
  typeof value === 'string' ? value : value === undefined ? text.trim() : null;
