/** `new`: said nothing that counts · `received`: sent something, proved nothing · `proven`: its secret, certificate or session was right. */
export type Standing = 'new' | 'received' | 'proven';

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

export interface OpenConnection {
  readonly id: number;
  readonly listener: ListenerLimits;
  /** `null`: many different people stand behind it (a proxy), so it is not counted. */
  readonly address: string | null;
  readonly openedAt: number;
  standing: Standing;
  lastByteAt: number;
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
export function weakestOf(open: Iterable<OpenConnection>, now: number): OpenConnection | null {
  let weakest: OpenConnection | null = null;
  for (const one of open) {
    if (one.alarmAt !== null && now - one.alarmAt < ALARM_PROTECTED_MS) continue;
    if (weakest === null || isWeaker(one, weakest)) weakest = one;
  }
  return weakest;
}

const RANKS: Readonly<Record<Standing, number>> = { new: 0, received: 1, proven: 2 };
const rankOf = ({ alarmAt, standing }: OpenConnection): number => (alarmAt === null ? RANKS[standing] : 3);
const isWeaker = (one: OpenConnection, other: OpenConnection): boolean =>
  rankOf(one) !== rankOf(other)
    ? rankOf(one) < rankOf(other)
    : one.lastByteAt !== other.lastByteAt
      ? one.lastByteAt < other.lastByteAt
      : one.openedAt < other.openedAt;

export type Admission =
  | {
      readonly open: OpenConnection;
      readonly ended: { readonly open: OpenConnection; readonly reason: LimitReached } | null;
    }
  | { readonly refused: LimitReached };

/** The connections of one process. Times are arguments, in milliseconds of a clock that never jumps. */
export class OpenConnections {
  private readonly all = new Set<OpenConnection>();
  /** Oldest first: in a flood only the first of them is examined. */
  private readonly fresh = new Set<OpenConnection>();
  private readonly perListener = new Map<string, Set<OpenConnection>>();
  private readonly perAddress = new Map<string, Set<OpenConnection>>();
  private readonly unproven = new Set<OpenConnection>();
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
    let ended: { open: OpenConnection; reason: LimitReached } | null = null;
    if (full !== null) {
      const open = this.weakest(full.among, now);
      if (open === null) return { refused: full.reason };
      this.close(open);
      ended = { open, reason: full.reason };
    }
    const open: OpenConnection = {
      ...{ id: this.nextId, listener, address, openedAt: now },
      ...{ standing: 'new', lastByteAt: now, alarmAt: null },
    };
    this.nextId += 1;
    this.all.add(open);
    this.fresh.add(open);
    this.unproven.add(open);
    into(this.perListener, listener.name, open);
    if (address !== null) into(this.perAddress, keyOf(listener, address), open);
    return { open, ended };
  }

  received(open: OpenConnection, now: number): void {
    open.lastByteAt = now;
    if (open.standing !== 'new') return;
    open.standing = 'received';
    this.fresh.delete(open);
  }

  /** From here on it stands in the reserve, and no longer counts against its address. */
  proven(open: OpenConnection, now: number): void {
    this.received(open, now);
    open.standing = 'proven';
    this.unproven.delete(open);
    if (open.address !== null) outOf(this.perAddress, keyOf(open.listener, open.address), open);
  }

  alarmed(open: OpenConnection, now: number): void {
    this.received(open, now);
    open.alarmAt = now;
  }

  close(open: OpenConnection): void {
    this.all.delete(open);
    this.fresh.delete(open);
    this.unproven.delete(open);
    outOf(this.perListener, open.listener.name, open);
    if (open.address !== null) outOf(this.perAddress, keyOf(open.listener, open.address), open);
  }

  /** Those that were given their time and said nothing. */
  silent(now: number): readonly OpenConnection[] {
    return [...this.fresh].filter(({ openedAt, listener }) => now - openedAt > listener.firstWordWithinMs);
  }

  private whatIsFull(
    listener: ListenerLimits,
    address: string | null,
  ): { readonly among: ReadonlySet<OpenConnection>; readonly reason: LimitReached } | null {
    const ofAddress = address === null ? undefined : this.perAddress.get(keyOf(listener, address));
    if (ofAddress && ofAddress.size >= (listener.perAddress ?? this.limits.perAddress))
      return { among: ofAddress, reason: 'address-full' };
    const own = this.perListener.get(listener.name);
    if (own && own.size >= (listener.connections ?? Number.POSITIVE_INFINITY))
      return { among: own, reason: 'listener-full' };
    if (this.unproven.size >= this.limits.unproven) return { among: this.unproven, reason: 'listener-full' };
    return this.all.size >= this.limits.connections ? { among: this.all, reason: 'listener-full' } : null;
  }

  private weakest(among: ReadonlySet<OpenConnection>, now: number): OpenConnection | null {
    if (among === this.unproven || among === this.all) for (const oldest of this.fresh) return oldest;
    // Sets keep the order of arrival, so the first new one is the oldest of them.
    for (const one of among) if (one.standing === 'new') return one;
    return weakestOf(among, now);
  }
}

const keyOf = ({ name }: ListenerLimits, address: string): string => `${name} ${address}`;

function into(groups: Map<string, Set<OpenConnection>>, key: string, open: OpenConnection): void {
  const group = groups.get(key) ?? new Set<OpenConnection>();
  group.add(open);
  groups.set(key, group);
}

function outOf(groups: Map<string, Set<OpenConnection>>, key: string, open: OpenConnection): void {
  const group = groups.get(key);
  if (!group?.delete(open)) return;
  if (group.size === 0) groups.delete(key);
}
