/** The sounds of IEC 60601-1-8 in shape: ten short tones, three tones, one tone; and the ring of a telephone. Web Audio only, no files. */
export type Pattern = 'urgent' | 'important' | 'single' | 'call';

const patterns: Record<Pattern, { readonly hz: number; readonly at: readonly number[]; readonly lengthS: number }> = {
  // Two bursts of five: pip-pip-pip … pip-pip.
  urgent: { hz: 880, at: [0, 0.2, 0.4, 0.75, 0.95, 1.6, 1.8, 2.0, 2.35, 2.55], lengthS: 0.13 },
  important: { hz: 660, at: [0, 0.35, 0.7], lengthS: 0.2 },
  single: { hz: 520, at: [0], lengthS: 0.25 },
  call: { hz: 440, at: [0, 0.6], lengthS: 0.4 },
};

/** `locked`: the browser has not allowed sound yet, a press of a person must unlock it; `missing`: no Web Audio at all. */
export type SoundState = 'locked' | 'ready' | 'missing';

export class Sound {
  #context: AudioContext | null = null;
  #gain: GainNode | null = null;
  readonly #listeners = new Set<() => void>();
  /** Of the clock of the context: until then something sounds. */
  #busyUntil = 0;
  #state: SoundState = typeof AudioContext === 'undefined' ? 'missing' : 'locked';

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };
  readonly state = (): SoundState => this.#state;

  /** Call it inside a click or key press; elsewhere browsers refuse. */
  async unlock(): Promise<boolean> {
    if (this.#state === 'missing') return false;
    if (this.#context === null) {
      this.#context = new AudioContext();
      this.#gain = this.#context.createGain();
      this.#gain.connect(this.#context.destination);
      this.#context.onstatechange = () => this.#rate();
    }
    try {
      // A browser that refuses leaves `resume` pending for ever.
      await Promise.race([this.#context.resume(), new Promise((resolve) => setTimeout(resolve, 1_000))]);
    } catch {
      // `rate` tells what came of it.
    }
    this.#rate();
    return this.#state === 'ready';
  }

  /**
   * Whatever a person presses next opens the sound; returns how to stop waiting for it. Heard as `click`, never as
   * `pointerdown`: the line that says the sound is blocked leaves the page as soon as it opens, everything below it
   * moves up, and a finger that came down on “accept” would be lifted from something else.
   */
  readonly opensAtNextPress = (): (() => void) => {
    const open = (): void => void this.unlock();
    window.addEventListener('click', open);
    window.addEventListener('keyup', open);
    return () => {
      window.removeEventListener('click', open);
      window.removeEventListener('keyup', open);
    };
  };

  /** False when nothing can be heard: the caller says so on the screen. */
  play(pattern: Pattern, loudness = 0.5): boolean {
    const context = this.#context;
    const gain = this.#gain;
    if (context === null || gain === null || context.state !== 'running') {
      this.#rate();
      return false;
    }
    const { hz, at, lengthS } = patterns[pattern];
    this.#busyUntil = context.currentTime + Math.max(...at) + lengthS;
    for (const start of at) {
      const tone = context.createOscillator();
      const shape = context.createGain();
      tone.type = 'triangle';
      tone.frequency.value = hz;
      const from = context.currentTime + 0.02 + start;
      shape.gain.setValueAtTime(0, from);
      shape.gain.linearRampToValueAtTime(Math.min(1, loudness), from + 0.015);
      shape.gain.setValueAtTime(Math.min(1, loudness), from + lengthS - 0.03);
      shape.gain.linearRampToValueAtTime(0, from + lengthS);
      tone.connect(shape).connect(gain);
      tone.start(from);
      tone.stop(from + lengthS + 0.02);
    }
    return true;
  }

  /** One sound at a time, and an alarm before everything else: what is less than an alarm is left out while something sounds. */
  playWhenFree(pattern: Pattern, loudness?: number): void {
    if ((this.#context?.currentTime ?? 0) >= this.#busyUntil) this.play(pattern, loudness);
  }

  /** Silences what is already scheduled; the next pattern is heard again. */
  hush(): void {
    if (this.#context === null || this.#gain === null) return;
    this.#gain.disconnect();
    this.#gain = this.#context.createGain();
    this.#gain.connect(this.#context.destination);
    this.#busyUntil = 0;
  }

  #rate(): void {
    const next: SoundState =
      this.#context?.state === 'running' ? 'ready' : this.#state === 'missing' ? 'missing' : 'locked';
    if (next === this.#state) return;
    this.#state = next;
    for (const listener of [...this.#listeners]) listener();
  }
}
