import { Cable } from '@silverbell/testing-world/scenario/cable';
import { setTimeout as pause } from 'node:timers/promises';
import { StationRig, type StationChild } from '../rig/index.js';
import { installPoints, isPoint, killAt, POINTS } from './points.js';
import type { Fault } from './audit.js';
import { backupAndRestore, dieInBackup, MID_BACKUP } from './mid-backup.js';
import type { Wearer } from './fleet.js';
import { addTo, CarelessDevice, keptIn, WHILE_SPOOLING, type Kept } from './spooling.js';
import { sqlAt } from './sql.js';
import { SLOW_MS, type Killed, type SelfDeaths, type Stage } from './stage.js';

const CHILDREN: readonly StationChild[] = ['engine', 'api', 'database'];
const LINES = ['half of the devices to the broker', 'the other half of the devices to the broker'] as const;
const THE_MACHINE = 'the machine';

/** The station: everything on one machine, the broker inside the engine. Its own supervisor starts again what dies. */
export async function stationStage(careless: Wearer, say: (line: string) => void): Promise<Stage> {
  say('starting the station');
  const rig = await StationRig.start();
  const cables = await Promise.all(LINES.map(() => new Cable(() => rig.mqttPort).lay()));
  await installPoints(sqlAt(rig.databaseUrl));
  return new StationStage(rig, cables, careless, say);
}

class StationStage implements Stage {
  readonly targets = ['station', ...CHILDREN];
  readonly points = [MID_BACKUP, WHILE_SPOOLING, ...POINTS];
  readonly lines = LINES;
  readonly clocks = [THE_MACHINE];
  readonly disks = [];
  readonly kept: Kept[] = [];
  readonly named: boolean[] = [];
  private stationIsDead = false;
  private readonly careless: CarelessDevice;

  constructor(
    private readonly rig: StationRig,
    private readonly cables: readonly Cable[],
    careless: Wearer,
    private readonly say: (line: string) => void,
  ) {
    this.careless = new CarelessDevice(careless, () => `mqtt://127.0.0.1:${String(rig.mqttPort)}`);
  }

  get spools(): readonly string[] {
    return [this.rig.spool];
  }

  get folder(): string {
    return this.rig.folder;
  }

  get databaseUrl(): string {
    return this.rig.databaseUrl;
  }

  get httpPorts(): readonly number[] {
    return [this.rig.httpPort];
  }

  mqttUrlFor(index: number): string {
    return `mqtt://127.0.0.1:${String(this.cables[index % this.cables.length]?.localPort ?? 0)}`;
  }

  async kill(target: string, downMs: number): Promise<Killed> {
    if (target === WHILE_SPOOLING) return this.killWhileSpooling();
    if (target === MID_BACKUP) return this.killMidBackup(downMs);
    let at = performance.now();
    if (target === 'station') {
      if (this.stationIsDead) return { who: target, at };
      this.stationIsDead = true;
      await this.rig.station.kill();
      await pause(downMs);
      await this.comesBack();
      this.stationIsDead = false;
      return { who: target, at };
    }
    if (!isPoint(target)) {
      await this.rig.killChild(target as StationChild);
      return { who: target, at };
    }
    const kill = (): Promise<void> => {
      at = performance.now();
      return this.rig.killChild('engine');
    };
    const there = await killAt(target, {
      sql: sqlAt(this.rig.databaseUrl),
      engines: () => [this.rig.pidOf('engine')].filter((pid) => pid !== null),
      kill,
    }).catch(() => false);
    this.named.push(there);
    if (!there) {
      this.say(`the engine did not come to "${target}"; it dies as it is`);
      await kill();
    }
    return { who: 'engine', at };
  }

  /** Whether it is ready in the end is asked by whoever waits for it. */
  private async comesBack(): Promise<void> {
    await this.rig.station.start().catch(() => this.say('the station is slow to start'));
  }

  private async killMidBackup(downMs: number): Promise<Killed> {
    let at = performance.now();
    // Whoever killed it starts it again.
    if (this.stationIsDead) return { who: 'station', at };
    const caught = await dieInBackup(this.rig, async () => {
      at = performance.now();
      this.stationIsDead = true;
      await this.rig.station.kill();
    });
    if (!caught) this.say('the backup did not come to its middle; it dies as it is');
    await pause(downMs);
    await this.comesBack();
    this.stationIsDead = false;
    return { who: 'station and its backup', at };
  }

  private async killWhileSpooling(): Promise<Killed> {
    const caught = await this.careless.pressesUntilKept(this.spools, () => this.rig.killChild('database'));
    if (!caught) this.say('no press came to the spool; the engine dies as it is');
    const at = performance.now();
    await this.rig.killChild('engine');
    addTo(this.kept, keptIn(this.spools));
    return { who: 'database and engine', at };
  }

  trouble(line: string, how: 'cut' | 'slow' | 'mute'): void {
    const cable = this.cableOf(line);
    if (how === 'cut') cable.cut();
    else if (how === 'slow') cable.lateMs = SLOW_MS;
    else cable.swallow();
  }

  mend(line: string): void {
    const cable = this.cableOf(line);
    cable.cut();
    cable.lateMs = 0;
    cable.mend();
  }

  setClock(_whose: string, byMs: number): void {
    this.rig.setClock(byMs);
  }

  setFull(): void {
    throw new Error('no disk of a station is filled');
  }

  async notReady(): Promise<readonly string[]> {
    return (await this.rig.station.isReady()) ? [] : ['station'];
  }

  selfDeaths(): readonly SelfDeaths[] {
    const { crashes } = this.rig.station;
    return crashes > 0 ? [{ name: 'station', times: crashes, ours: true }] : [];
  }

  /** Whatever died, a backup of what is left comes back as it went. */
  async lastLook(): Promise<readonly Fault[]> {
    const wrong = await backupAndRestore(this.rig);
    return wrong === null ? [] : [{ of: 'foldMismatch', what: wrong }];
  }

  async close(keepFolder: boolean): Promise<void> {
    await this.rig.stop({ keepFolder });
    for (const cable of this.cables) await cable.takeAway();
  }

  private cableOf(line: string): Cable {
    const cable = this.cables[(LINES as readonly string[]).indexOf(line)];
    if (!cable) throw new Error(`there is no line ${line}`);
    return cable;
  }
}
