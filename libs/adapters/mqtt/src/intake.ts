import { withTimeout } from '@silverbell/adapter-runtime/timeout';
import type { Doubt } from '@silverbell/vocabulary';
import {
  between,
  latest,
  LeakyBuckets,
  seconds,
  type Clock,
  type DeviceId,
  type IdSource,
  type Instant,
} from '@silverbell/kernel';
import { matchTopic } from '@silverbell/mqtt-contract';
import {
  gateway,
  priorityOf,
  newGatewaySession,
  NOT_UNDERSTOOD,
  type DeviceBinding,
  type GatewayResult,
  type GatewaySession,
  type ReceivedSignal,
} from '@silverbell/profiles';
import type { InboundSignal, Received } from '@silverbell/usecases';
import { LRUCache } from 'lru-cache';
import { CACHED_DEVICES, CachedBindings, isOfHub } from './cached-bindings.js';
import type { Delivery } from './delivery.js';
import { DeviceQueues, type QueuedPress } from './device-queues.js';
import type { DeviceBindings, HubAnnouncements } from './devices.port.js';
import { HubSessions } from './hub-sessions.js';
import { recordObservations, type ObservationDeps } from './observations.js';
import { hashOf, incomingOf, NOT_UNDERSTOOD_EVERY_MS, notUnderstoodOf, unreadableOf } from './signal-mapper.js';
import { errorFacts } from './log.port.js';
import type { Metrics } from './metrics.port.js';
import { orTimeout, Postponed, type IsTemporary } from './temporary.policy.js';

export interface IntakeDeps extends ObservationDeps {
  /** Resolves when it is on disk; throws when it is not, or when that is unknown. `coalesced`: further equal presses of the device, written in the same step. */
  readonly receive: (signal: InboundSignal, coalesced?: readonly InboundSignal[]) => Promise<Received>;
  readonly bindings: Pick<DeviceBindings, 'bindingOf'>;
  /** Stores what hubs announced, so that it survives a restart; absent: a restart loses it. */
  readonly announcements?: HubAnnouncements;
  /** Keeps messages that their sender does not send again; resolves when they would survive a power cut. */
  readonly spool: { append(delivery: Delivery): Promise<void> };
  /** What the store says of its own failures. */
  readonly isTemporary: IsTemporary;
  readonly clock: Clock;
  readonly newId: IdSource;
  readonly metrics: Metrics;
  readonly engineId: string;
}

export interface IntakeLimits {
  /** Without a commit after this long no acknowledgement is given, so that the device sends it again. */
  readonly commitWithinMs: number;
  /** A press that its sender does not send again goes to the spool after this long without a commit. */
  readonly spoolAfterMs: number;
  /** Alerts of one device waiting for their turn; more are postponed or spooled. */
  readonly maxWaitingPerDevice: number;
  /** At most so many queued presses of a device change its incident in one step. */
  readonly pressesTogether: number;
  /** Above this a device's alerts carry the doubt `over-quota`; they are accepted all the same. */
  readonly quotaPerSecond: number;
  /** How long a binding, and what a hub announced, is used before it is read again. */
  readonly bindingLastsMs: number;
}

export const INTAKE_LIMITS: IntakeLimits = {
  commitWithinMs: 8_000,
  spoolAfterMs: 2_000,
  maxWaitingPerDevice: 2_000,
  quotaPerSecond: 20,
  bindingLastsMs: 15_000,
  // as many alerts as an incident keeps at hand
  pressesTogether: 20,
};

/** Turns messages of a broker into signals. A press is acknowledged only when it is committed or in the spool; telemetry may be dropped. */
export class Intake {
  private readonly queues: DeviceQueues;
  private readonly quota: LeakyBuckets<DeviceId>;
  private readonly sessions: HubSessions;
  private readonly bindings: CachedBindings;
  private readonly lastCommit = new LRUCache<DeviceId, Instant>({ max: CACHED_DEVICES });
  private readonly toldNotUnderstood = new LRUCache<DeviceId, Instant>({ max: CACHED_DEVICES });
  /** How many deliveries of a device were not acknowledged and are expected again. While there are any, its mark "sent before" is ignored: the first copy was never stored. */
  private readonly postponed = new LRUCache<DeviceId, number>({ max: CACHED_DEVICES });
  private readonly isTemporary: IsTemporary;

  constructor(
    private readonly deps: IntakeDeps,
    private readonly limits: IntakeLimits = INTAKE_LIMITS,
  ) {
    this.quota = new LeakyBuckets({ most: limits.quotaPerSecond, within: seconds(1) });
    this.queues = new DeviceQueues(limits, (presses) => this.ingestBatch(presses));
    this.isTemporary = orTimeout(deps.isTemporary);
    const { announcements, clock, log } = deps;
    this.sessions = new HubSessions(announcements, clock, log, this.isTemporary, limits.bindingLastsMs);
    this.bindings = new CachedBindings(deps.bindings, deps.clock, this.isTemporary, limits.bindingLastsMs);
  }

  /**
   * Resolves when the delivery is committed, or lies in the spool, or holds nothing to commit; telemetry also when it was dropped.
   * Throws {@link Postponed} when nothing was kept: no acknowledgement may be given.
   */
  async accept(arrived: Delivery): Promise<void> {
    if (priorityOf(arrived) === 'batch') return this.acceptLossy(arrived);
    const delivery = { ...arrived, id: arrived.id ?? this.deps.newId() };
    const turn = mayShareTurn(delivery)
      ? this.queues.press(delivery)
      : this.queues.run(delivery.deviceId, () => this.inTurn(delivery));
    await (turn ?? this.keepOrPostpone(delivery, 'queue-full'));
  }

  /** The same delivery again, from the spool. `false`: the database is still away. */
  async replay(kept: Delivery): Promise<boolean> {
    const delivery = { ...kept, id: kept.id ?? nameOfKept(kept) };
    const turn = this.queues.run(delivery.deviceId, () => this.ingest(delivery, this.limits.commitWithinMs));
    if (!turn) return false;
    try {
      await turn;
      return true;
    } catch (error) {
      if (this.isTemporary(error)) return false;
      throw error;
    }
  }

  /** A packet that was cut at the socket: its content is unknown, so a person must ask. */
  async reportCut(cut: {
    deviceId: DeviceId;
    topic: string | null;
    head: Uint8Array;
    receivedAt: Instant;
  }): Promise<void> {
    const delivery: Delivery = {
      id: this.deps.newId(),
      deviceId: cut.deviceId,
      topic: cut.topic ?? `care/v1/${cut.deviceId}/alert`,
      payload: cut.head,
      replayed: false,
      repeats: false,
      receivedAt: cut.receivedAt,
      doubts: [],
    };
    await this.receiveUnreadable(delivery, 'too-large', this.limits.commitWithinMs);
  }

  /** Resolves when all queued work has ended and the state of the hubs is saved. */
  async idle(): Promise<void> {
    await this.queues.idle();
    await this.sessions.saved();
  }

  /** Heartbeats and the like: in order with the device's alerts, because they share what is remembered of it, and lost when there is trouble. */
  private async acceptLossy(delivery: Delivery): Promise<void> {
    const native = !isOfHub(delivery.topic);
    const work = (): Promise<void> => this.ingest(delivery, this.limits.spoolAfterMs);
    try {
      await (native
        ? work()
        : (this.queues.run(delivery.deviceId, work) ?? Promise.reject(new Postponed('queue-full'))));
    } catch (error) {
      this.deps.metrics.inc('seen_total', { result: 'dropped' });
      this.deps.metrics.inc('telemetry_shed_total', { buffer: 'hub', reason: 'full' });
      this.deps.log.info('message-dropped', { device: delivery.deviceId, ...errorFacts(error) });
    }
  }

  /** Consecutive equal presses are committed together; anything between them alone, in its order. */
  private async ingestBatch(together: readonly QueuedPress[]): Promise<void> {
    const [only, ...others] = together;
    if (only !== undefined && others.length === 0) return settle(only, () => this.inTurn(only.delivery));
    const read = together.map((one): Read => ({ ...one, result: this.read(one.delivery, null, newGatewaySession()) }));
    for (const run of runsOf(read)) {
      const [first] = run;
      if (run.length === 1 && first) await settle(first, () => this.inTurn(first.delivery));
      else await this.ingestRun(run);
    }
  }

  private async ingestRun(run: readonly Read[]): Promise<void> {
    const waited = run.filter(({ delivery }) => this.waitedTooLong(delivery));
    for (const one of waited) await settle(one, () => this.keepOrPostpone(one.delivery, 'waited-too-long'));
    const patient = run.filter((one) => !waited.includes(one));
    const [first, ...coalesced] = patient.flatMap(({ delivery, result }) => {
      const doubts = this.doubtsOf(delivery);
      return result.signals.map((signal) => incomingOf(delivery, signal, doubts, this.deps.engineId));
    });
    if (first === undefined) return;
    const timeoutMs = Math.min(...patient.map(({ delivery }) => this.timeoutOf(delivery)));
    try {
      for (const { delivery, result } of patient) recordObservations(this.deps, delivery, result);
      await this.commit(first, timeoutMs, coalesced);
      for (const { done } of patient) done();
    } catch (error) {
      const reason = errorFacts(error).code ?? errorFacts(error).error;
      for (const one of patient)
        await settle(one, () =>
          this.isTemporary(error) ? this.keepOrPostpone(one.delivery, reason) : this.inTurn(one.delivery),
        );
    }
  }

  private timeoutOf({ repeats }: Delivery): number {
    return repeats ? this.limits.commitWithinMs : this.limits.spoolAfterMs;
  }

  /** Behind a database that stands still the others of this device do not each wait their full time again; behind one that works they wait their turn. */
  private waitedTooLong(delivery: Delivery): boolean {
    const since = latest(delivery.receivedAt, this.lastCommit.get(delivery.deviceId) ?? delivery.receivedAt);
    return between(since, this.deps.clock.now()) > this.timeoutOf(delivery);
  }

  private async inTurn(delivery: Delivery): Promise<void> {
    if (this.waitedTooLong(delivery)) return this.keepOrPostpone(delivery, 'waited-too-long');
    const back = delivery.sentBefore === true ? (this.postponed.get(delivery.deviceId) ?? 0) : 0;
    try {
      await this.ingest(back > 0 ? { ...delivery, sentBefore: false } : delivery, this.timeoutOf(delivery));
      if (back === 1) this.postponed.delete(delivery.deviceId);
      else if (back > 1) this.postponed.set(delivery.deviceId, back - 1);
    } catch (error) {
      const reason = errorFacts(error).code ?? errorFacts(error).error;
      if (this.isTemporary(error)) return this.keepOrPostpone(delivery, reason);
      // Permanent: not even as "unreadable" was it written, and sent again it would fail again. The spool keeps it for a developer.
      this.deps.log.error('alert-not-taken', { device: delivery.deviceId, reason });
      await this.keepOrPostpone({ ...delivery, repeats: false }, reason);
    }
  }

  private async keepOrPostpone(delivery: Delivery, reason: string): Promise<void> {
    if (delivery.repeats) {
      this.postponed.set(delivery.deviceId, (this.postponed.get(delivery.deviceId) ?? 0) + 1);
      this.deps.metrics.inc('alerts_total', { result: 'postponed' });
      this.deps.log.warn('alert-postponed', { device: delivery.deviceId, reason });
      throw new Postponed(reason);
    }
    await this.deps.spool.append(delivery);
    this.deps.metrics.inc('alerts_total', { result: 'spooled' });
    this.deps.log.warn('alert-spooled', { device: delivery.deviceId, reason });
  }

  private async ingest(delivery: Delivery, timeoutMs: number): Promise<void> {
    const [device, session] = isReadByItself(delivery)
      ? [null, newGatewaySession()]
      : await withTimeout(timeoutMs, Promise.all([this.bindings.of(delivery), this.sessions.of(delivery)]));
    const result = this.read(delivery, device, session);
    recordObservations(this.deps, delivery, result);
    if (result.signals.length > 0) await this.ingestSignals(delivery, result.signals, timeoutMs);
    await this.tellNotUnderstood(delivery, result, timeoutMs);
    // Saved only after the commit: otherwise the same message, sent again, would look like something known.
    if (result.profile !== null && result.profile !== 'native') this.sessions.put(delivery.deviceId, result.session);
  }

  private read(delivery: Delivery, device: DeviceBinding | null, session: GatewaySession): GatewayResult {
    return gateway({
      topic: delivery.topic,
      payload: delivery.payload,
      retained: delivery.replayed,
      receivedAt: delivery.receivedAt,
      session,
      device,
    });
  }

  private async ingestSignals(
    delivery: Delivery,
    signals: readonly ReceivedSignal[],
    timeoutMs: number,
  ): Promise<void> {
    const doubts = this.doubtsOf(delivery);
    try {
      for (const [n, signal] of signals.entries())
        await this.commit(
          incomingOf(n === 0 ? delivery : further(delivery, n), signal, doubts, this.deps.engineId),
          timeoutMs,
        );
    } catch (error) {
      if (this.isTemporary(error)) throw error;
      // Our own reading broke on it. The bytes are kept, a person sees them, and the line stays free.
      this.deps.log.error('alert-not-readable-by-us', { device: delivery.deviceId, ...errorFacts(error) });
      await this.receiveUnreadable(delivery, 'unreadable', timeoutMs);
    }
  }

  private doubtsOf({ deviceId, receivedAt, doubts }: Delivery): readonly Doubt[] {
    const over = this.quota.waitMs(deviceId, receivedAt) > 0;
    this.quota.fill(deviceId, receivedAt);
    return over ? [...doubts, 'over-quota'] : doubts;
  }

  /** What is neither telemetry nor an alarm is counted, and once an hour a work incident says which device said it, with its bytes. */
  private async tellNotUnderstood(delivery: Delivery, result: GatewayResult, timeoutMs: number): Promise<void> {
    const issue = result.issues.find(({ code }) => NOT_UNDERSTOOD.has(code));
    if (issue === undefined || result.signals.some(({ phase }) => phase === 'raise')) return;
    const { deviceId, receivedAt } = delivery;
    this.deps.metrics.inc('messages_not_understood_total', { reason: issue.code });
    const told = this.toldNotUnderstood.get(deviceId);
    if (told !== undefined && between(told, receivedAt) < NOT_UNDERSTOOD_EVERY_MS) return;
    await this.commit(notUnderstoodOf(delivery, this.deps.engineId), timeoutMs);
    this.toldNotUnderstood.set(deviceId, receivedAt);
  }

  private async receiveUnreadable(
    delivery: Delivery,
    doubt: 'unreadable' | 'too-large',
    timeoutMs: number,
  ): Promise<void> {
    this.deps.metrics.inc('alerts_total', { result: 'quarantined' });
    await this.commit(unreadableOf(delivery, doubt, this.deps.engineId), timeoutMs);
  }

  private async commit(
    signal: InboundSignal,
    timeoutMs: number,
    coalesced: readonly InboundSignal[] = [],
  ): Promise<void> {
    const { metrics, clock, receive } = this.deps;
    const { how } = await withTimeout(timeoutMs, coalesced.length === 0 ? receive(signal) : receive(signal, coalesced));
    this.lastCommit.set(signal.deviceId, clock.now());
    metrics.inc('alerts_total', { result: how }, 1 + coalesced.length);
    if (coalesced.length > 0) metrics.inc('alerts_coalesced_total', {}, coalesced.length);
    for (const { receivedAt, doubts } of [signal, ...coalesced]) {
      metrics.observe('alert_commit_seconds', between(receivedAt, clock.now()) / 1_000);
      for (const doubt of doubts) metrics.inc('alert_doubts_total', { doubt });
    }
  }
}

/** The n-th further signal of a delivery is written under a name of its own; what is told with the first one is not told again. */
const further = ({ turnedAway: _, ...delivery }: Delivery, n: number): Delivery => ({
  ...delivery,
  ...(delivery.id !== undefined && { id: `${delivery.id}:${String(n)}` }),
});

/** Records of older versions have no id: they get one that is the same at every replay. */
const nameOfKept = ({ deviceId, receivedAt, payload }: Delivery): string =>
  `kept:${deviceId}:${String(receivedAt)}:${hashOf(payload)}`;

/** What our own protocol says means the same whatever is registered and whatever was said before. */
const isReadByItself = ({ topic }: Delivery): boolean => {
  const name = matchTopic(topic)?.name;
  return name !== undefined && name !== 'zigbee2mqtt' && name !== 'homeassistant';
};

/** Only a live message of our own protocol is one signal that depends on no earlier message, so only such presses may be read and written together. */
const mayShareTurn = ({ topic, replayed, sentBefore = false, redelivered = false }: Delivery): boolean =>
  !replayed && !sentBefore && !redelivered && matchTopic(topic)?.name === 'alert';

type Read = QueuedPress & { readonly result: GatewayResult };

/** Consecutive presses of the same kind, certainty, test mark and device behind the hub; everything else stands alone. */
function runsOf(read: readonly Read[]): Read[][] {
  const runs: Read[][] = [];
  let last: string | null = null;
  for (const one of read) {
    const [signal, second] = one.result.signals;
    const { kind, phase, certainty, test, child } = signal ?? {};
    const alike = phase === 'raise' && second === undefined ? JSON.stringify([kind, certainty, test, child]) : null;
    const run = runs.at(-1);
    if (run && alike !== null && alike === last) run.push(one);
    else runs.push([one]);
    last = alike;
  }
  return runs;
}

const settle = ({ done, failed }: QueuedPress, work: () => Promise<void>): Promise<void> => work().then(done, failed);
