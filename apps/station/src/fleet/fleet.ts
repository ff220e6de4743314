import { connectHub, type Hub } from '@silverbell/device-hub';
import type { Environment } from '@silverbell/device-kit';
import { connectPendant, type Pendant, type Press } from '@silverbell/device-pendant';
import { Phone, SimulatedHelper, type Habits } from '@silverbell/device-phone';
import type { Cast } from './cast.js';

export interface FleetOptions {
  readonly mqttUrl: string;
  readonly httpUrl: string;
  readonly environment: Environment;
  /** Keeps its connections apart from others of the same devices. */
  readonly suffix: string;
  readonly habits?: Partial<Habits>;
}

/** What the people of a fleet did, counted. */
export interface FleetCounts {
  readonly presses: number;
  readonly answered: number;
  readonly waiting: number;
  readonly fellBack: number;
  readonly repeats: number;
  readonly offers: number;
  readonly accepted: number;
  readonly declined: number;
  readonly lost: number;
  readonly arrived: number;
  readonly finished: number;
  readonly trouble: number;
}

const TRY_AGAIN_MS = 10_000;

/** Many pendants, hubs and helpers against one running station, over real MQTT, HTTP and sockets. */
export class Fleet {
  readonly pendants: Pendant[] = [];
  readonly hubs: Hub[] = [];
  readonly helpers: SimulatedHelper[] = [];
  readonly presses: Press[] = [];
  readonly troubles = new Map<string, number>();
  private readonly people = { offers: 0, accepted: 0, declined: 0, lost: 0, arrived: 0, finished: 0 };
  private readonly connected = new Set<string>();
  private pressing: (() => void) | null = null;
  private home = false;

  constructor(private readonly options: FleetOptions) {}

  get counts(): FleetCounts {
    const answered = this.presses.filter((press) => press.receivedAt !== null).length;
    return {
      presses: this.presses.length,
      answered,
      waiting: this.presses.length - answered,
      fellBack: this.presses.filter((press) => press.fellBack).length,
      repeats: this.presses.reduce((sum, press) => sum + press.attempts - 1, 0),
      ...this.people,
      trouble: [...this.troubles.values()].reduce((sum, times) => sum + times, 0),
    };
  }

  get online(): number {
    return this.connected.size;
  }

  connectDevices(cast: Pick<Cast, 'pendants' | 'hubs'>): void {
    const { mqttUrl: url, environment, suffix } = this.options;
    for (const { id, secret, at } of cast.pendants) {
      const position = { ...at, accuracyM: 20, datum: 'wgs84', source: 'gnss' } as const;
      const pendant = connectPendant({
        deviceId: id,
        secret,
        url,
        suffix,
        environment,
        position,
        batteryPct: 40 + Math.floor(environment.random() * 60),
      });
      pendant.on('connected', () => this.connected.add(id));
      pendant.on('lost', () => this.connected.delete(id));
      this.pendants.push(pendant);
    }
    for (const { id, secret, children } of cast.hubs) {
      const hub = connectHub({ hubId: id, secret, url, suffix, environment, children });
      void hub.ready().then(() => this.connected.add(id));
      this.hubs.push(hub);
    }
  }

  /** A helper who cannot log in is counted as trouble and tries again; the others go on. */
  async callHelpers(helpers: Cast['helpers']): Promise<void> {
    const { httpUrl: baseUrl, environment, habits } = this.options;
    for (const { username, password, at, acceptChance } of helpers) {
      const phone = new Phone({ baseUrl, username, password });
      const helper = new SimulatedHelper({ phone, environment, at, habits: { acceptChance, ...habits } });
      helper.on('asked', () => (this.people.offers += 1));
      helper.on('accepted', () => (this.people.accepted += 1));
      helper.on('declined', () => (this.people.declined += 1));
      helper.on('lost', () => (this.people.lost += 1));
      helper.on('arrived', () => (this.people.arrived += 1));
      helper.on('finished', () => (this.people.finished += 1));
      helper.on('trouble', (what) => this.trouble(what));
      this.helpers.push(helper);
      await this.comesOnDuty(helper);
    }
  }

  private async comesOnDuty(helper: SimulatedHelper): Promise<void> {
    if (this.home) return;
    try {
      await helper.goOnDuty();
    } catch (error) {
      helper.leave();
      this.trouble(error instanceof Error ? error.message : String(error));
      this.options.environment.later(TRY_AGAIN_MS, () => void this.comesOnDuty(helper));
    }
  }

  press(pendant: Pendant): Press {
    const press = pendant.press('sos');
    this.presses.push(press);
    return press;
  }

  /** Presses at random moments (a Poisson stream) by random pendants of `among`, until {@link stopPressing}. */
  pressNowAndThen(perHour: number, among: readonly Pendant[], firstAfterMs?: number): void {
    const { environment } = this.options;
    if (perHour <= 0 || among.length === 0) return;
    const pause = (): number => (-Math.log(1 - environment.random()) * 3_600_000) / perHour;
    const next = (ms: number): void => {
      this.pressing = environment.later(ms, () => {
        const pendant = among[Math.floor(environment.random() * among.length)];
        if (pendant) this.press(pendant);
        next(pause());
      });
    };
    next(firstAfterMs ?? pause());
  }

  stopPressing(): void {
    this.pressing?.();
    this.pressing = null;
  }

  /** Milliseconds from press to first receipt of every press that has one, shortest first. */
  answerTimes(): number[] {
    return this.presses
      .flatMap((press) => (press.answeredAfterMs === null ? [] : [press.answeredAfterMs]))
      .sort((a, b) => a - b);
  }

  async goHome(): Promise<void> {
    this.home = true;
    this.stopPressing();
    await Promise.allSettled(this.helpers.map((helper) => helper.goOffDuty()));
    await Promise.allSettled([
      ...this.pendants.map((pendant) => pendant.switchOff()),
      ...this.hubs.map((hub) => hub.switchOff()),
    ]);
  }

  private trouble(what: string): void {
    this.troubles.set(what, (this.troubles.get(what) ?? 0) + 1);
  }
}
