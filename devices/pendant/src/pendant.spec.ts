import { beforeEach, describe, expect, it } from '@jest/globals';
import { encode, receipt, type AlertMessage } from '@silverbell/mqtt-contract';
import { instant } from '@silverbell/kernel';
import type { Environment, MqttConnection } from '@silverbell/device-kit';
import type { ReceiptStage } from '@silverbell/vocabulary';
import { Pendant } from './pendant.js';

/** A clock a spec moves, and chances that are always the same. */
class Stage implements Environment {
  private at = Date.parse('2026-01-15T08:30:00Z');
  private plans: { at: number; what: () => void }[] = [];
  now = (): number => this.at;
  random = (): number => 0.5;
  later(ms: number, what: () => void): () => void {
    const plan = { at: this.at + ms, what };
    this.plans.push(plan);
    return () => void (this.plans = this.plans.filter((other) => other !== plan));
  }
  async pass(ms: number): Promise<void> {
    const end = this.at + ms;
    for (;;) {
      await settled();
      const next = this.plans.filter((plan) => plan.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!next) break;
      this.plans = this.plans.filter((plan) => plan !== next);
      this.at = next.at;
      next.what();
    }
    this.at = end;
  }
}
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

class FakeConnection implements MqttConnection {
  connected = false;
  said: { topic: string; message: Record<string, unknown>; qos: number; retain: boolean }[] = [];
  heard: string[] = [];
  closed: 'politely' | 'cut' | null = null;
  private connect: () => void = () => undefined;
  private message: (topic: string, payload: Uint8Array) => void = () => undefined;
  publish(
    topic: string,
    payload: string | Uint8Array,
    { qos, retain }: { qos: 0 | 1; retain: boolean },
  ): Promise<void> {
    if (!this.connected) return Promise.reject(new Error('not connected'));
    this.said.push({ topic, message: JSON.parse(String(payload)), qos, retain });
    return Promise.resolve();
  }
  subscribe(topic: string): Promise<void> {
    this.heard.push(topic);
    return Promise.resolve();
  }
  onConnect(listener: () => void): void {
    this.connect = listener;
  }
  onLost(): void {}
  onMessage(listener: (topic: string, payload: Uint8Array) => void): void {
    this.message = listener;
  }
  close(): Promise<void> {
    this.closed = 'politely';
    return Promise.resolve();
  }
  cut(): void {
    this.closed = 'cut';
  }
  async up(): Promise<void> {
    this.connected = true;
    this.connect();
    await settled();
  }
  says(topic: string, text: string): void {
    this.message(topic, new TextEncoder().encode(text));
  }
  get alerts(): AlertMessage[] {
    return this.said.filter(({ topic }) => topic === 'care/v1/p-1/alert').map(({ message }) => message as AlertMessage);
  }
}

describe('a pendant', () => {
  let stage: Stage;
  let connection: FakeConnection;
  let pendant: Pendant;
  const answers = (alertId: string, state: ReceiptStage = 'received'): void =>
    connection.says('care/v1/p-1/receipt', encode(receipt({ alertId, stage: state, at: instant(stage.now()) })));

  beforeEach(async () => {
    stage = new Stage();
    connection = new FakeConnection();
    pendant = new Pendant({ deviceId: 'p-1', connection, environment: stage });
    await connection.up();
  });

  it('reports that it is online, takes receipts, and sends a heartbeat once a minute', async () => {
    expect(connection.heard).toEqual(['care/v1/p-1/receipt', 'care/v1/p-1/command']);
    expect(connection.said[0]).toMatchObject({
      topic: 'care/v1/p-1/status',
      message: { online: true },
      qos: 1,
      retain: true,
    });
    await stage.pass(180_000);
    expect(connection.said.filter(({ topic }) => topic === 'care/v1/p-1/heartbeat')).toHaveLength(4);
  });

  it('repeats a press with the same id until it is answered, ever slower but at least every 10 s', async () => {
    const press = pendant.press();
    await stage.pass(29_000);
    expect(new Set(connection.alerts.map((alert) => alert.id))).toEqual(new Set([press.id]));
    expect(connection.alerts.map((alert) => alert.attempt)).toEqual([1, 2, 3, 4, 5]);
    answers(press.id);
    await stage.pass(60_000);
    expect(connection.alerts).toHaveLength(5);
    expect(press.fellBack).toBe(false);
    expect(press.answeredAfterMs).toBe(29_000);
  });

  it('without receipt the simulated pendant falls back at 30 s, and goes on repeating', async () => {
    let fallbacks = 0;
    pendant.on('fallback', () => (fallbacks += 1));
    const press = pendant.press();
    await stage.pass(29_999);
    expect(fallbacks).toBe(0);
    await stage.pass(60_000);
    expect(fallbacks).toBe(1);
    expect(press.fellBack).toBe(true);
    expect(connection.alerts.length).toBeGreaterThan(8);
  });

  it('stops repeating at a receipt of any stage', async () => {
    const press = pendant.press();
    answers(press.id, 'helper-assigned');
    await stage.pass(40_000);
    expect(connection.alerts).toHaveLength(1);
    expect(press.stages).toEqual(['helper-assigned']);
  });

  it('does not take the answer to another press', async () => {
    pendant.press();
    answers('somebody-else');
    await stage.pass(3_000);
    expect(connection.alerts).toHaveLength(2);
  });

  it('sends what is unanswered as soon as the connection is back', async () => {
    connection.connected = false;
    const press = pendant.press();
    await stage.pass(1_000);
    expect(connection.alerts).toHaveLength(0);
    await connection.up();
    expect(connection.alerts).toMatchObject([{ id: press.id }]);
  });

  it('tells who waits for a stage', async () => {
    const press = pendant.press();
    const assigned = press.receipt('helper-assigned');
    answers(press.id);
    answers(press.id, 'helper-assigned');
    expect((await assigned).stage).toBe('helper-assigned');
    expect((await press.receipt('received')).stage).toBe('received');
  });

  it('publishes that it is offline when it is switched off, and nothing when it crashes', async () => {
    pendant.press();
    await pendant.switchOff();
    expect(connection.said.at(-1)).toMatchObject({ topic: 'care/v1/p-1/status', message: { online: false } });
    const said = connection.said.length;
    await stage.pass(120_000);
    expect(connection.said).toHaveLength(said);
    const other = new FakeConnection();
    new Pendant({ deviceId: 'p-1', connection: other, environment: stage }).dies();
    expect(other).toMatchObject({ closed: 'cut', said: [] });
  });

  it('gives its position when it is asked', async () => {
    const before = connection.said.length;
    connection.says('care/v1/p-1/command', '{"id":"c-1","kind":"locate"}');
    connection.says('care/v1/p-1/command', 'garbage');
    await settled();
    expect(connection.said.slice(before).map(({ topic }) => topic)).toEqual(['care/v1/p-1/heartbeat']);
  });
});
