import type { DeviceAccess, Device } from '../load/device.js';
import { ConsoleSocket } from '../stage/console.js';
import { closesEverything, Person } from '../stage/people.js';
import type { Platform } from '../stage/platform.js';
import type { Stage } from '../stage/stage.js';
import { connected, pressInTurn, shownAfter } from './pressing.js';

/** A staffed platform with a console that listens and pendants that are connected. */
export class Desk {
  private constructor(
    private readonly stage: Stage,
    readonly platform: Platform,
    private readonly people: readonly Person[],
    private readonly console: ConsoleSocket,
    private readonly devices: readonly Device[],
  ) {}

  static async open(stage: Stage, platform: Platform, callers: readonly DeviceAccess[]): Promise<Desk> {
    const names = ['operator', 'operator-2', 'lead'];
    const people = await Promise.all(names.map((name) => Person.logsIn(platform.http, name)));
    await (people[0] as Person).asks('PUT', '/me/duty', { onDuty: true });
    const console = await ConsoleSocket.connect(platform.http, (people[0] as Person).token);
    return new Desk(stage, platform, people, console, await connected(platform.mqttPort, callers, true));
  }

  /** SOS → console, one press after the other. */
  async presses(count: number): Promise<number[]> {
    const { devices, console, platform } = this;
    const pressed = await pressInTurn({ devices, console, random: this.stage.random, until: 'received' }, count);
    return shownAfter(pressed, console, { cluster: await this.stage.cluster(), platform });
  }

  closesEverything(): Promise<number> {
    return closesEverything(this.people);
  }

  leave(): void {
    this.console.close();
    for (const device of this.devices) device.close();
  }
}
