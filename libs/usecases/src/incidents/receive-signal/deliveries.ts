import { isAnswered, repeatedAlert, type AlertRef, type Incident, type MorePresses } from '@silverbell/incidents';
import type { Instant, TextId } from '@silverbell/kernel';
import { isWorthKeeping } from '../decoded-frame.js';
import type { InboxEntry, KnownDelivery } from '../../ports/index.js';
import type { InboundSignal } from './inbound-signal.js';

/** A signal with the delivery that is written for it. */
export interface DeliveredSignal {
  readonly signal: InboundSignal;
  readonly delivery: InboxEntry;
}

export function deliveredSignalOf(signal: InboundSignal, id: TextId): DeliveredSignal {
  const { engineId, deviceId, alertId, kind, payloadHash, receivedAt, topic, raw, decoded, child } = signal;
  const delivery = {
    ...{ id, engineId, deviceId, alertId, kind, payloadHash, receivedAt, topic, raw },
    dedupeKey: signal.dedupeKey ?? alertId,
    copies: signal.copies === undefined ? { since: null } : signal.copies,
    redelivered: signal.redelivered ?? false,
  };
  const read = { ...NOTHING_MORE, ...decoded, child };
  return { signal, delivery: { ...delivery, decoded: isWorthKeeping(read) ? read : null } };
}

const NOTHING_MORE = { sourceId: null, word: null, values: {} } as const;

/** A delivered signal that is no duplicate. */
export interface NewSignal extends DeliveredSignal {
  readonly known: KnownDelivery;
  /** The alert of the open incident that it repeats; `null`: it is a press of its own. */
  readonly repeats: string | null;
}

interface Against {
  /** Of each delivered signal, what the store knows of its delivery. */
  readonly known: readonly KnownDelivery[];
  readonly incident: Incident | null;
  readonly now: Instant;
  /** MQTT marks the first of them as sent before, and that one was taken in. */
  readonly redelivered: boolean;
}

/** Those that are no duplicates, new presses before repetitions: the first one decides what happens. Equal presses are counted one by one. */
export function withoutDuplicates(
  delivered: readonly DeliveredSignal[],
  { known, incident, now, redelivered }: Against,
): readonly NewSignal[] {
  const kept: NewSignal[] = [];
  const earlier: AlertRef[] = [];
  for (const [n, one] of delivered.entries()) {
    const delivery = known[n] ?? { isDuplicate: false, alertIncident: null };
    if (delivery.isDuplicate) continue;
    const repeats = repeatedBy(one.signal, delivery, { incident, earlier, redelivered: redelivered && n === 0 });
    kept.push({ ...one, known: delivery, repeats });
    const { deviceId, child, kind, alertId, receivedAt: heardAt } = one.signal;
    if (repeats === null) earlier.push({ deviceId, child, kind, alertId, at: now, heardAt, repeats: 0 });
  }
  return kept.sort((a, b) => Number(a.repeats !== null) - Number(b.repeats !== null));
}

/** `earlier`: new presses of the same step that came before it. */
function repeatedBy(
  signal: InboundSignal,
  { alertIncident }: KnownDelivery,
  {
    incident,
    earlier,
    redelivered,
  }: { readonly incident: Incident | null; readonly earlier: readonly AlertRef[]; readonly redelivered: boolean },
): string | null {
  const { deviceId, child, kind, phase, alertId, sameWithin = null, attempt = 1, receivedAt: heardAt } = signal;
  const message = { deviceId, child, kind, phase, alertId, sameWithin, attempt, heardAt, redelivered };
  const answered = incident !== null && isAnswered(incident);
  const known = repeatedAlert([...(incident?.alerts ?? []), ...earlier], answered, message);
  if (known !== null) return known.alertId;
  if (incident === null || answered || sameWithin !== null) return null;
  // The incident keeps only its newest alerts; the store knows each of them by its id.
  const isOlder =
    alertIncident?.open === true &&
    alertIncident.incidentId === incident.id &&
    alertIncident.kind === kind &&
    !incident.alerts.some((alert) => alert.deviceId === deviceId && alert.alertId === alertId && alert.kind === kind);
  return isOlder ? alertId : null;
}

/** The presses that came together with the first one; `undefined`: there were none. */
export function morePressesOf([first, ...rest]: readonly NewSignal[]): MorePresses | undefined {
  if (rest.length === 0) return undefined;
  const unknown = rest.filter(({ repeats }) => repeats === null).map(({ signal }) => signal.alertId);
  const alertIds = [...new Set(unknown)].filter((id) => id !== first?.signal.alertId);
  return { count: rest.length, alertIds };
}
