import { Controller, Header, Inject, Res, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService, type HealthCheckResult } from '@nestjs/terminus';
import { toIso, type Clock } from '@silverbell/kernel';
import type { AnswerOf, ReadyResponse } from '@silverbell/wire';
import { Serves } from '../http/routes/serves.js';
import { CLOCK } from '../tokens.js';
import { healthSentences } from './health.presenter.js';
import { PlatformHealthMonitor } from './platform-health-monitor.js';
import { ReadinessIndicator } from './readiness.indicator.js';

/** Is this process alive, is it ready, and how does the platform do. */
@Controller()
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly readiness: ReadinessIndicator,
    private readonly platform: PlatformHealthMonitor,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Serves('live')
  @Header('cache-control', 'no-store')
  live(): AnswerOf<'live'> {
    return { status: 'live' };
  }

  @Serves('ready')
  @Header('cache-control', 'no-store')
  async ready(@Res({ passthrough: true }) response: { status(code: number): unknown }): Promise<ReadyResponse> {
    const { status, details } = await this.result();
    const checks = Object.fromEntries(Object.entries(details).map(([name, check]) => [name, check.status === 'up']));
    const ready = status === 'ok';
    if (!ready) response.status(503);
    return { status: ready ? 'ready' : 'not-ready', checks, degraded: this.readiness.degraded() };
  }

  /** The machine's own figures concern every desk: no region, no person is in them. */
  @Serves('platformHealth')
  async platformHealth(): Promise<AnswerOf<'platformHealth'>> {
    await this.platform.refresh();
    const { verdict, rings, items } = this.platform.health();
    return {
      verdict,
      rings,
      at: toIso(this.clock.now()),
      items: items.map((item) => {
        const { key, value, unit, limit, critical, server } = item;
        return { key, verdict: item.verdict, words: healthSentences(item), value, unit, limit, critical, server };
      }),
    };
  }

  /** Terminus throws its result when a check fails; the answer of this route has a body of its own. */
  private async result(): Promise<HealthCheckResult> {
    try {
      return await this.health.check([() => this.readiness.checks()]);
    } catch (error) {
      if (error instanceof ServiceUnavailableException) return error.getResponse() as HealthCheckResult;
      throw error;
    }
  }
}
