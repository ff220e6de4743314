import type { Instant } from '@silverbell/kernel';

const MINUTE_MS = 60_000;
/** More than this are forgotten, those first that were heard longest ago. */
const MOST_REMEMBERED = 10_000;

/** Too many new numbers of one address: nothing was kept, nothing is answered, and it is counted where it was said. */
export class TurnedAwayError extends Error {
  override readonly name = 'TurnedAwayError';
}

export interface TurnedAway {
  readonly count: number;
  readonly lastNumber: string;
}

/** Where a connection comes from, as far as one host can choose: of IPv6 the network, because a host has as many addresses as it likes. */
export function sourceOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(':')) return mapped ?? address;
  const [head = '', tail] = address.split('::');
  const groups = head === '' ? [] : head.split(':');
  const missing = tail === undefined ? 0 : 8 - groups.length - tail.split(':').filter(Boolean).length;
  return [...groups, ...Array<string>(Math.max(0, missing)).fill('0'), ...(tail ?? '').split(':')]
    .slice(0, 4)
    .join(':');
}

/**
 * How many new numbers one source may bring in a minute where nothing proves a number. A number that was let in stays in: a device that presses
 * again is heard again. The others are counted, and the last one is remembered, until it is read.
 */
export class NewNumberBudget {
  private readonly letIn = new Map<string, true>();
  private readonly sources = new Map<string, { from: Instant; count: number }>();
  private away: TurnedAway | null = null;

  admits(number: string, address: string, now: Instant, perMinute: number): boolean {
    if (this.letIn.has(number)) {
      keep(this.letIn, number, true);
      return true;
    }
    const source = sourceOf(address);
    const known = this.sources.get(source);
    const minute = known !== undefined && now - known.from < MINUTE_MS ? known : { from: now, count: 0 };
    if (minute.count >= perMinute) {
      this.away = { count: (this.away?.count ?? 0) + 1, lastNumber: number };
      return false;
    }
    keep(this.sources, source, { ...minute, count: minute.count + 1 });
    keep(this.letIn, number, true);
    return true;
  }

  /** What was turned away since the last call, to be reported. */
  takeTurnedAway(): TurnedAway | null {
    const { away } = this;
    this.away = null;
    return away;
  }

  /** It could not be told. */
  putBack({ count, lastNumber }: TurnedAway): void {
    this.away = { count: (this.away?.count ?? 0) + count, lastNumber: this.away?.lastNumber ?? lastNumber };
  }
}

function keep<K, V>(memory: Map<K, V>, key: K, value: V): void {
  memory.delete(key);
  memory.set(key, value);
  if (memory.size <= MOST_REMEMBERED) return;
  for (const oldest of memory.keys()) {
    memory.delete(oldest);
    return;
  }
}
