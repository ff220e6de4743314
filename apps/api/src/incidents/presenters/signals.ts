import type { IncidentEvent, SignalFacts } from '@silverbell/incidents';
import { between, fromIso, toIso, type Instant } from '@silverbell/kernel';
import { decodedIdOf, readDecoded, type DecodedFrame } from '@silverbell/usecases';
import type { SignalView } from '@silverbell/wire';
import { readableUnit, VALUE_UNITS, valueNameOf } from '@silverbell/vocabulary';
import type { Texts } from './timeline.js';

/** What a person may see of signals, beside what their events say. */
export interface SignalSight {
  /** Where devices are registered to be, by device id. */
  readonly rooms: ReadonlyMap<string, string>;
  /** A measured value tells of a person's health: shown to roles that may read the card (H19). */
  readonly values: boolean;
}

export const NO_SIGHT: SignalSight = { rooms: new Map(), values: false };

type SignalEvent = Extract<IncidentEvent, { readonly signal: SignalFacts }>;

export const isSignal = (event: IncidentEvent): event is SignalEvent =>
  event.type === 'raised' || event.type === 'signal-joined' || event.type === 'signal-repeated';

/** The registered device that spoke: the one behind the hub where it is known. */
const speakerOf = ({ deviceId }: SignalFacts, decoded: DecodedFrame | null): string | null =>
  decoded?.sourceId ?? deviceId;

const decodedIn = ({ rawId }: SignalFacts, texts: Texts): DecodedFrame | null =>
  rawId === null ? null : readDecoded(texts.get(decodedIdOf(rawId)));

/** Whose rooms {@link signalsOf} wants to know. */
export const speakersOf = (events: readonly IncidentEvent[], texts: Texts): readonly string[] => [
  ...new Set(
    events.filter(isSignal).flatMap(({ signal }) => {
      const id = speakerOf(signal, decodedIn(signal, texts));
      return id === null ? [] : [id];
    }),
  ),
];

/** One entry for each press, repeats counted, oldest first; a repeat that measured again says its values. */
export function signalsOf(events: readonly IncidentEvent[], texts: Texts, sight: SignalSight): SignalView[] {
  const signals: SignalView[] = [];
  for (const event of events) {
    if (!isSignal(event)) continue;
    const { signal } = event;
    const known =
      event.type === 'signal-repeated'
        ? signals.find((one) => one.deviceId === signal.deviceId && one.alertId === signal.alertId)
        : undefined;
    if (known === undefined) signals.push(viewOf(event, texts, sight));
    else {
      known.repeats += 1;
      const values = valuesOf(decodedIn(signal, texts), sight);
      if (values.length > 0) known.values = values;
    }
  }
  return signals;
}

function viewOf({ seq, at, signal }: SignalEvent, texts: Texts, sight: SignalSight): SignalView {
  const decoded = decodedIn(signal, texts);
  const receivedAt = signal.heardAt ?? at;
  const { position } = signal;
  return {
    ...{ seq, at: toIso(at), kind: signal.kind, phase: signal.phase, certainty: signal.certainty },
    deviceId: signal.deviceId,
    child: decoded?.child ?? signal.child ?? null,
    room: sight.rooms.get(speakerOf(signal, decoded) ?? '') ?? null,
    alertId: signal.alertId,
    word: decoded?.word ?? null,
    values: valuesOf(decoded, sight),
    deviceTime: signal.deviceTime,
    deviceTimeSkewS: secondsBefore(signal.deviceTime, receivedAt),
    doubts: [...signal.doubts],
    test: signal.test,
    repeats: 0,
    batteryPct: signal.batteryPct,
    raw: signal.rawId !== null,
    position: position && {
      ...{ lat: position.point.lat, lng: position.point.lng, accuracyM: position.accuracyM, fixAt: position.fixAt },
      ageS: secondsBefore(position.fixAt, receivedAt),
      source: position.source,
    },
  };
}

function secondsBefore(iso: string | null, receivedAt: Instant): number | null {
  const at = iso === null ? null : fromIso(iso);
  return at === null ? null : Math.round(between(at, receivedAt) / 1_000);
}

function valuesOf(decoded: DecodedFrame | null, sight: SignalSight): SignalView['values'] {
  if (decoded === null || !sight.values) return [];
  return Object.entries(decoded.values).map(([written, value]) => {
    const name = valueNameOf(written);
    // A word or a yes is no quantity.
    const unit = name === null || typeof value !== 'number' ? null : VALUE_UNITS[name];
    return { name: name ?? written, value, unit: unit === null ? null : readableUnit(unit) };
  });
}
