import type { Softphone } from './softphone.js';
import { ObservedState } from './softphone-state.js';

/** A telephone without a line, for specs of the page: what a SIP server would do to it is called by the spec. */
export class FakeSoftphone implements Softphone {
  readonly #observed = new ObservedState();
  readonly state = this.#observed.read;
  readonly subscribe = this.#observed.subscribe;
  stopped = false;

  answer(): void {
    if (this.state().leg?.state === 'ringing') this.#observed.changeLeg({ state: 'connecting' });
  }

  hangUp(): void {
    this.#observed.endLeg();
  }

  hold(): void {
    if (this.state().leg?.state === 'talking') this.#observed.changeLeg({ state: 'held' });
  }

  resume(): void {
    if (this.state().leg?.state === 'held') this.#observed.changeLeg({ state: 'talking' });
  }

  setMicrophone(on: boolean): void {
    this.#observed.changeLeg({ microphoneOff: !on });
  }

  stop(): void {
    this.stopped = true;
    this.#observed.endLeg();
  }

  accepts(): void {
    this.#observed.setLine('registered');
  }

  refuses(): void {
    this.#observed.setLine('refused');
  }

  rings(): void {
    if (this.state().leg === null) this.#observed.beginLeg();
  }

  confirms(): void {
    this.#observed.changeLeg({ state: 'talking' });
  }

  callerHangsUp(): void {
    this.#observed.endLeg();
  }

  cutsLine(): void {
    this.#observed.setLine('lost');
  }

  takesMicrophone(): void {
    this.#observed.setLine('no-microphone');
  }
}
