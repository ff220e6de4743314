import type { SoftphoneLogin } from '@silverbell/wire';
import type { CallControl } from '@silverbell/vocabulary';

/**
 * Whether calls ring at this browser. `refused`: the SIP server knows no such extension, or not this login; `lost`: it cannot be reached;
 * `no-microphone`: the browser gives none, so the phone does not register, because a call could ring and not be answered.
 */
export type SoftphoneLine = 'starting' | 'registered' | 'refused' | 'lost' | 'no-microphone';

/** A call at this phone. Who calls is not known here: the exchange reports it, and the call bar shows it. */
export interface PhoneLeg {
  /** `connecting`: answered here, and the SIP server has not confirmed it yet. */
  readonly state: 'ringing' | 'connecting' | 'talking' | 'held';
  readonly microphoneOff: boolean;
}

export interface SoftphoneState {
  readonly line: SoftphoneLine;
  readonly leg: PhoneLeg | null;
}

/** A telephone in the browser, with one call at a time. It never places a call: the exchange does, and rings this phone first. */
export interface Softphone {
  readonly state: () => SoftphoneState;
  readonly subscribe: (listener: () => void) => () => void;
  answer(): void;
  hangUp(): void;
  hold(): void;
  resume(): void;
  setMicrophone(on: boolean): void;
  /** Hangs up, and registers no more. */
  stop(): void;
}

export interface SoftphoneDeps {
  /** A fresh one each time: they lapse after minutes, and are kept nowhere. */
  readonly login: () => Promise<SoftphoneLogin>;
  /** Rejects when the browser gives no microphone. */
  readonly askForMicrophone: () => Promise<void>;
  /** Makes the other party audible; `null`: the call is over. */
  readonly hear: (stream: MediaStream | null) => void;
  /** Returns how to call it off. */
  readonly later: (ms: number, run: () => void) => () => void;
}

/** Does it at this phone; `false`: no call is here that it could be done with, so it is the exchange that has to do it. */
export function doneHere(phone: Softphone | null, control: CallControl): boolean {
  const leg = phone?.state().leg ?? null;
  if (phone === null || leg === null) return false;
  switch (control) {
    case 'answer':
      if (leg.state === 'ringing') phone.answer();
      return true;
    case 'hang-up':
      phone.hangUp();
      return true;
    case 'hold':
      if (leg.state === 'talking') phone.hold();
      return true;
    case 'resume':
      if (leg.state === 'held') phone.resume();
      return true;
    case 'transfer':
    case 'conference':
      return false;
  }
}
