import type { SignalFacts } from '@silverbell/incidents';
import type { DeviceId, Instant } from '@silverbell/kernel';
import type { Doubt } from '@silverbell/vocabulary';

/** One message as a broker handed it over. */
export interface Delivery {
  /** Given when it is taken in, and kept by the spool: under it, it is written once. */
  readonly id?: string;
  readonly deviceId: DeviceId;
  readonly topic: string;
  readonly payload: Uint8Array;
  /** Replayed by a broker on subscribe; a live message published with the retain flag is not. */
  readonly replayed: boolean;
  /** The sender hands it over again when it gets no acknowledgement. */
  readonly repeats: boolean;
  readonly receivedAt: Instant;
  /** Other engines may have taken in a copy of it since then; absent: it came to this engine alone. */
  readonly copiesSince?: Instant;
  /** The broker has handed over this very message before, without an acknowledgement; the device did not send it again. */
  readonly redelivered?: boolean;
  /** The device marks it as sent before: the DUP flag on its own way to us. */
  readonly sentBefore?: boolean;
  /** What the transport itself has to say against it. */
  readonly doubts: readonly Doubt[];
  /** Numbers that were turned away at the line since it was told last; the first signal tells of them. */
  readonly turnedAway?: SignalFacts['turnedAway'];
}

/** It came over a bare connection: the number in it is a claim, and anybody can make it. */
export const isUnproven = ({ topic }: Pick<Delivery, 'topic'>): boolean => topic.startsWith('raw/');
