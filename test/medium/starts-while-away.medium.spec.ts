// Real: PostgreSQL, mosquitto, an engine and an api as processes. Not real: nothing.
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { holdsWithin, ServerRig } from '../rig/index.js';

// Limits are for what never comes; a slow machine must not decide.
jest.setTimeout(180_000);

const readiness = async (port: number): Promise<{ status: number; body: unknown }> => {
  const answer = await fetch(`http://127.0.0.1:${String(port)}/health/ready`);
  return { status: answer.status, body: await answer.json() };
};

describe('engine and api that start while their database is away', () => {
  let rig: ServerRig;
  beforeAll(async () => {
    rig = await ServerRig.start({ engines: 1, apis: 1 });
  });
  afterAll(() => rig.stop());

  it('wait, say that they are not ready, and go on by themselves when it is back', async () => {
    const parts = [...rig.engines, ...rig.apis];
    for (const { part } of parts) await part.kill();
    await rig.database.kill();
    for (const { part } of parts) part.launch();
    for (const { port } of parts) {
      const waits = (): Promise<boolean> =>
        readiness(port).then(
          ({ status, body }) => status === 503 && JSON.stringify(body).includes('"waitingFor":["database"]'),
          () => false,
        );
      expect(await holdsWithin(30_000, waits)).toBe(true);
    }
    await rig.database.start();
    for (const { part } of parts) expect(await holdsWithin(60_000, () => part.isReady())).toBe(true);
    expect(parts.map(({ part }) => part.crashes)).toEqual([0, 0]);
  });

  it('wait for a broker that is away, and do not end while it is', async () => {
    const [engine] = rig.engines;
    await engine?.part.kill();
    await rig.broker.kill();
    engine?.part.launch();
    const lives = (): Promise<boolean> =>
      readiness(engine?.port ?? 0).then(
        ({ status, body }) => status === 503 && JSON.stringify(body).includes('"mqtt":false'),
        () => false,
      );
    expect(await holdsWithin(60_000, lives)).toBe(true);
    await rig.broker.start();
    expect(await holdsWithin(60_000, () => engine?.part.isReady() ?? false)).toBe(true);
    expect(engine?.part.crashes).toBe(0);
  });
});
