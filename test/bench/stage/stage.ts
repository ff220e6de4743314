import { DEMO_DEVICE_SECRET, DEMO_PENDANTS, DEMO_SEED, demoTown } from '@silverbell/demo';
import { instant } from '@silverbell/kernel';
import type { DeviceAccess } from '../load/device.js';
import type { HeartbeatQuestions } from '../load/heartbeats.js';
import { Worker, type Questions } from '../load/worker.js';
import { registerBackground } from './background.js';
import { Bare } from './bare.js';
import { Cluster } from './cluster.js';
import { Platform } from './platform.js';

type Undo = () => Promise<unknown>;

/** Everything the measurements share, started when the first of them needs it and stopped together. */
export class Stage {
  private readonly undo: Undo[] = [];
  private readonly made = new Map<string, Promise<unknown>>();

  constructor(
    readonly random: () => number,
    readonly say: (line: string) => void,
  ) {}

  cluster(): Promise<Cluster> {
    return this.once('cluster', async () => {
      this.say('starting the database');
      const cluster = await Cluster.start();
      this.undo.push(() => cluster.stop());
      return cluster;
    });
  }

  /** 400 registered seniors: the demo town. */
  small(): Promise<Platform> {
    return this.once('small', async () => {
      const platform = await this.startPlatform('town');
      await registerBackground(await this.cluster(), platform.database);
      return platform;
    });
  }

  bare(): Promise<Bare> {
    return this.once('bare', async () => {
      const bare = await Bare.start(await this.cluster());
      this.undo.push(() => bare.stop());
      return bare;
    });
  }

  /** A process that beats for the background, connected to nobody yet. */
  heart(): Promise<Worker<HeartbeatQuestions>> {
    return this.once('heart', () => Promise.resolve(this.worker<HeartbeatQuestions>('heartbeats')));
  }

  worker<Q extends Questions>(script: 'heartbeats' | 'presses' | 'storm' | 'until-cut'): Worker<Q> {
    const worker = Worker.start<Q>(new URL(`../load/${script}.js`, import.meta.url));
    this.undo.push(() => worker.stop());
    return worker;
  }

  /** What else has to be taken down, in the reverse order. */
  onEnd(step: Undo): void {
    this.undo.push(step);
  }

  async startPlatform(database: string): Promise<Platform> {
    const cluster = await this.cluster();
    this.say(`starting the platform over the database "${database}"`);
    await cluster.createDatabase(database).catch((error: unknown) => {
      if (!String(error).includes('already exists')) throw error;
    });
    const platform = await Platform.start(cluster, database);
    this.undo.push(() => platform.stop());
    return platform;
  }

  once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const known = this.made.get(name) as Promise<T> | undefined;
    if (known) return known;
    const made = make();
    this.made.set(name, made);
    return made;
  }

  async end(): Promise<void> {
    for (const step of this.undo.splice(0).reverse())
      await step().catch((error: unknown) =>
        this.say(`stopping: ${error instanceof Error ? error.message : String(error)}`),
      );
  }
}

/** Pendants of the demo town: one per home, worn by somebody who lives there. `cold`: of homes that nothing else ever speaks of. */
export function pendants(): { readonly pressing: readonly DeviceAccess[]; readonly cold: readonly DeviceAccess[] } {
  const town = demoTown(DEMO_SEED, instant(Date.now()));
  const there = new Set(town.seniors.filter(({ status }) => status === 'active').map(({ id }) => id));
  const homes = new Set<string>();
  const worn = town.devices.filter((device) => {
    if (!['pendant', 'watch'].includes(device.role) || device.status !== 'active' || device.hubId) return false;
    if (!device.homeId || !device.seniorId || !there.has(device.seniorId) || homes.has(device.homeId)) return false;
    homes.add(device.homeId);
    return !DEMO_PENDANTS.some((id) => id === device.id);
  });
  const access = worn.map(({ id, secret }) => ({ id, secret: secret ?? DEMO_DEVICE_SECRET }));
  return { pressing: access.slice(0, 32), cold: access.slice(32) };
}
