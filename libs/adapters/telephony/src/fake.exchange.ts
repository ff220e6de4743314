import { after, isRefusal, minutes, refuse, type Clock } from '@silverbell/kernel';
import type {
  CallEvent,
  ControlledCall,
  ExchangeRefusal,
  Playback,
  TelephonyPort,
  WantedCall,
} from '@silverbell/usecases';
import type { CallDirection, CallEventType } from '@silverbell/vocabulary';

/** What happens in it goes here, as an exchange would report it. */
export type CallEventHandler = (event: CallEvent, number: string | null) => Promise<unknown>;

interface Going {
  readonly direction: CallDirection;
  readonly number: string;
  readonly extension: string;
  state: 'ringing' | 'talking' | 'held' | 'ended';
}

/** An exchange without lines, for the demo and for tests: whom it calls answers at once. A real person is never rung. */
export class FakeExchange implements TelephonyPort {
  private readonly calls = new Map<string, Going>();
  /** A test pulls its plug. */
  reachable = true;

  constructor(
    private readonly clock: Clock,
    private readonly onEvent: CallEventHandler,
  ) {}

  async originate({ callId, extension, number }: WantedCall): Promise<ExchangeRefusal | null> {
    if (!this.reachable) return refuse('exchange-unreachable');
    this.calls.set(callId, { direction: 'out', number, extension, state: 'ringing' });
    await this.#report(callId, 'ringing');
    return this.#moves(callId, 'talking', 'answered');
  }

  /** A person rings the centre, and it rings at this extension. */
  async rings(callId: string, number: string, extension: string): Promise<void> {
    this.calls.set(callId, { direction: 'in', number, extension, state: 'ringing' });
    await this.#report(callId, 'ringing');
  }

  async control({ callId, control }: ControlledCall): Promise<ExchangeRefusal | null> {
    if (!this.reachable) return refuse('exchange-unreachable');
    switch (control) {
      case 'answer':
        return this.#moves(callId, 'talking', 'answered');
      case 'hold':
        return this.#moves(callId, 'held', 'held');
      case 'resume':
        return this.#moves(callId, 'talking', 'resumed');
      case 'transfer':
        return this.#moves(callId, 'talking', 'transferred');
      case 'conference':
        return this.#moves(callId, 'talking', 'resumed');
      case 'hang-up': {
        const refusal = await this.#moves(callId, 'ended', 'ended');
        return isRefusal(refusal) ? refusal : this.#keepsRecording(callId);
      }
    }
  }

  playback(recordingRef: string): Promise<Playback | ExchangeRefusal> {
    if (!this.reachable) return Promise.resolve(refuse('exchange-unreachable'));
    const href = `data:audio/wav;base64,UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=#${recordingRef}`;
    return Promise.resolve({ href, until: after(this.clock.now(), minutes(5)) });
  }

  isReachable(): Promise<boolean> {
    return Promise.resolve(this.reachable);
  }

  async #moves(callId: string, to: Going['state'], type: CallEventType): Promise<ExchangeRefusal | null> {
    const call = this.calls.get(callId);
    if (call === undefined || call.state === 'ended') return refuse('call-over');
    call.state = to;
    await this.#report(callId, type);
    return null;
  }

  async #keepsRecording(callId: string): Promise<null> {
    await this.#report(callId, 'recording');
    return null;
  }

  #report(callId: string, type: CallEventType): Promise<unknown> {
    const call = this.calls.get(callId);
    if (call === undefined) throw new Error(`no call ${callId}`);
    const at = this.clock.now();
    const recording =
      type === 'recording' ? { ref: `fake/${callId}`, sha256: '0'.repeat(64), startedAt: at, durationS: 1 } : null;
    return this.onEvent(
      {
        ...{ callId, type, at, direction: call.direction, extension: call.extension, queue: null, recording },
        cause: type === 'ended' ? 'hung-up' : null,
      },
      call.number,
    );
  }
}
