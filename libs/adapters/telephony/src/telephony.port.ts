import type { CallParty } from '@silverbell/vocabulary';
import type { CallId, Refusal } from '@silverbell/kernel';

export interface CallRequest {
  /** Of the call in the case: what is recorded afterwards is recorded under it. */
  readonly callId: CallId;
  readonly party: CallParty;
  /** As registered: spaces, dashes and brackets are fine. */
  readonly number: string;
}

/** How the call comes about. `dial-yourself`: she dials, and records the result by hand. */
export interface PlacedCall {
  readonly how: 'dial-yourself';
  readonly callId: CallId;
  /** To be shown large, and read back. */
  readonly number: string;
  /** A softphone or a mobile opens it (RFC 3966). */
  readonly link: string;
}

/** Calls with seniors, contacts and services. Never decides anything: what was heard is recorded by the operator. */
export interface Telephony {
  call(request: CallRequest): Promise<PlacedCall | Refusal<'number-unreadable'>>;
}
