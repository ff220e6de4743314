import type { HomeId, Instant, SeniorId } from '@silverbell/kernel';
import type { Sign } from '@silverbell/vocabulary';

/** A value that a device measured of a room, a meter or a body, as its profile names it. */
export interface Measurement {
  readonly kind: string;
  readonly value: number;
  readonly unit: string | null;
}

/** The people whose activity a device can show. */
export interface DeviceOwner {
  readonly deviceId: string;
  readonly role: string;
  readonly homeId: HomeId | null;
  /** Who wears it; `null` for what hangs on a wall. */
  readonly wearerId: SeniorId | null;
  /** The seniors at its home. */
  readonly seniorIds: readonly SeniorId[];
  /** More people live there than one: a sensor of the home cannot tell who it was. */
  readonly shared: boolean;
}

export interface RecordedSign {
  readonly seniorId: SeniorId;
  readonly sign: Sign;
  readonly at: Instant;
  readonly inPerson: boolean;
}

export interface WaterRead {
  readonly deviceId: string;
  readonly homeId: HomeId;
  readonly at: Instant;
  /** What its dial shows, in litres; what was used is the difference to what it showed before. */
  readonly dialL: number | null;
  /** Used since its last word, when the device counts by itself. */
  readonly usedL: number | null;
}

/** The last value of each device and kind, where only a change is a sign of a person. */
export type LastValues = ReadonlyMap<string, number>;

export interface RecordedActivity {
  readonly signs: readonly RecordedSign[];
  readonly water: readonly WaterRead[];
  readonly lastValues: LastValues;
}

/** Less than this drips. */
export const WATER_IS_A_SIGN_FROM_L = 1;
const MOST_REMEMBERED = 50_000;

const MOVES: ReadonlySet<string> = new Set(['occupancy', 'presence', 'motion']);
/** Sentinels of sensors that felt no pulse. */
const NO_PULSE: ReadonlySet<number> = new Set([0, 1, 255, 65_535]);
/** Litres in one of them; by UCUM and as people write it. Without a unit a dial is in cubic metres, as on the wall. */
const LITRES: Readonly<Record<string, number>> = {
  L: 1,
  l: 1,
  m3: 1_000,
  'm³': 1_000,
  gal: 3.785_411_784,
  '[gal_us]': 3.785_411_784,
};

const litresOf = (value: number, unit: string | null, otherwise: number): number | null => {
  const factor = unit === null ? otherwise : LITRES[unit];
  return factor === undefined || value < 0 ? null : value * factor;
};

/** What the measurements of one message show about people. Kinds that show nothing about them are ignored. */
export function activityIn(
  {
    owner,
    at,
    readings,
  }: { readonly owner: DeviceOwner; readonly at: Instant; readonly readings: readonly Measurement[] },
  before: LastValues,
): RecordedActivity {
  const lastValues = new Map(before);
  const seen = new Set<Sign>();
  const water: WaterRead[] = [];
  /** The first value after a start is no change. */
  const changed = (kind: string, value: number): boolean => {
    const key = `${owner.deviceId} ${kind}`;
    const earlier = lastValues.get(key);
    lastValues.delete(key);
    lastValues.set(key, value);
    return earlier !== undefined && earlier !== value;
  };
  for (const { kind, value, unit } of readings) {
    if (owner.role === 'bed' && (MOVES.has(kind) || kind === 'contact-open')) {
      // A suitcase on a mattress is no sign of life; getting in and out is.
      if (changed(kind, value)) seen.add('bed');
    } else if (MOVES.has(kind)) {
      if (value > 0) seen.add('motion');
    } else if (kind === 'contact-open') {
      // Sensors repeat how the door stands with every battery report.
      if (changed(kind, value)) seen.add('door');
    } else if (kind === 'heart-rate') {
      if (!NO_PULSE.has(value) && value > 0) seen.add('worn');
    } else if (kind === 'steps') {
      // A counter that starts anew at midnight has not walked.
      const earlier = lastValues.get(`${owner.deviceId} steps`);
      if (changed(kind, value) && earlier !== undefined && value > earlier) seen.add('worn');
    } else if ((kind === 'water-meter' || kind === 'water-used') && owner.homeId !== null) {
      const used = kind === 'water-used';
      const litres = litresOf(value, unit, used ? 1 : 1_000);
      if (litres === null) continue;
      const { deviceId, homeId } = owner;
      water.push({ deviceId, homeId, at, dialL: used ? null : litres, usedL: used ? litres : null });
      const earlier = lastValues.get(`${deviceId} ${kind}`);
      changed(kind, litres);
      const poured = used ? litres : earlier === undefined ? 0 : litres - earlier;
      if (poured >= WATER_IS_A_SIGN_FROM_L) seen.add('water');
    }
  }
  return { signs: [...seen].flatMap((sign) => signsOf(owner, sign, at)), water, lastValues: capped(lastValues) };
}

/**
 * Her own device speaks of her. A sensor of the home speaks of its only inhabitant; where several live it is kept for each
 * of them as a sign that does not count: it may have been the other one.
 */
export function signsOf(owner: DeviceOwner, sign: Sign, at: Instant): readonly RecordedSign[] {
  if (owner.wearerId !== null) return [{ seniorId: owner.wearerId, sign, at, inPerson: true }];
  return owner.seniorIds.map((seniorId) => ({ seniorId, sign, at, inPerson: !owner.shared }));
}

function capped(lastValues: Map<string, number>): LastValues {
  for (const oldest of lastValues.keys()) {
    if (lastValues.size <= MOST_REMEMBERED) break;
    lastValues.delete(oldest);
  }
  return lastValues;
}
