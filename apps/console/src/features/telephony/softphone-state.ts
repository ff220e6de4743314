import type { PhoneLeg, SoftphoneLine, SoftphoneState } from './softphone.js';

/** The state of a softphone, and who listens to it. */
export class ObservedState {
  #state: SoftphoneState = { line: 'starting', leg: null };
  readonly #listeners = new Set<() => void>();

  readonly read = (): SoftphoneState => this.#state;
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  setLine(line: SoftphoneLine): void {
    if (this.#state.line !== line) this.#set({ ...this.#state, line });
  }

  beginLeg(): void {
    this.#set({ ...this.#state, leg: { state: 'ringing', microphoneOff: false } });
  }

  /** What is said late of a call that is over changes nothing. */
  changeLeg(change: Partial<PhoneLeg>): void {
    const { leg } = this.#state;
    if (leg !== null) this.#set({ ...this.#state, leg: { ...leg, ...change } });
  }

  endLeg(): void {
    if (this.#state.leg !== null) this.#set({ ...this.#state, leg: null });
  }

  #set(state: SoftphoneState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}
