import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { PostgresOrderStore, type ConcernToOpen } from '@silverbell/adapter-postgres';
import { JsonLogger } from '@silverbell/adapter-runtime';
import { raiseConcern, type Deps } from '@silverbell/usecases';
import { ORDER_ALARM_LABELS, type CheckInProof } from '@silverbell/vocabulary';
import { USE_CASE_DEPS } from '../../tokens.js';

/** How soon what an api that died left behind is opened by another one; within the 5 s of CR-09. */
const POLL_EVERY_MS = 2_000;
const AT_ONCE = 20;

/**
 * Opens what workers at the door asked the emergency side for (CR-09): at once after the order's own transaction, and again every two
 * seconds whatever is left over, by any api. A concern that is opened twice joins its own incident.
 */
@Injectable()
export class OrderConcerns implements OnApplicationBootstrap, OnApplicationShutdown {
  private timer: NodeJS.Timeout | null = null;
  private queue: Promise<void> = Promise.resolve();

  constructor(
    private readonly orders: PostgresOrderStore,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
    private readonly logger: JsonLogger,
  ) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.open(null), POLL_EVERY_MS);
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.timer !== null) clearInterval(this.timer);
    await this.queue;
  }

  /** One round at a time: a later one finds what came meanwhile. `orderId`: `null` for whatever is left over. */
  open(orderId: string | null): Promise<void> {
    this.queue = this.queue.then(() => this.openConcerns(orderId));
    return this.queue;
  }

  private async openConcerns(orderId: string | null): Promise<void> {
    try {
      for (const one of await this.orders.openConcerns(orderId, AT_ONCE)) {
        const incidentId = await raiseConcern(this.deps, one.concern, factsOf(one));
        await this.orders.concernDone(one.concern.id, incidentId, this.deps.clock.now());
      }
    } catch (error) {
      this.logger.fact('error', 'care-concern-failed', { orderId }, error);
    }
  }
}

/** What shows that she stands there. */
const AT_DOOR: Readonly<Record<CheckInProof, string>> = {
  ...{ 'tag+position': '（已扫门牌码，定位相符）', tag: '（已扫门牌码）', position: '（定位在门口）' },
  none: '（没有相符的门牌码，也没有相符的定位）',
};

/** The note for the operator; whom it is about and who stands there. */
function factsOf({ concern, seniorName, workerName }: ConcernToOpen): string {
  if (concern.kind === 'visit-empty')
    return `走访：两次上门均未见到${seniorName}，或空访后24小时内没有任何消息，请先派人敲门确认。`;
  if (concern.kind === 'call-unanswered')
    return `关爱电话：多次拨打${seniorName}均未联系上本人，联系人也没有消息，请先派人敲门确认。`;
  if (concern.visitId !== null) return `走访：走访人员报告${seniorName}情况严重。`;
  const who = workerName ?? '护理员';
  if (concern.kind === 'no-entry')
    return `日间服务：${who}按约上门为${seniorName}服务，敲门并打电话均无人应答，现在门口等候指示${AT_DOOR[concern.proof]}。`;
  const what = concern.code === null ? '老人情况严重' : ORDER_ALARM_LABELS[concern.code]['zh-CN'];
  return `日间服务：${who}在${seniorName}家中报告：${what}${concern.fire ? '，有火情' : ''}。`;
}
