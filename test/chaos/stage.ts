import { setTimeout as pause } from 'node:timers/promises';
import { ServerRig, type Part } from '../rig/index.js';

/** Where the play is given: a platform whose processes can be killed. */
export interface Stage {
  /** What can be killed. */
  readonly targets: readonly string[];
  readonly folder: string;
  readonly databaseUrl: string;
  readonly mqttUrl: string;
  /** Ports of the apis. */
  readonly httpPorts: readonly number[];
  /** SIGKILL, dead for `downMs`, started again; resolves when it was started. */
  kill(target: string, downMs: number): Promise<void>;
  /** Who does not do its work at this moment. */
  notReady(): Promise<readonly string[]>;
  /** Deaths that nobody here asked for, in words. */
  crashes(): readonly string[];
  close(keepFolder: boolean): Promise<void>;
}

/** PostgreSQL, mosquitto, engine × 2, api × 2. */
export async function serverStage(say: (line: string) => void): Promise<Stage> {
  const rig = await ServerRig.start({ engines: 2, apis: 2, say });
  const parts = new Map<string, Part>(rig.parts.map((part) => [part.name, part]));
  const dead = new Set<string>();
  return {
    targets: [...parts.keys(), 'one backend of the database'],
    folder: rig.folder,
    databaseUrl: rig.databaseUrl,
    mqttUrl: rig.mqttUrl,
    httpPorts: rig.apis.map(({ port }) => port),
    async kill(target, downMs) {
      if (target === 'one backend of the database') {
        await rig.database.killBackend();
        return;
      }
      const part = parts.get(target);
      if (!part) throw new Error(`there is no ${target}`);
      // Dead already, by an earlier kill: it stays dead.
      if (dead.has(target)) return;
      dead.add(target);
      await part.kill();
      await pause(downMs);
      dead.delete(target);
      await part.start();
    },
    notReady: async () => {
      const looked = await Promise.all(
        rig.parts.map(async (part) => ({ name: part.name, isReady: await part.isReady() })),
      );
      return looked.filter(({ isReady }) => !isReady).map(({ name }) => name);
    },
    crashes: () =>
      rig.parts.filter(({ crashes }) => crashes > 0).map(({ name, crashes }) => `${name} × ${String(crashes)}`),
    close: (keepFolder) => rig.stop({ keepFolder }),
  };
}
