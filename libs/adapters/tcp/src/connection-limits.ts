/** `new`: said nothing that counts · `heard`: spoke, proved nothing · `proven`: its secret, certificate or session was right. */
export type Standing = 'new' | 'heard' | 'proven';

export interface ListenerLimits {
  readonly name: string;
  /** Connections of this listener; absent: only the total of the process counts. */
  readonly connections?: number;
  /** Unproven connections of one address; absent: the default of the process. */
  readonly perAddress?: number;
  /** A connection that is still `new` after this is ended. */
  readonly firstWordWithinMs: number;
}

/** What one process can hold, on all its listeners together. */
export interface ProcessLimits {
  readonly connections: number;
  /** The rest is the reserve for connections whose secret was right. */
  readonly unproven: number;
  /** Unproven connections of one address at one listener. */
  readonly perAddress: number;
}

export type LimitReached = 'address-full' | 'listener-full' | 'silent';

export interface Held {
  readonly id: number;
  readonly listener: ListenerLimits;
  /** `null`: many different people stand behind it (a proxy), so it is not counted. */
  readonly address: string | null;
  readonly openedAt: number;
  standing: Standing;
  heardAt: number;
  alarmAt: number | null;
}

/** Files, the pool of the database, the spool, the broker of our own, and a reserve. */
const RESERVED_DESCRIPTORS = 96;
const MOST_CONNECTIONS = 20_000;
const UNPROVEN_SHARE = 0.6;
/** Four addresses together cannot keep out a fifth. */
const ADDRESS_SHARE = 0.25;
/** As long as an alarm may wait for its commit and its answer, several times over. */
const ALARM_PROTECTED_MS = 60_000;

/** Below the descriptor limit of the process, so that an accept never fails for want of one. */
export function limitsWithin(descriptors: number): ProcessLimits {
  const reserved = Math.max(RESERVED_DESCRIPTORS, Math.ceil(descriptors / 10));
  const connections = Math.max(8, Math.min(MOST_CONNECTIONS, descriptors - reserved));
  return {
    connections,
    unproven: Math.floor(connections * UNPROVEN_SHARE),
    perAddress: Math.max(4, Math.floor(connections * ADDRESS_SHARE)),
  };
}

/**
 * Who has to go for a new connection: the one that proved least, then the one that has been idle longest. A connection that sent an
 * alarm goes after all others, and never while its alarm may still wait for an answer. `null`: none may.
 */
export function weakestOf(held: Iterable<Held>, now: number): Held | null {
  let weakest: Held | null = null;
  for (const one of held) {
    if (one.alarmAt !== null && now - one.alarmAt < ALARM_PROTECTED_MS) continue;
    if (weakest === null || isWeaker(one, weakest)) weakest = one;
  }
  return weakest;
}

const RANKS: Readonly<Record<Standing, number>> = { new: 0, heard: 1, proven: 2 };
const rankOf = ({ alarmAt, standing }: Held): number => (alarmAt === null ? RANKS[standing] : 3);
const isWeaker = (one: Held, other: Held): boolean =>
  rankOf(one) !== rankOf(other)
    ? rankOf(one) < rankOf(other)
    : one.heardAt !== other.heardAt
      ? one.heardAt < other.heardAt
      : one.openedAt < other.openedAt;

export type Admission =
  | { readonly held: Held; readonly ended: { readonly held: Held; readonly reason: LimitReached } | null }
  | { readonly refused: LimitReached };

/** The connections of one process. Times are arguments, in milliseconds of a clock that never jumps. */
export class HeldConnections {
  private readonly all = new Set<Held>();
  /** Oldest first: in a flood only the first of them is examined. */
  private readonly fresh = new Set<Held>();
  private readonly perListener = new Map<string, Set<Held>>();
  private readonly perAddress = new Map<string, Set<Held>>();
  private readonly unproven = new Set<Held>();
  private nextId = 1;

  constructor(private readonly limits: ProcessLimits) {}

  get size(): number {
    return this.all.size;
  }

  sizeOf(listener: string): number {
    return this.perListener.get(listener)?.size ?? 0;
  }

  /** A new connection gets its time to prove itself, at the expense of the weakest one, as long as there is one. */
  open(listener: ListenerLimits, address: string | null, now: number): Admission {
    const full = this.whatIsFull(listener, address);
    let ended: { held: Held; reason: LimitReached } | null = null;
    if (full !== null) {
      const held = this.weakest(full.among, now);
      if (held === null) return { refused: full.reason };
      this.close(held);
      ended = { held, reason: full.reason };
    }
    const held: Held = {
      ...{ id: this.nextId, listener, address, openedAt: now },
      ...{ standing: 'new', heardAt: now, alarmAt: null },
    };
    this.nextId += 1;
    this.all.add(held);
    this.fresh.add(held);
    this.unproven.add(held);
    into(this.perListener, listener.name, held);
    if (address !== null) into(this.perAddress, keyOf(listener, address), held);
    return { held, ended };
  }

  heard(held: Held, now: number): void {
    held.heardAt = now;
    if (held.standing !== 'new') return;
    held.standing = 'heard';
    this.fresh.delete(held);
  }

  /** From here on it stands in the reserve, and no longer counts against its address. */
  proven(held: Held, now: number): void {
    this.heard(held, now);
    held.standing = 'proven';
    this.unproven.delete(held);
    if (held.address !== null) outOf(this.perAddress, keyOf(held.listener, held.address), held);
  }

  alarmed(held: Held, now: number): void {
    this.heard(held, now);
    held.alarmAt = now;
  }

  close(held: Held): void {
    this.all.delete(held);
    this.fresh.delete(held);
    this.unproven.delete(held);
    outOf(this.perListener, held.listener.name, held);
    if (held.address !== null) outOf(this.perAddress, keyOf(held.listener, held.address), held);
  }

  /** Those that were given their time and said nothing. */
  silent(now: number): readonly Held[] {
    return [...this.fresh].filter(({ openedAt, listener }) => now - openedAt > listener.firstWordWithinMs);
  }

  private whatIsFull(
    listener: ListenerLimits,
    address: string | null,
  ): { readonly among: ReadonlySet<Held>; readonly reason: LimitReached } | null {
    const ofAddress = address === null ? undefined : this.perAddress.get(keyOf(listener, address));
    if (ofAddress && ofAddress.size >= (listener.perAddress ?? this.limits.perAddress))
      return { among: ofAddress, reason: 'address-full' };
    const own = this.perListener.get(listener.name);
    if (own && own.size >= (listener.connections ?? Number.POSITIVE_INFINITY))
      return { among: own, reason: 'listener-full' };
    if (this.unproven.size >= this.limits.unproven) return { among: this.unproven, reason: 'listener-full' };
    return this.all.size >= this.limits.connections ? { among: this.all, reason: 'listener-full' } : null;
  }

  private weakest(among: ReadonlySet<Held>, now: number): Held | null {
    if (among === this.unproven || among === this.all) for (const oldest of this.fresh) return oldest;
    // Sets keep the order of arrival, so the first new one is the oldest of them.
    for (const one of among) if (one.standing === 'new') return one;
    return weakestOf(among, now);
  }
}

const keyOf = ({ name }: ListenerLimits, address: string): string => `${name} ${address}`;

function into(groups: Map<string, Set<Held>>, key: string, held: Held): void {
  const group = groups.get(key) ?? new Set<Held>();
  group.add(held);
  groups.set(key, group);
}

function outOf(groups: Map<string, Set<Held>>, key: string, held: Held): void {
  const group = groups.get(key);
  if (!group?.delete(held)) return;
  if (group.size === 0) groups.delete(key);
}
