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

  /** `null`: the call is over. */
  setLeg(change: Partial<PhoneLeg> | null): void {
    const { leg } = this.#state;
    const next: PhoneLeg = { state: 'ringing', microphoneOff: false, ...leg, ...change };
    this.#set({ ...this.#state, leg: change === null ? null : next });
  }

  #set(state: SoftphoneState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }
}
