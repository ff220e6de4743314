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

export interface HandedIn {
  /** As the first of them found it. */
  readonly begun: LockedCase;
  /** None of them is another engine's copy. What is new stands first: it decides what happens. */
  readonly fresh: readonly { readonly press: Press; readonly locked: LockedCase }[];
}

/** Locks the case, and counts each press for itself. Those of a chattering device are written down at once: equal ones must stay several. */
export async function handInAll(
  tx: CaseTransaction,
  ref: CaseRef,
  [first, ...along]: readonly [Press, ...Press[]],
  now: Instant,
): Promise<HandedIn> {
  const lock = async (press: Press): Promise<HandedIn['fresh'][number]> => {
    const locked = await tx.lock(ref, { now, inbox: press.key });
    if (locked === null) throw new Error('a subject gets its row on first sight');
    if (along.length > 0 && !locked.copy) await tx.saveInboxOnly(press.inbox, []);
    return { press, locked };
  };
  const begun = await lock(first);
  const handed = [begun];
  for (const press of along) handed.push(await lock(press));
  const fresh = handed.filter(({ locked }) => !locked.copy).sort((a, b) => Number(repeats(a)) - Number(repeats(b)));
  return { begun: begun.locked, fresh };
}

const repeats = ({ press, locked }: HandedIn['fresh'][number]): boolean => isRepeat(locked, press.incoming.kind);

/** What came with the first of them; `undefined`: nothing did. */
export function moreOf([first, ...rest]: HandedIn['fresh']): MorePresses | undefined {
  if (rest.length === 0) return undefined;
  const unknown = rest.filter((one) => !repeats(one)).map(({ press }) => press.incoming.alertId);
  const alertIds = [...new Set(unknown)].filter((id) => id !== first?.press.incoming.alertId);
  return { count: rest.length, alertIds };
}
