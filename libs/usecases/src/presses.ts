import type { MorePresses } from '@silverbell/incident';
import type { Instant, TextId } from '@silverbell/kernel';
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

export const frameOf = ({ rawId, incoming }: Press, owner: string): SecretText => ({
  ...{ id: rawId, owner, what: 'raw-frame', body: incoming.raw },
});

/** The same alert of the same device again, while its case is open. */
export const isRepeat = ({ incident, alertCase }: LockedCase, kind: string): boolean =>
  alertCase !== null && alertCase.open && alertCase.incidentId === incident?.id && alertCase.kind === kind;

export interface Handed {
  readonly press: Press;
  readonly locked: LockedCase;
}

/**
 * The first has been counted with its case; each of the others counts for itself. Those of a chattering device are written down at once: equal ones must stay several.
 * Answers without other engines' copies. What is new stands first: it decides what happens.
 */
export async function handInAll(
  tx: CaseTransaction,
  ref: CaseRef,
  first: Handed,
  along: readonly Press[],
  now: Instant,
): Promise<readonly Handed[]> {
  if (along.length === 0) return first.locked.copy ? [] : [first];
  const handed = [first];
  if (!first.locked.copy) await tx.saveInboxOnly(first.press.inbox, []);
  for (const press of along) {
    const locked = await tx.lock(ref, { now, inbox: press.key });
    if (locked === null) throw new Error('a subject gets its row on first sight');
    if (!locked.copy) await tx.saveInboxOnly(press.inbox, []);
    handed.push({ press, locked });
  }
  return handed.filter(({ locked }) => !locked.copy).sort((a, b) => Number(repeats(a)) - Number(repeats(b)));
}

const repeats = ({ press, locked }: Handed): boolean => isRepeat(locked, press.incoming.kind);

/** What came with the first of them; `undefined`: nothing did. */
export function moreOf([first, ...rest]: readonly Handed[]): MorePresses | undefined {
  if (rest.length === 0) return undefined;
  const unknown = rest.filter((one) => !repeats(one)).map(({ press }) => press.incoming.alertId);
  const alertIds = [...new Set(unknown)].filter((id) => id !== first?.press.incoming.alertId);
  return { count: rest.length, alertIds };
}
