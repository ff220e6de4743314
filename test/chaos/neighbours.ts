import { Phone, SimulatedHelper, type Fetch } from '@silverbell/device-phone';
import type { Environment } from '@silverbell/device-kit';

export interface Neighbour {
  readonly username: string;
  readonly password: string;
  readonly at: { readonly lat: number; readonly lng: number };
}

const TIMEOUT_MS = 10_000;
const TRY_AGAIN_MS = 2_000;
/** Eager people with fast bicycles: the platform shall be busy, and several shall want the same case. */
const HABITS = {
  acceptChance: 0.9,
  declineChance: 0.7,
  answerAfterMs: [200, 2_000],
  departAfterMs: [300, 1_500],
  metresPerSecond: 500,
  onSceneMs: [500, 2_000],
  lookEveryMs: 3_000,
  stepEveryMs: 500,
} as const;

const patientFetch: Fetch = (url, init) => fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });

/** Simulated helpers on every api, who keep coming back whatever dies. */
export class Helpers {
  readonly counts = { asked: 0, accepted: 0, lost: 0, finished: 0, trouble: 0 };
  private readonly all: SimulatedHelper[] = [];
  private home = false;

  constructor(
    private readonly originOf: (index: number) => string,
    private readonly environment: Environment,
  ) {}

  async comeOnDuty(neighbours: readonly Neighbour[]): Promise<void> {
    await Promise.all(neighbours.map((one, index) => this.comes(one, index)));
  }

  async goHome(): Promise<void> {
    this.home = true;
    await Promise.allSettled(this.all.map((helper) => helper.goOffDuty()));
  }

  private async comes({ username, password, at }: Neighbour, index: number): Promise<void> {
    const phone = new Phone({ baseUrl: this.originOf(index), username, password, fetch: patientFetch });
    const helper = new SimulatedHelper({ phone, environment: this.environment, at, habits: HABITS });
    helper.on('asked', () => (this.counts.asked += 1));
    helper.on('accepted', () => (this.counts.accepted += 1));
    helper.on('lost', () => (this.counts.lost += 1));
    helper.on('finished', () => (this.counts.finished += 1));
    helper.on('trouble', () => (this.counts.trouble += 1));
    this.all.push(helper);
    await this.tries(helper);
  }

  private async tries(helper: SimulatedHelper): Promise<void> {
    if (this.home) return;
    try {
      await helper.goOnDuty();
    } catch {
      helper.leave();
      this.counts.trouble += 1;
      this.environment.later(TRY_AGAIN_MS, () => void this.tries(helper));
    }
  }
}
