import type { OutboxRow, Relayed } from '@silverbell/usecases';

type Channel = OutboxRow['channel'];

/** Channels to people run by outside providers. */
const PROVIDED: ReadonlySet<Channel> = new Set(['sms', 'voice']);
/** No attempt for so long: unknown. */
const FORGOTTEN_AFTER_MS = 15 * 60_000;

/** Which provider has taken nothing lately though it was asked: one that never answers, or answers that it cannot now. */
export class ProviderHealth {
  private readonly failing = new Map<Channel, { readonly since: number; readonly last: number }>();

  constructor(private readonly monotonicNow: () => number = () => performance.now()) {}

  tried(channel: Channel, { sent, putBack }: Pick<Relayed, 'sent' | 'putBack'>): void {
    if (!PROVIDED.has(channel)) return;
    const now = this.monotonicNow();
    if (sent > 0) this.failing.delete(channel);
    else if (putBack > 0) this.failing.set(channel, { since: this.failing.get(channel)?.since ?? now, last: now });
  }

  stuck(): readonly { readonly channel: string; readonly sinceS: number }[] {
    const now = this.monotonicNow();
    return [...this.failing]
      .filter(([, { last }]) => now - last <= FORGOTTEN_AFTER_MS)
      .map(([channel, { since }]) => ({ channel, sinceS: (now - since) / 1_000 }));
  }
}
