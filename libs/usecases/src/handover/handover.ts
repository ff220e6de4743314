import { hours, refuse, type AccountId, type Instant, type Refusal, type RegionId } from '@silverbell/kernel';
import type { HandoverItemKind, HandoverState, LadderRole } from '@silverbell/vocabulary';

/** Something that the next shift has to know or to take: an incident, a task, or a count that stands for itself. */
export interface HandoverItem {
  readonly kind: HandoverItemKind;
  /** Of the incident or the task; `null`: it is a fact of the whole region. */
  readonly id: string | null;
  /** What was counted when the list was made; `null`: nothing to count. */
  readonly count: number | null;
}

/** Appended, never edited. */
export type HandoverFact =
  | { readonly type: 'listed'; readonly by: AccountId; readonly at: Instant; readonly item: HandoverItem }
  | {
      readonly type: 'accepted';
      readonly by: AccountId;
      readonly at: Instant;
      readonly item: Pick<HandoverItem, 'kind' | 'id'>;
    }
  | { readonly type: 'signed' | 'withdrawn'; readonly by: AccountId; readonly at: Instant };

export interface HandoverHead {
  readonly id: string;
  readonly regionId: RegionId;
  /** Who gives the shift, and who takes it. */
  readonly fromId: AccountId;
  readonly toId: AccountId;
  readonly openedAt: Instant;
}

export interface Handover extends HandoverHead {
  readonly items: readonly (HandoverItem & { readonly acceptedAt: Instant | null })[];
  readonly signedFromAt: Instant | null;
  readonly signedToAt: Instant | null;
  readonly withdrawnAt: Instant | null;
}

/** A voice number beside the console: a lead or the overflow centre, when it was answered lately. */
export interface SecondPath {
  readonly role: LadderRole;
  readonly name: string;
  readonly answeredAt: Instant | null;
}

/** Its duty seat, whose number is tried. */
export interface SecondPathSeat extends SecondPath {
  readonly seatId: string;
}

/** What an account holds that matters for a shift; a role counts in its region and everywhere below it. */
export interface Receiver {
  /** An operator or a lead of the very centre whose shift it is. */
  readonly ofCentre: boolean;
  /** A lead of a centre that covers this region as well: the overflow of who is alone on duty. */
  readonly leadsRegion: boolean;
  /** Where incidents of the giver are that the receiver would not see. */
  readonly unseen: readonly RegionId[];
}

/** `null` receiver: no such operator or lead, or she is in training. */
export function whyNotReceiver(receiver: Receiver | null): Refusal | null {
  if (receiver === null) return refuse('owner-unknown');
  const covers = receiver.ofCentre || receiver.leadsRegion;
  return covers && receiver.unseen.length === 0 ? null : refuse('handover-elsewhere');
}

const isSame = (a: Pick<HandoverItem, 'kind' | 'id'>, b: Pick<HandoverItem, 'kind' | 'id'>): boolean =>
  a.kind === b.kind && a.id === b.id;

export function handoverOf(head: HandoverHead, facts: readonly HandoverFact[]): Handover {
  return facts.reduce<Handover>((so_far, fact) => evolve(so_far, fact), {
    ...head,
    ...{ items: [], signedFromAt: null, signedToAt: null, withdrawnAt: null },
  });
}

function evolve(handover: Handover, fact: HandoverFact): Handover {
  switch (fact.type) {
    case 'listed':
      return { ...handover, items: [...handover.items, { ...fact.item, acceptedAt: null }] };
    case 'accepted':
      return {
        ...handover,
        items: handover.items.map((item) => (isSame(item, fact.item) ? { ...item, acceptedAt: fact.at } : item)),
      };
    case 'signed':
      return fact.by === handover.fromId
        ? { ...handover, signedFromAt: fact.at }
        : { ...handover, signedToAt: fact.at };
    case 'withdrawn':
      return { ...handover, withdrawnAt: fact.at };
  }
}

export const stateOf = ({ signedFromAt, signedToAt, withdrawnAt }: Handover): HandoverState =>
  withdrawnAt !== null ? 'withdrawn' : signedFromAt !== null && signedToAt !== null ? 'signed' : 'open';

export const leftToCheck = ({ items }: Handover): number =>
  items.filter(({ acceptedAt }) => acceptedAt === null).length;

/** Only the two of them see an open one; a third person learns nothing of it, not even that it is there. */
const isParty = ({ fromId, toId }: HandoverHead, by: AccountId): boolean => by === fromId || by === toId;

function whyNot(handover: Handover, by: AccountId): Refusal | null {
  if (!isParty(handover, by)) return refuse('not-found');
  return stateOf(handover) === 'open' ? null : refuse('handover-over');
}

/** Item by item, by the person who takes the shift. `null` facts: it was accepted already. */
export function acceptItem(
  handover: Handover,
  item: Pick<HandoverItem, 'kind' | 'id'>,
  by: AccountId,
  at: Instant,
): readonly HandoverFact[] | Refusal {
  const refusal = whyNot(handover, by);
  if (refusal !== null) return refusal;
  if (by !== handover.toId) return refuse('handover-receiver-only');
  const known = handover.items.find((one) => isSame(one, item));
  if (known === undefined) return refuse('not-found');
  return known.acceptedAt === null ? [{ type: 'accepted', by, at, item: { kind: item.kind, id: item.id } }] : [];
}

/** A line that was answered within this month is one that will be answered tonight (safety.md 5, Duty). */
export const PATH_LASTS = hours(31 * 24);

export const isProven = ({ answeredAt }: SecondPath, now: Instant): boolean =>
  answeredAt !== null && now - answeredAt <= PATH_LASTS;

export interface AtSigning {
  /** An open incident in earnest is still hers. */
  readonly giverOwnsCases: boolean;
  readonly secondPaths: readonly SecondPath[];
}

/**
 * Both sign: the giver when nothing is hers any more, the receiver when her seat has a second path by voice (H01). Signing twice changes
 * nothing.
 */
export function sign(
  handover: Handover,
  by: AccountId,
  at: Instant,
  { giverOwnsCases, secondPaths }: AtSigning,
): readonly HandoverFact[] | Refusal {
  const refusal = whyNot(handover, by);
  if (refusal !== null) return refusal;
  const left = leftToCheck(handover);
  if (left > 0) return refuse('handover-items-left', { left });
  if (by === handover.fromId && giverOwnsCases) return refuse('duty-owns-case');
  if (by === handover.toId && !secondPaths.some((path) => isProven(path, at))) return refuse('no-second-path');
  const signed = by === handover.fromId ? handover.signedFromAt : handover.signedToAt;
  return signed === null ? [{ type: 'signed', by, at }] : [];
}

/** By either of them, as long as one signature is missing. */
export function withdrawHandover(handover: Handover, by: AccountId, at: Instant): readonly HandoverFact[] | Refusal {
  return whyNot(handover, by) ?? [{ type: 'withdrawn', by, at }];
}
