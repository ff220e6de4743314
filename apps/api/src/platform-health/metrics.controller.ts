import { Controller, Header, Req } from '@nestjs/common';
import { Gauge, Registry, type AskingRequest } from '@silverbell/adapter-runtime';
import { OperationsAccess } from '../auth/operations-access.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Serves } from '../http/routes/serves.js';
import { EngineProbe } from './engine-probe.js';
import { PlatformHealthMonitor } from './platform-health-monitor.js';

/** The metrics of this process and of the engine on this machine, for Prometheus. */
@Controller()
export class MetricsController {
  readonly #verdicts: Gauge<'item' | 'server'>;
  readonly #oldestOverdue: Gauge;

  constructor(
    private readonly engine: EngineProbe,
    private readonly platform: PlatformHealthMonitor,
    private readonly registry: Registry,
    private readonly access: OperationsAccess,
  ) {
    this.#verdicts = new Gauge({
      name: 'silverbell_platform_verdict',
      help: 'Each item of platform health: 0 ok, 1 late, -1 unknown',
      labelNames: ['item', 'server'],
      registers: [registry],
    });
    this.#oldestOverdue = new Gauge({
      name: 'silverbell_platform_oldest_overdue_seconds',
      help: 'Age of the oldest overdue deadline as the api reads it, whether or not an engine lives',
      registers: [registry],
    });
  }

  @Serves('metrics')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  async metrics(@Req() request: AskingRequest): Promise<string> {
    if (!this.access.mayReadFigures(request)) throw new ProblemError('not-allowed');
    await this.platform.refresh();
    const number = { ok: 0, late: 1, unknown: -1 };
    this.#verdicts.reset();
    for (const { key, verdict, value, server } of this.platform.health().items) {
      this.#verdicts.set({ item: key, server: server?.id ?? '' }, number[verdict]);
      if (key === 'overdue' && value !== null) this.#oldestOverdue.set(value);
    }
    const [own, engine] = await Promise.all([this.registry.metrics(), this.engine.metrics()]);
    return joinMetrics(own, engine);
  }
}

/** Prometheus refuses a second HELP or TYPE of the same name: both processes have the default ones. */
export function joinMetrics(own: string, other: string): string {
  const described = new Set([...own.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
  const rest = other.split('\n').filter((line) => {
    const name = /^# (?:TYPE|HELP) (\S+)/.exec(line)?.[1];
    return name === undefined || !described.has(name);
  });
  return `${[own, rest.join('\n')]
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .join('\n')}\n`;
}
