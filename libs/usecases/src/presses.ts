import { isAnswered, repeatedAlert, type AlertRef, type MorePresses } from '@silverbell/incident';
import type { Instant, TextId } from '@silverbell/kernel';
import { decodedText } from './decoded-frame.js';
import type { CaseChange, CaseRef, CaseTransaction, InboxKey, LockedCase, SecretText } from './ports/index.js';
import type { IncomingSignal } from './receive-signal.js';

/** One message as it is handed in: its name in the inbox, and what it said. */
export interface Press {
  readonly incoming: IncomingSignal;
  readonly key: InboxKey;
  readonly inbox: NonNullable<CaseChange['inbox']>;
  readonly rawId: TextId;
}

export function pressOf(incoming: IncomingSignal, rawId: TextId): Press {
  const { engineId, deviceId, alertId, kind, payloadHash, receivedAt, topic } = incoming;
  const key = {
    ...{ engineId, deviceId, alertId, kind, payloadHash },
    dedupeKey: incoming.dedupeKey ?? alertId,
    copiesSince: incoming.copiesSince ?? null,
    redelivered: incoming.redelivered ?? false,
  };
  return { incoming, key, inbox: { ...key, receivedAt, topic, rawId }, rawId };
}

/** The frame itself, and what was read in it. */
export const framesOf = ({ rawId, incoming }: Press, owner: string): readonly SecretText[] => [
  { id: rawId, owner, what: 'raw-frame', body: incoming.raw },
  ...decodedText(rawId, owner, { ...NOTHING_MORE, ...incoming.said, child: incoming.child }),
];

const NOTHING_MORE = { sourceId: null, word: null, values: {} } as const;

/** One message, and the case as it stands when it is its turn. */
interface HandedIn {
  readonly press: Press;
  readonly locked: LockedCase;
  /** MQTT marks it as sent before, and it was taken in. */
  readonly redelivered: boolean;
}

export interface Handed extends HandedIn {
  /** The alert of the open case that it says again; `null`: it is a press of its own. */
  readonly repeats: string | null;
}

/** `along`: presses that came with it and were handed in before it. */
function repeatsOf({ press: { incoming }, locked, redelivered }: HandedIn, along: readonly AlertRef[]): string | null {
  const { incident, alertCase } = locked;
  const { deviceId, child, kind, phase, alertId, sameWithin = null, attempt = 1, receivedAt: heardAt } = incoming;
  const said = { deviceId, child, kind, phase, alertId, sameWithin, attempt, heardAt, redelivered };
  const answered = incident !== null && isAnswered(incident);
  const known = repeatedAlert([...(incident?.alerts ?? []), ...along], answered, said);
  if (known !== null) return known.alertId;
  if (incident === null) return null;
  // The case keeps its newest alerts at hand; the store knows every one of them by its id.
  const isOlder =
    sameWithin === null &&
    alertCase?.open === true &&
    alertCase.incidentId === incident.id &&
    alertCase.kind === kind &&
    !incident.alerts.some((alert) => alert.deviceId === deviceId && alert.alertId === alertId && alert.kind === kind);
  return isOlder && !answered ? alertId : null;
}

/**
 * The first has been counted with its case; each of the others counts for itself. Those of a chattering device are written down at once: equal ones must stay several.
 * Answers without other engines' copies. What is new stands first: it decides what happens.
 */
export async function handInAll(
  tx: CaseTransaction,
  ref: CaseRef,
  first: HandedIn,
  along: readonly Press[],
  now: Instant,
): Promise<readonly Handed[]> {
  const handed: Handed[] = [];
  const alerts: AlertRef[] = [];
  const take = (one: HandedIn): void => {
    if (one.locked.copy) return;
    const repeats = repeatsOf(one, alerts);
    handed.push({ ...one, repeats });
    const { deviceId, child, kind, alertId, receivedAt: heardAt } = one.press.incoming;
    if (repeats === null) alerts.push({ deviceId, child, kind, alertId, at: now, heardAt, repeats: 0 });
  };
  take(first);
  if (along.length === 0) return handed;
  if (!first.locked.copy) await tx.saveInboxOnly(first.press.inbox, []);
  for (const press of along) {
    const locked = await tx.lock(ref, { now, inbox: press.key });
    if (locked === null) throw new Error('a subject gets its row on first sight');
    if (!locked.copy) await tx.saveInboxOnly(press.inbox, []);
    take({ press, locked, redelivered: false });
  }
  return handed.sort((a, b) => Number(a.repeats !== null) - Number(b.repeats !== null));
}

/** What came with the first of them; `undefined`: nothing did. */
export function moreOf([first, ...rest]: readonly Handed[]): MorePresses | undefined {
  if (rest.length === 0) return undefined;
  const unknown = rest.filter(({ repeats }) => repeats === null).map(({ press }) => press.incoming.alertId);
  const alertIds = [...new Set(unknown)].filter((id) => id !== first?.press.incoming.alertId);
  return { count: rest.length, alertIds };
}
