// Real: PostgreSQL, mosquitto, an engine as a process of its own, killed and held by signals; the outside monitor listens here. Not real: nothing.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { eventually } from '../e2e/support/eventually.js';
import { ServerRig } from '../rig/index.js';

// Limits are for what never comes; a slow machine must not decide.
jest.setTimeout(300_000);
const WITHIN = { withinMs: 90_000 };

/** Somebody outside who expects a ping every second, and notices when four are missing. */
class Monitor {
  private readonly server: Server;
  private lastAt = performance.now();
  pings = 0;

  constructor() {
    this.server = createServer((request, response) => {
      this.pings += 1;
      this.lastAt = performance.now();
      request.resume();
      response.writeHead(204).end();
    });
  }

  async listens(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String((this.server.address() as AddressInfo).port)}/ping`;
  }

  misses(): boolean {
    return performance.now() - this.lastAt > 4_000;
  }

  goesHome(): Promise<unknown> {
    return new Promise((resolve) => this.server.close(resolve).closeAllConnections());
  }
}

const monitor = new Monitor();
let rig: ServerRig;
beforeAll(async () => {
  const url = await monitor.listens();
  const environment = { SILVERBELL_DEAD_MAN_URL: url, SILVERBELL_DEAD_MAN_INTERVAL_S: '1' };
  rig = await ServerRig.start({ engines: 1, apis: 0, environment });
});
afterAll(async () => {
  await rig?.stop();
  await monitor.goesHome();
});

const engine = () => rig.engines[0]!.part;
const said = () => engine().log.slice(-1_500);
const isHeardAgain = async (): Promise<void> => {
  const before = monitor.pings;
  await eventually('the engine is heard again', () => monitor.pings > before + 1, { ...WITHIN, seen: said });
};
const isMissed = () => eventually('the monitor misses it', () => monitor.misses(), { ...WITHIN, seen: said });
const held = (pid: number): (() => void) => {
  process.kill(pid, 'SIGSTOP');
  return () => void process.kill(pid, 'SIGCONT');
};

describe('the ping of an engine to an outside monitor', () => {
  it('comes while all is well', () => isHeardAgain());

  it('stops while the process stands still, and comes again when it goes on', async () => {
    const letGo = held(engine().pid ?? 0);
    try {
      await isMissed();
    } finally {
      letGo();
    }
    await isHeardAgain();
    expect(engine().crashes).toBe(0);
  });

  it('stops while the process lives and its ticker hangs, and comes again when it does not', async () => {
    const somebody = new pg.Client({ connectionString: rig.databaseUrl });
    await somebody.connect();
    try {
      await somebody.query('begin');
      await somebody.query('lock table incident in access exclusive mode');
      const before = engine().log.length;
      await isMissed();
      const why = (): string => engine().log.slice(before);
      await eventually('it says that its ticker hangs', () => why().includes('"why":"ticker"'), {
        ...WITHIN,
        seen: why,
      });
      const pid = engine().pid ?? 0;
      expect(() => process.kill(pid, 0)).not.toThrow();
    } finally {
      await somebody.query('rollback');
      await somebody.end();
    }
    await isHeardAgain();
    expect(engine().crashes).toBe(0);
  });

  it('stops with the process, and comes again with the next one', async () => {
    await engine().kill();
    await isMissed();
    await engine().start();
    await isHeardAgain();
  });
});
