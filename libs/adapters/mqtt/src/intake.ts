import type { Doubt } from '@silverbell/incident';
import { between, type Clock, type DeviceId, type Instant } from '@silverbell/kernel';
import type { DeviceBinding, Profile, Signal, Sighting } from '@silverbell/profiles';
import { createHash } from 'node:crypto';
import type { Delivery } from './delivery.js';
import type { DeviceBindings, SeenRow } from './devices.port.js';
import { Lanes } from './lane.js';
import { errorFacts, type Log } from './log.port.js';
import type { Metrics } from './metrics.port.js';
import { RateMeter } from './rate.js';
import type { AlertSignal, Receive } from './receive.port.js';
import { isTemporary, Postponed } from './temporary.policy.js';
import { within } from './within.js';

/** A profile whose session type nobody outside needs to know. */
export type AnyProfile = Profile<unknown>;

export interface IntakeRooms {
  readonly receive: Receive;
  readonly profiles: readonly AnyProfile[];
  readonly bindings: DeviceBindings;
  /** Keeps what nobody will repeat; resolves when it would survive a power cut. */
  readonly spool: { append(delivery: Delivery): Promise<void> };
  readonly seen: { note(row: SeenRow): void };
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly log: Log;
  readonly engineId: string;
}

export interface IntakeLimits {
  /** A device that repeats is told to come again after this long. */
  readonly commitWithinMs: number;
  /** A press that nobody repeats goes to the disk after this long. */
  readonly spoolAfterMs: number;
  /** Alerts of one device waiting for their turn; more are postponed or spooled. */
  readonly maxWaitingPerDevice: number;
  /** Above this a device's alerts are doubted, and accepted all the same. */
  readonly quotaPerSecond: number;
  readonly bindingLastsMs: number;
}

export const INTAKE_LIMITS: IntakeLimits = {
  commitWithinMs: 8_000,
  spoolAfterMs: 2_000,
  maxWaitingPerDevice: 2_000,
  quotaPerSecond: 20,
  bindingLastsMs: 15_000,
};

const RAW_KEPT_BYTES = 64 * 1024;
const MAX_REMEMBERED = 50_000;

/** Turns what a broker hands over into signals of the house; it resolves only when a press is safe. */
export class Intake {
  private readonly lanes: Lanes;
  private readonly quota = new RateMeter(1_000);
  private readonly sessions = new Map<string, unknown>();
  private readonly bindings = new Map<DeviceId, { binding: DeviceBinding | null; until: number }>();

  constructor(
    private readonly rooms: IntakeRooms,
    private readonly limits: IntakeLimits = INTAKE_LIMITS,
  ) {
    this.lanes = new Lanes(limits.maxWaitingPerDevice);
  }

  /**
   * Resolves when the delivery is committed, or lies in the spool, or holds nothing to commit.
   * Throws {@link Postponed} when nothing was kept: no acknowledgement may be given.
   */
  async accept(delivery: Delivery): Promise<void> {
    const profile = this.profileOf(delivery.topic);
    if (!profile) return this.rooms.log.warn('topic-without-profile', { device: delivery.deviceId });
    const turn = this.lanes.run(delivery.deviceId, () => this.inTurn(profile, delivery));
    await (turn ?? this.keepOrPostpone(delivery, 'lane-full'));
  }

  /** The same delivery again, from the spool. `false`: the database is still away. */
  async handInAgain(delivery: Delivery): Promise<boolean> {
    const profile = this.profileOf(delivery.topic);
    if (!profile) return true;
    const turn = this.lanes.run(delivery.deviceId, () => this.handIn(profile, delivery, this.limits.commitWithinMs));
    if (!turn) return false;
    try {
      await turn;
      return true;
    } catch (error) {
      if (isTemporary(error)) return false;
      throw error;
    }
  }

  /** A packet that was cut at the socket: nobody knows what it said, so a person must ask. */
  async reportCut(cut: {
    deviceId: DeviceId;
    topic: string | null;
    head: Uint8Array;
    receivedAt: Instant;
  }): Promise<void> {
    const topic = cut.topic ?? `care/v1/${cut.deviceId}/alert`;
    await this.receiveUnreadable(
      {
        deviceId: cut.deviceId,
        topic,
        payload: cut.head,
        replayed: false,
        repeats: false,
        receivedAt: cut.receivedAt,
        doubts: [],
      },
      'too-large',
    );
  }

  /** Resolves when everything taken in so far has come to its end. */
  idle(): Promise<void> {
    return this.lanes.idle();
  }

  private profileOf(topic: string): AnyProfile | null {
    let best: AnyProfile | null = null;
    let score = 0;
    for (const profile of this.rooms.profiles) {
      const match = profile.match(topic);
      if (match > score) [best, score] = [profile, match];
    }
    return best;
  }

  private async inTurn(profile: AnyProfile, delivery: Delivery): Promise<void> {
    const waited = between(delivery.receivedAt, this.rooms.clock.now());
    const patience = delivery.repeats ? this.limits.commitWithinMs : this.limits.spoolAfterMs;
    // Behind a stuck database the others of this device do not each wait their full time again.
    if (waited > patience) return this.keepOrPostpone(delivery, 'waited-too-long');
    try {
      await this.handIn(profile, delivery, patience);
    } catch (error) {
      const reason = errorFacts(error).code ?? errorFacts(error).error;
      if (isTemporary(error)) return this.keepOrPostpone(delivery, reason);
      // Not even as "unreadable": coming again would fail again, so the disk keeps it for a person who can mend us.
      this.rooms.log.error('alert-not-taken', { device: delivery.deviceId, reason });
      await this.keepOrPostpone({ ...delivery, repeats: false }, reason);
    }
  }

  private async keepOrPostpone(delivery: Delivery, reason: string): Promise<void> {
    if (delivery.repeats) {
      this.rooms.metrics.inc('alerts_total', { result: 'postponed' });
      this.rooms.log.warn('alert-postponed', { device: delivery.deviceId, reason });
      throw new Postponed(reason);
    }
    await this.rooms.spool.append(delivery);
    this.rooms.metrics.inc('alerts_total', { result: 'spooled' });
    this.rooms.log.warn('alert-spooled', { device: delivery.deviceId, reason });
  }

  private async handIn(profile: AnyProfile, delivery: Delivery, patienceMs: number): Promise<void> {
    const device = await within(patienceMs, this.bindingOf(profile, delivery.deviceId));
    const sessionKey = `${profile.id}/${delivery.deviceId}`;
    const result = profile.decode({
      topic: delivery.topic,
      payload: delivery.payload,
      retained: delivery.replayed,
      receivedAt: delivery.receivedAt,
      session: this.sessions.get(sessionKey) ?? profile.initial(),
      device,
    });
    for (const sighting of result.sightings) this.rooms.seen.note(seenRow(delivery, sighting));
    for (const issue of result.issues)
      this.rooms.log.info('message-not-understood', { device: delivery.deviceId, issue: issue.code });
    if (result.signals.length > 0) await this.handInSignals(delivery, result.signals, patienceMs);
    // Only now: a state that was never committed is not "already known".
    remember(this.sessions, sessionKey, result.session);
  }

  private async handInSignals(delivery: Delivery, signals: readonly Signal[], patienceMs: number): Promise<void> {
    const over = this.quota.add(delivery.deviceId, delivery.receivedAt) > this.limits.quotaPerSecond;
    const doubts: readonly Doubt[] = over ? [...delivery.doubts, 'over-quota'] : delivery.doubts;
    try {
      for (const signal of signals) await this.commit(this.alertOf(delivery, signal, doubts), patienceMs);
    } catch (error) {
      if (isTemporary(error)) throw error;
      // Our own reading broke on it. The bytes are kept, a person sees them, and the line stays free.
      this.rooms.log.error('alert-not-readable-by-us', { device: delivery.deviceId, ...errorFacts(error) });
      await this.receiveUnreadable(delivery, 'unreadable', patienceMs);
    }
  }

  private async receiveUnreadable(
    delivery: Delivery,
    doubt: 'unreadable' | 'too-large',
    patienceMs = this.limits.commitWithinMs,
  ): Promise<void> {
    this.rooms.metrics.inc('alerts_total', { result: 'quarantined' });
    const payloadHash = hashOf(delivery.payload);
    await this.commit(
      {
        deviceId: delivery.deviceId,
        child: null,
        alertId: `${doubt}-${payloadHash.slice(0, 16)}`,
        kind: 'unspecified',
        phase: 'raise',
        certainty: 'unverified',
        test: false,
        doubts: [doubt, ...delivery.doubts],
        deviceTime: null,
        batteryPct: null,
        position: null,
        raw: delivery.payload.subarray(0, RAW_KEPT_BYTES),
        topic: delivery.topic,
        payloadHash,
        engineId: this.rooms.engineId,
        receivedAt: delivery.receivedAt,
      },
      patienceMs,
    );
  }

  private async commit(signal: AlertSignal, patienceMs: number): Promise<void> {
    const { how } = await within(patienceMs, this.rooms.receive(signal));
    const took = between(signal.receivedAt, this.rooms.clock.now());
    this.rooms.metrics.inc('alerts_total', { result: how });
    this.rooms.metrics.observe('alert_commit_seconds', took / 1_000);
    for (const doubt of signal.doubts) this.rooms.metrics.inc('alert_doubts_total', { doubt });
  }

  private alertOf(delivery: Delivery, signal: Signal, doubts: readonly Doubt[]): AlertSignal {
    return {
      deviceId: delivery.deviceId,
      child: signal.child,
      alertId: signal.alertId,
      kind: signal.kind,
      phase: signal.phase,
      certainty: signal.certainty,
      test: signal.test,
      doubts: [...new Set([...signal.doubts, ...doubts])],
      deviceTime: signal.occurredAt,
      batteryPct: signal.batteryPct,
      position: signal.position && { ...signal.position, source: signal.position.source ?? 'unknown' },
      raw: delivery.payload.subarray(0, RAW_KEPT_BYTES),
      topic: delivery.topic,
      payloadHash: hashOf(delivery.payload),
      engineId: this.rooms.engineId,
      receivedAt: delivery.receivedAt,
    };
  }

  /** The native protocol says what it means by itself; foreign ones need to know what the device *is*. The last known answer outlives the database. */
  private async bindingOf(profile: AnyProfile, deviceId: DeviceId): Promise<DeviceBinding | null> {
    if (profile.id === 'native') return null;
    const known = this.bindings.get(deviceId);
    if (known && known.until > this.rooms.clock.now()) return known.binding;
    try {
      const binding = await this.rooms.bindings.bindingOf(deviceId);
      remember(this.bindings, deviceId, { binding, until: this.rooms.clock.now() + this.limits.bindingLastsMs });
      return binding;
    } catch (error) {
      if (known && isTemporary(error)) return known.binding;
      throw error;
    }
  }
}

const hashOf = (payload: Uint8Array): string => createHash('sha256').update(payload).digest('hex').slice(0, 32);

function remember<K, V>(memory: Map<K, V>, key: K, value: V): void {
  memory.delete(key);
  memory.set(key, value);
  if (memory.size <= MAX_REMEMBERED) return;
  for (const oldest of memory.keys()) {
    memory.delete(oldest);
    return;
  }
}

const seenRow = (delivery: Delivery, sighting: Sighting): SeenRow => ({
  deviceId: delivery.deviceId,
  child: sighting.child,
  at: delivery.receivedAt,
  online: sighting.online,
  batteryPct: sighting.batteryPct,
  rssiDbm: sighting.rssiDbm,
  firmware: sighting.firmware,
  network: sighting.network,
  position: sighting.position,
  deviceTime: sighting.occurredAt,
  readings: sighting.readings,
});
