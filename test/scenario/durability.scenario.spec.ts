import { describe, expect, it } from '@jest/globals';
import { inWorld } from '@silverbell/testing-world/scenario';

describe('a database that may forget what it has confirmed', () => {
  it('keeps the engine from starting, and nothing is acknowledged', async () => {
    await inWorld(async (world) => {
      await world.stopEngine();
      const [{ name } = { name: '' }] = await world.sql<{ name: string }>('select current_database() as name');
      await world.sql(`alter database ${name} set synchronous_commit to off`);
      await expect(world.startEngine()).rejects.toThrow(/synchronous_commit is off/);
      await world.sql(`alter database ${name} reset synchronous_commit`);
      await world.startEngine();
    });
  });
});
