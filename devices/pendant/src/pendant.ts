import {
  encode,
  LAST_WILL,
  parseCommand,
  parseReceipt,
  topicOf,
  type AlertMessage,
  type CommandMessage,
  type HeartbeatMessage,
  type ReceiptMessage,
} from '@silverbell/mqtt-contract';
import { connectMqtt, type Environment, type MqttConnection } from '@silverbell/device-kit';
import type { DeviceAlertKind } from '@silverbell/mqtt-contract';
import { Press } from './press.js';

export interface PendantOptions {
  readonly deviceId: string;
  readonly connection: MqttConnection;
  readonly environment: Environment;
  readonly batteryPct?: number;
  readonly position?: AlertMessage['position'];
  readonly heartbeatEveryMs?: number;
  readonly firmware?: string;
}

export interface PendantEvents {
  readonly receipt: (receipt: ReceiptMessage) => void;
  readonly command: (command: CommandMessage) => void;
  /** 30 s without a receipt: a real device would now dial its own number. */
  readonly fallback: (press: Press) => void;
  readonly repeat: (press: Press) => void;
  readonly connected: () => void;
  readonly lost: () => void;
}

/** What the native protocol asks of a device (contracts.md section 3). */
export const FIRST_REPEAT_MS = 3_000;
export const REPEAT_GROWTH = 1.5;
export const LONGEST_REPEAT_MS = 10_000;
export const FALLBACK_MS = 30_000;
export const HEARTBEAT_MS = 60_000;

/** A pendant as it should be: it repeats until it is answered, and helps itself when it is not. */
export class Pendant {
  readonly deviceId: string;
  readonly presses = new Map<string, Press>();
  batteryPct: number;
  position: AlertMessage['position'];
  private readonly connection: MqttConnection;
  private readonly environment: Environment;
  private readonly listeners: { [E in keyof PendantEvents]: Set<PendantEvents[E]> } = {
    receipt: new Set(),
    command: new Set(),
    fallback: new Set(),
    repeat: new Set(),
    connected: new Set(),
    lost: new Set(),
  };
  private readonly pending = new Map<string, { message: AlertMessage; stop: () => void }>();
  private stopHeartbeat: () => void = () => undefined;
  private pressed = 0;
  private off = false;
  private isReady = false;

  constructor(private readonly options: PendantOptions) {
    this.deviceId = options.deviceId;
    this.connection = options.connection;
    this.environment = options.environment;
    this.batteryPct = options.batteryPct ?? 90;
    this.position = options.position ?? null;
    this.connection.onConnect(() => void this.whenConnected());
    this.connection.onLost(() => {
      this.isReady = false;
      if (!this.off) this.tell('lost');
    });
    this.connection.onMessage((topic, payload) => this.onMessage(topic, payload));
    if (this.connection.connected) void this.whenConnected();
  }

  on<E extends keyof PendantEvents>(event: E, listener: PendantEvents[E]): () => void {
    this.listeners[event].add(listener);
    return () => this.listeners[event].delete(listener);
  }

  /** Resolves when the broker let it in and it hears its receipts. */
  ready(): Promise<void> {
    if (this.isReady) return Promise.resolve();
    return new Promise((done) => {
      const stop = this.on('connected', () => {
        stop();
        done();
      });
    });
  }

  press(kind: DeviceAlertKind = 'sos', more: Partial<AlertMessage> = {}): Press {
    this.pressed += 1;
    const now = this.environment.now();
    const chance = Math.floor(this.environment.random() * 0x7fff_ffff).toString(36);
    const id = more.id ?? `${now.toString(36)}-${this.pressed}-${chance}`;
    const message: AlertMessage = {
      id,
      kind,
      at: new Date(now).toISOString(),
      position: this.position,
      batteryPct: this.batteryPct,
      certainty: 'observed',
      test: false,
      ...more,
    };
    const press = new Press(id, kind, now);
    this.presses.set(id, press);
    const stopFallback = this.environment.later(FALLBACK_MS, () => {
      press.fellBack = true;
      this.tell('fallback', press);
    });
    this.pending.set(id, { message, stop: stopFallback });
    this.attempt(press, FIRST_REPEAT_MS);
    return press;
  }

  /** She (or the device) takes it back. The platform only notes it: silence never means "fine". */
  cancel(): Press {
    return this.press('cancel');
  }

  async heartbeat(more: Partial<HeartbeatMessage> = {}): Promise<void> {
    await this.say('heartbeat', {
      at: new Date(this.environment.now()).toISOString(),
      batteryPct: this.batteryPct,
      rssiDbm: -60 - Math.floor(this.environment.random() * 30),
      firmware: this.options.firmware ?? 'silverbell-sim 1.0',
      network: '4g',
      position: this.position,
      ...more,
    });
  }

  /** Switched off by hand: says so. */
  async switchOff(): Promise<void> {
    this.stopAll();
    if (this.connection.connected) await this.say('status', { online: false });
    await this.connection.close();
  }

  /** The battery is gone: says nothing, the last will does. */
  dies(): void {
    this.stopAll();
    this.connection.cut();
  }

  private stopAll(): void {
    this.off = true;
    this.stopHeartbeat();
    for (const { stop } of this.pending.values()) stop();
    this.pending.clear();
  }

  private async whenConnected(): Promise<void> {
    try {
      await this.connection.subscribe(topicOf('receipt', this.deviceId));
      await this.connection.subscribe(topicOf('command', this.deviceId));
      await this.say('status', { online: true });
    } catch {
      return; // lost again on the way: the next connection starts over
    }
    this.stopHeartbeat();
    this.beat();
    this.isReady = true;
    this.tell('connected');
    // What is still unanswered goes first, not when its pause is over.
    for (const id of [...this.pending.keys()]) {
      const press = this.presses.get(id);
      if (press && press.attempts > 0) void this.send(press);
    }
  }

  private beat(): void {
    if (this.off) return;
    void this.heartbeat();
    this.stopHeartbeat = this.environment.later(this.options.heartbeatEveryMs ?? HEARTBEAT_MS, () => this.beat());
  }

  private attempt(press: Press, pauseMs: number): void {
    const waiting = this.pending.get(press.id);
    if (!waiting) return;
    void this.send(press);
    const stopFallback = waiting.stop;
    const stopRepeat = this.environment.later(pauseMs, () => {
      waiting.stop = stopFallback;
      this.tell('repeat', press);
      this.attempt(press, Math.min(LONGEST_REPEAT_MS, pauseMs * REPEAT_GROWTH));
    });
    waiting.stop = () => {
      stopFallback();
      stopRepeat();
    };
  }

  private async send(press: Press): Promise<void> {
    const waiting = this.pending.get(press.id);
    if (!waiting) return;
    press.attempts += 1;
    await this.say('alert', { ...waiting.message, attempt: press.attempts });
  }

  private async say(name: 'alert' | 'heartbeat' | 'status', message: object): Promise<void> {
    try {
      await this.connection.publish(topicOf(name, this.deviceId), encode(message), {
        qos: name === 'heartbeat' ? 0 : 1,
        retain: name === 'status',
      });
    } catch {
      // Not connected, or refused: an alert is repeated anyway, the rest may be lost.
    }
  }

  private onMessage(topic: string, payload: Uint8Array): void {
    if (topic === topicOf('command', this.deviceId)) {
      const command = parseCommand(payload);
      if (!command) return;
      if (command.kind === 'locate') void this.heartbeat();
      this.tell('command', command);
      return;
    }
    const receipt = parseReceipt(payload);
    if (!receipt) return;
    const press = this.presses.get(receipt.alertId);
    // Any stage will do: "helper-assigned" implies that the press was received.
    this.pending.get(receipt.alertId)?.stop();
    this.pending.delete(receipt.alertId);
    press?.onReceipt(receipt, this.environment.now());
    this.tell('receipt', receipt);
  }

  private tell<E extends keyof PendantEvents>(event: E, ...what: Parameters<PendantEvents[E]>): void {
    for (const listener of this.listeners[event])
      (listener as (...args: Parameters<PendantEvents[E]>) => void)(...what);
  }
}

export interface ConnectOptions extends Omit<PendantOptions, 'connection'> {
  readonly url: string;
  readonly secret: string;
  /** A second connection of the same device needs one: client id `{deviceId}~{suffix}`. */
  readonly suffix?: string;
  readonly keepaliveS?: number;
}

/** A pendant on a real broker. */
export function connectPendant({ url, secret, suffix, keepaliveS, ...options }: ConnectOptions): Pendant {
  const connection = connectMqtt({
    url,
    username: options.deviceId,
    password: secret,
    clientId: suffix ? `${options.deviceId}~${suffix}` : options.deviceId,
    will: { topic: topicOf('status', options.deviceId), payload: encode(LAST_WILL), retain: true },
    ...(keepaliveS === undefined ? {} : { keepaliveS }),
  });
  return new Pendant({ ...options, connection });
}
