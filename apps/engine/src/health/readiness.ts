import type { MqttEndpoint } from '../broker/mqtt-endpoint.js';
import type { Readiness } from './health-server.js';
import type { EngineHealth } from './engine-health.js';

export async function readinessOf(self: EngineHealth, door: MqttEndpoint): Promise<Readiness> {
  // No request arrives before the first two are true: the engine opens this port last.
  const known = { migrated: true, seeded: true };
  return {
    ...known,
    mqtt: door.isOpen(),
    database: await self.databaseAnswers(),
    writes: self.databaseTakesWrites(),
    ticker: self.tickerIsFresh(),
  };
}
