import { Injectable } from '@nestjs/common';
import { JsonLogger } from '@silverbell/adapter-runtime';
import type { HealthItem } from '@silverbell/usecases';
import { PlatformHealthMonitor } from '../platform-health/platform-health-monitor.js';
import { OperatorsGateway } from './operators.gateway.js';

/** Tells every console when a critical part of the platform is late, and when it is in time again. */
@Injectable()
export class PlatformAlarmService {
  #isLate = false;

  constructor(
    private readonly platform: PlatformHealthMonitor,
    private readonly operators: OperatorsGateway,
    private readonly logger: JsonLogger,
  ) {}

  /** Every second; the notice is repeated while the alarm lasts, so that a page that was just opened gets it, too. */
  async tick(): Promise<void> {
    await this.platform.refresh();
    const { rings, items } = this.platform.health();
    const late = items.filter(isCriticallyLate).map(({ key }) => key);
    if (rings) this.operators.publishNotice('platform-late', { late });
    else if (this.#isLate) this.operators.publishNotice('platform-in-time', {});
    if (rings !== this.#isLate)
      this.logger.fact('warn', rings ? 'platform-late' : 'platform-in-time', { late: late.join(' ') });
    this.#isLate = rings;
  }
}

const isCriticallyLate = ({ verdict, critical }: HealthItem): boolean => verdict === 'late' && critical;
