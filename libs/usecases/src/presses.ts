import { isAnswered, repeatedAlert, type AlertRef, type Incident, type MorePresses } from '@silverbell/incident';
import type { Instant, TextId } from '@silverbell/kernel';
import { isWorthKeeping } from './decoded-frame.js';
import type { InboxEntry, KnownDelivery } from './ports/index.js';
import type { InboundSignal } from './receive-signal.js';

/** One message as it is handed in: how it is written down, and what it said. */
export interface Press {
  readonly incoming: InboundSignal;
  readonly delivery: InboxEntry;
}

export function pressOf(incoming: InboundSignal, id: TextId): Press {
  const { engineId, deviceId, alertId, kind, payloadHash, receivedAt, topic, raw, said, child } = incoming;
  const delivery = {
    ...{ id, engineId, deviceId, alertId, kind, payloadHash, receivedAt, topic, raw },
    dedupeKey: incoming.dedupeKey ?? alertId,
    copies: incoming.copies === undefined ? { since: null } : incoming.copies,
    redelivered: incoming.redelivered ?? false,
  };
  const read = { ...NOTHING_MORE, ...said, child };
  return { incoming, delivery: { ...delivery, said: isWorthKeeping(read) ? read : null } };
}

const NOTHING_MORE = { sourceId: null, word: null, values: {} } as const;

export interface Handed extends Press {
  readonly known: KnownDelivery;
  /** The alert of the open incident that it says again; `null`: it is a press of its own. */
  readonly repeats: string | null;
}

/**
 * Those that are no copy of what was written already, what is new first: it decides what happens. Each is counted; equal ones stay several.
 * `redelivered`: MQTT marks the first of them as sent before, and it was taken in.
 */
export function handedIn(
  presses: readonly Press[],
  known: readonly KnownDelivery[],
  incident: Incident | null,
  { now, redelivered }: { readonly now: Instant; readonly redelivered: boolean },
): readonly Handed[] {
  const handed: Handed[] = [];
  const along: AlertRef[] = [];
  for (const [n, press] of presses.entries()) {
    const delivery = known[n] ?? { copy: false, alertCase: null };
    if (delivery.copy) continue;
    const repeats = repeatsOf(press.incoming, delivery, incident, along, redelivered && n === 0);
    handed.push({ ...press, known: delivery, repeats });
    const { deviceId, child, kind, alertId, receivedAt: heardAt } = press.incoming;
    if (repeats === null) along.push({ deviceId, child, kind, alertId, at: now, heardAt, repeats: 0 });
  }
  return handed.sort((a, b) => Number(a.repeats !== null) - Number(b.repeats !== null));
}

/** `along`: presses that came with it and stand before it. */
function repeatsOf(
  incoming: InboundSignal,
  { alertCase }: KnownDelivery,
  incident: Incident | null,
  along: readonly AlertRef[],
  redelivered: boolean,
): string | null {
  const { deviceId, child, kind, phase, alertId, sameWithin = null, attempt = 1, receivedAt: heardAt } = incoming;
  const said = { deviceId, child, kind, phase, alertId, sameWithin, attempt, heardAt, redelivered };
  const answered = incident !== null && isAnswered(incident);
  const known = repeatedAlert([...(incident?.alerts ?? []), ...along], answered, said);
  if (known !== null) return known.alertId;
  if (incident === null) return null;
  // The incident keeps its newest alerts at hand; the store knows every one of them by its id.
  const isOlder =
    sameWithin === null &&
    alertCase?.open === true &&
    alertCase.incidentId === incident.id &&
    alertCase.kind === kind &&
    !incident.alerts.some((alert) => alert.deviceId === deviceId && alert.alertId === alertId && alert.kind === kind);
  return isOlder && !answered ? alertId : null;
}

/** What came with the first of them; `undefined`: nothing did. */
export function moreOf([first, ...rest]: readonly Handed[]): MorePresses | undefined {
  if (rest.length === 0) return undefined;
  const unknown = rest.filter(({ repeats }) => repeats === null).map(({ incoming }) => incoming.alertId);
  const alertIds = [...new Set(unknown)].filter((id) => id !== first?.incoming.alertId);
  return { count: rest.length, alertIds };
}
