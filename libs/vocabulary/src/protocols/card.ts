import type { AgencyService } from '../codes/calls.js';
import type { VerdictCode } from '../codes/incidents.js';
import type { AlertKind } from '../codes/signals.js';
import type { Label } from '../label.js';

/** One answer; `suggests` is what the desk may do about it, never something that happens by itself. */
export interface ProtocolChoice {
  readonly code: string;
  readonly label: Label;
  readonly suggests?: { readonly verdict: VerdictCode } | { readonly call: AgencyService };
}

export interface ProtocolQuestion {
  readonly code: string;
  /** Said as it is written. */
  readonly ask: Label;
  readonly hint?: Label;
  readonly choices: readonly ProtocolChoice[];
}

/**
 * What is asked in an incident of these kinds, in this order. A change of the words is a new version beside the old one: the timeline of an
 * incident shows the words that were read out then.
 */
export interface ProtocolCard {
  readonly id: string;
  readonly version: number;
  readonly kinds: readonly AlertKind[];
  readonly title: Label;
  readonly questions: readonly ProtocolQuestion[];
  /** What is not said, or not done. */
  readonly rule: Label;
}

/** In the order in which an incident of several kinds is asked about: what forbids a call comes first. */
export type ProtocolCards = readonly ProtocolCard[];
