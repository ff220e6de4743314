import { Cable } from '@silverbell/testing-world/scenario/cable';
import { setTimeout as pause } from 'node:timers/promises';
import { holdsWithin, ServerRig, type Part } from '../rig/index.js';
import { dieInMigration, leftOfMigration } from './mid-migration.js';
import { installPoints, isPoint, killAt, POINTS } from './points.js';
import type { Fault } from './audit.js';
import type { Wearer } from './fleet.js';
import { addTo, CarelessDevice, keptIn, WHILE_SPOOLING, type Kept } from './spooling.js';
import { sqlAt } from './sql.js';
import { SLOW_MS, type Killed, type SelfDeaths, type Stage } from './stage.js';

const START_TRIES = 10;
const READY_WITHIN_MS = 60_000;
const EVERY_DISK = 'every disk';
const ONE_BACKEND = 'one backend of the database';

/** Each between a process (or half of the devices) and its broker or database. */
const CABLES = [
  'half of the devices to the broker',
  'the other half of the devices to the broker',
  'engine-1 to the database',
  'engine-2 to the broker',
  'api-2 to the database',
] as const;
type CableName = (typeof CABLES)[number];

/** PostgreSQL, mosquitto, engine × 2, api × 2. */
export async function serverStage(careless: Wearer, disksFill: boolean, say: (line: string) => void): Promise<Stage> {
  let rig: ServerRig | null = null;
  const portOf = (url: string | undefined): number => Number(new URL(url ?? 'mqtt://127.0.0.1:1').port);
  const cables = {} as Record<CableName, Cable>;
  let databasePort = 0;
  let brokerPort = 0;
  for (const name of CABLES)
    cables[name] = await new Cable(() => (name.endsWith('database') ? databasePort : brokerPort)).lay();
  const through = (name: CableName, url: string): string => {
    const other = new URL(url);
    other.port = String(cables[name].localPort);
    return other.href;
  };
  try {
    rig = await ServerRig.start({
      engines: 2,
      apis: 2,
      clocks: true,
      smallDisks: disksFill,
      say,
      beforeEngines: (empty) => killMidMigration(empty, say),
      databaseUrlFor: (part, url) => {
        databasePort = portOf(url);
        return part === 'engine-1' || part === 'api-2' ? through(`${part} to the database`, url) : url;
      },
      mqttUrlFor: (part, url) => {
        brokerPort = portOf(url);
        return part === 'engine-2' ? through('engine-2 to the broker', url) : url;
      },
    });
    if (rig.noDisksBecause !== null) say(`SKIPPED: no disk is filled in this run, because ${rig.noDisksBecause}`);
    await installPoints(sqlAt(rig.databaseUrl));
    return new ServerStage(rig, cables, careless, say);
  } catch (error) {
    await rig?.stop();
    for (const cable of Object.values(cables)) await cable.takeAway();
    throw error;
  }
}

class ServerStage implements Stage {
  readonly points = [...POINTS, WHILE_SPOOLING];
  readonly lines = CABLES;
  readonly clocks = ['engine-1', 'engine-2'];
  readonly targets: readonly string[];
  private readonly parts: ReadonlyMap<string, Part>;
  readonly kept: Kept[] = [];
  readonly named: boolean[] = [];
  private readonly dead = new Set<string>();
  private readonly careless: CarelessDevice;

  constructor(
    private readonly rig: ServerRig,
    private readonly cables: Readonly<Record<CableName, Cable>>,
    careless: Wearer,
    private readonly say: (line: string) => void,
  ) {
    this.parts = new Map(rig.parts.map((part) => [part.name, part]));
    this.targets = [...this.parts.keys(), ONE_BACKEND];
    this.careless = new CarelessDevice(careless, () => rig.mqttUrl);
  }

  get spools(): readonly string[] {
    return this.rig.engines.map(({ part }) => this.rig.spoolOf(part.name));
  }

  get disks(): readonly string[] {
    return this.rig.disks.size === 2 ? ['the disk of the database', EVERY_DISK] : [];
  }

  get folder(): string {
    return this.rig.folder;
  }

  get databaseUrl(): string {
    return this.rig.databaseUrl;
  }

  get httpPorts(): readonly number[] {
    return this.rig.apis.map(({ port }) => port);
  }

  mqttUrlFor(index: number): string {
    const half = index % 2 === 0 ? 'half of the devices to the broker' : 'the other half of the devices to the broker';
    return `mqtt://127.0.0.1:${String(this.cables[half].localPort)}`;
  }

  async kill(target: string, downMs: number): Promise<Killed> {
    if (target === ONE_BACKEND) {
      const at = performance.now();
      await this.rig.database.killBackend();
      return { who: target, at };
    }
    if (target === WHILE_SPOOLING) return this.killWhileSpooling(downMs);
    if (!isPoint(target)) return this.killPart(target, downMs);
    let caught: Promise<Killed> | null = null;
    const there = await killAt(target, {
      sql: sqlAt(this.rig.databaseUrl),
      engines: () => this.rig.engines.flatMap(({ part }) => (part.pid === null ? [] : [part.pid])),
      behindCable: () => this.parts.get('engine-1')?.pid ?? null,
      kill: async (pid) => {
        const part = this.rig.engines.find((one) => one.part.pid === pid)?.part;
        if (!part) return;
        const at = performance.now();
        await part.kill();
        this.dead.add(part.name);
        caught = this.comesBack(part, downMs, at);
      },
    }).catch((error: unknown) => {
      this.say(`the database broke off while an engine was waited for at "${target}": ${String(error)}`);
      return caught !== null;
    });
    this.named.push(caught !== null);
    if (caught) return caught;
    if (!there) this.say(`no engine came to "${target}"; engine-1 dies as it is`);
    return this.killPart('engine-1', downMs);
  }

  trouble(line: string, how: 'cut' | 'slow' | 'mute'): void {
    const cable = this.cables[line as CableName];
    if (how === 'cut') cable.cut();
    else if (how === 'slow') cable.lateMs = SLOW_MS;
    else cable.swallow();
  }

  mend(line: string): void {
    const cable = this.cables[line as CableName];
    // What was mute stays so for ever: only a new connection carries again.
    cable.cut();
    cable.lateMs = 0;
    cable.mend();
  }

  setClock(whose: string, byMs: number): void {
    this.rig.setClock(whose, byMs);
  }

  setFull(disk: string, full: boolean): void {
    for (const [name, each] of this.rig.disks) {
      if (disk !== EVERY_DISK && disk !== name) continue;
      if (full) each.fill();
      else each.empty();
    }
  }

  async notReady(): Promise<readonly string[]> {
    const looked = await Promise.all(
      this.rig.parts.map(async (part) => ({ name: part.name, isReady: await part.isReady() })),
    );
    return looked.filter(({ isReady }) => !isReady).map(({ name }) => name);
  }

  selfDeaths(): readonly SelfDeaths[] {
    const ours = new Set([...this.rig.engines, ...this.rig.apis].map(({ part }) => part.name));
    return this.rig.parts
      .filter(({ crashes }) => crashes > 0)
      .map(({ name, crashes }) => ({ name, times: crashes, ours: ours.has(name) }));
  }

  lastLook(): Promise<readonly Fault[]> {
    return Promise.resolve([]);
  }

  async close(keepFolder: boolean): Promise<void> {
    await this.rig.stop({ keepFolder });
    for (const cable of Object.values(this.cables)) await cable.takeAway();
  }

  private async killPart(name: string, downMs: number): Promise<Killed> {
    const part = this.parts.get(name);
    if (!part) throw new Error(`there is no ${name}`);
    const at = performance.now();
    // Dead already, by an earlier kill: that one starts it again.
    if (this.dead.has(name)) return { who: name, at };
    this.dead.add(name);
    await part.kill();
    return this.comesBack(part, downMs, at);
  }

  /** Both engines may hold a copy of the same press; so all of them die, and nobody but their disks knows of it. */
  private async killWhileSpooling(downMs: number): Promise<Killed> {
    const { database } = this.rig;
    // Who has not come back from an earlier kill does not spool.
    await holdsWithin(READY_WITHIN_MS, async () =>
      (await Promise.all(this.rig.engines.map(({ part }) => part.isReady()))).some(Boolean),
    );
    let ownDatabase = false;
    const caught = await this.careless.pressesUntilKept(this.spools, async () => {
      if (this.dead.has(database.name)) return;
      ownDatabase = true;
      this.dead.add(database.name);
      await database.kill();
    });
    if (!caught) this.say('no press came to a spool; the engines die as they are');
    const engines = this.rig.engines.map(({ part }) => part).filter(({ name }) => !this.dead.has(name));
    for (const { name } of engines) this.dead.add(name);
    const at = performance.now();
    await Promise.all(engines.map((engine) => engine.kill()));
    addTo(this.kept, keptIn(this.spools));
    if (ownDatabase) await this.comesBack(database, downMs, at);
    await Promise.all(engines.map((engine) => this.comesBack(engine, ownDatabase ? 0 : downMs, at)));
    return { who: ['database', ...engines.map(({ name }) => name)].join(' and '), at };
  }

  private async comesBack(part: Part, downMs: number, at: number): Promise<Killed> {
    await pause(downMs);
    this.dead.delete(part.name);
    // It may be killed again while it starts, or find its disk full; whether everybody is back in the end is asked by whoever waits for all.
    for (let attempt = 1; attempt <= START_TRIES && !this.dead.has(part.name); attempt += 1) {
      try {
        await part.start();
        break;
      } catch (error) {
        this.say(`${part.name} is slow to start: ${firstLine(error)}`);
      }
    }
    return { who: part.name, at };
  }
}

/** Not one of the kills of the schedule: it happens before there is anything to lose but the database itself. */
async function killMidMigration(rig: ServerRig, say: (line: string) => void): Promise<void> {
  const engine = rig.engines[0]?.part;
  if (!engine) return;
  const sql = sqlAt(rig.databaseUrl);
  const caught = await dieInMigration(sql, engine);
  const left = await leftOfMigration(sql);
  if (left.length > 0) throw new Error(`an engine that died in its migrations left ${left.join(', ')}`);
  say(caught ? 'kill: engine-1, mid-migration; nothing of it was left' : 'no engine came to its migrations');
}

const firstLine = (error: unknown): string => String(error).split('\n', 1)[0] ?? '';
