import type { HomeId, IncidentId, Instant, Refusal, RegionId } from '@silverbell/kernel';
import type { CallControl } from '@silverbell/vocabulary';
import type { CallEvent, NumberMatch, PhoneCall } from './call.js';

export type ExchangeRefusal = Refusal<'exchange-unreachable' | 'call-over' | 'no-recording'>;

export interface WantedCall {
  /** Under this id the exchange reports what becomes of it. */
  readonly callId: string;
  /** The agent's own telephone rings first, then the callee. */
  readonly extension: string;
  readonly number: string;
}

export interface ControlledCall {
  readonly callId: string;
  readonly extension: string;
  readonly control: CallControl;
  /** Of `transfer` and `conference`: the number or extension that comes in. */
  readonly to: string | null;
}

/** Where a recording can be heard for a short while. */
export interface Playback {
  readonly href: string;
  readonly until: Instant;
}

/** An exchange: it does as it is asked, and what happens comes back as {@link CallEvent}s. */
export interface TelephonyPort {
  originate(call: WantedCall): Promise<ExchangeRefusal | null>;
  control(call: ControlledCall): Promise<ExchangeRefusal | null>;
  playback(recordingRef: string): Promise<Playback | ExchangeRefusal>;
  isReachable(): Promise<boolean>;
}

export interface ReceivedCall {
  readonly call: PhoneCall;
  /** `false`: the same report came before. */
  readonly isNew: boolean;
}

/** Calls on file. */
export interface CallStore {
  /** Of one person in several roles: each. */
  matches(number: string): Promise<readonly NumberMatch[]>;
  /** The open emergency or work of a home that a call from there is about. */
  openIncidentOf(homeId: HomeId): Promise<IncidentId | null>;
  /** Keeps a report once, and what the call is by all reports; the first one says where it belongs. */
  keep(event: CallEvent, first: { readonly number: string | null; readonly regionId: RegionId }): Promise<ReceivedCall>;
  link(callId: string, incidentId: IncidentId, why: 'about' | 'missed'): Promise<PhoneCall | null>;
  /** Missed calls that no incident was raised for yet. */
  missed(before: Instant): Promise<readonly PhoneCall[]>;
}
