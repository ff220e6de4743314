import type { IncidentStores } from '@silverbell/adapter-postgres';
import type { Clock } from '@silverbell/kernel';
import type { EngineMetrics } from './metrics.js';
import type { EngineHealth } from './engine-health.js';

/** Figures that are computed on request: those of this engine, and those of the incidents. */
export async function refreshMetrics(
  metrics: EngineMetrics,
  cases: IncidentStores,
  clock: Clock,
  self: EngineHealth,
): Promise<void> {
  await self.refreshMetrics();
  const { count, oldest } = await cases.outbox.backlog(clock.now());
  const open = await cases.queries.countOpen();
  for (const practice of ['drill', 'test', null] as const)
    metrics.openCases.set({ practice: practice ?? 'none' }, open.get(practice) ?? 0);
  metrics.backlog.set(count);
  metrics.backlogAge.set(oldest === null ? 0 : Math.max(0, clock.now() - oldest) / 1_000);
}
