import { freePort } from '@silverbell/adapter-postgres/embedded';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { rounded } from '../numbers.js';
import { Process } from '../stage/child.js';
import { familyOf, rssMiBOf } from '../stage/cpu.js';
import type { Stage } from '../stage/stage.js';
import type { Measured } from './measured.js';

const STATION = fileURLToPath(new URL('../../../../apps/station/start.mjs', import.meta.url));
/** After the boot, garbage is collected when memory is wanted; idle means that nothing happens, not that we wait for a miracle. */
const IDLE_MS = 45_000;
const LOOKS = 5;

/** `rssMiB`: the station as `npm start -- --quiet-demo` runs it, 400 seniors and nothing going on; all its processes but PostgreSQL. */
export async function memory(stage: Stage): Promise<Measured> {
  const cluster = await stage.cluster();
  const dataDir = join(cluster.folder, 'station');
  mkdirSync(dataDir, { recursive: true });
  const httpPort = await freePort();
  const env: NodeJS.ProcessEnv = {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    SILVERBELL_HTTP_PORT: String(httpPort),
    SILVERBELL_MQTT_PORT: String(await freePort()),
    SILVERBELL_MQTT_WS_PORT: String(await freePort()),
    SILVERBELL_DATA_DIR: dataDir,
  };
  const station = Process.start('the station', STATION, env, join(cluster.folder, 'station.log'), [], ['--quiet-demo']);
  try {
    await station.ready(`http://127.0.0.1:${httpPort}/health/ready`);
    await pause(IDLE_MS);
    const looks: { total: number; each: Record<string, number> }[] = [];
    for (let look = 0; look < LOOKS; look += 1) {
      const each: Record<string, number> = {};
      for (const { pid, runs } of familyOf(station.pid)) {
        if (/postgres/.test(runs.split(' ')[0] ?? '') || runs.startsWith('postgres')) continue;
        const name = /apps\/(\w+)\//.exec(runs)?.[1] ?? runs.slice(0, 40);
        each[name] = rounded((each[name] ?? 0) + rssMiBOf(pid), 0);
      }
      looks.push({ total: Object.values(each).reduce((sum, one) => sum + one, 0), each });
      await pause(1_000);
    }
    const middle = looks.sort((a, b) => a.total - b.total)[Math.floor(LOOKS / 2)] as (typeof looks)[number];
    return {
      figures: { rssMiB: middle.total },
      invalid: [],
      seen: Object.fromEntries(Object.entries(middle.each).map(([name, mib]) => [`rssMiB.${name}`, mib])),
    };
  } finally {
    await station.stop('SIGTERM');
  }
}
