import { beforeEach, describe, expect, it } from '@jest/globals';
import { Hub, type HubConnection } from './hub.js';

class FakeConnection implements HubConnection {
  said: { topic: string; message: unknown; retain: boolean }[] = [];
  heard: string[] = [];
  private connect: () => void = () => undefined;
  private message: (topic: string, payload: Uint8Array) => void = () => undefined;
  publish(topic: string, payload: string, { retain }: { retain: boolean }): Promise<void> {
    this.said.push({ topic, message: JSON.parse(payload), retain });
    return Promise.resolve();
  }
  subscribe(topic: string): Promise<void> {
    this.heard.push(topic);
    return Promise.resolve();
  }
  onConnect(listener: () => void): void {
    this.connect = listener;
  }
  onMessage(listener: (topic: string, payload: Uint8Array) => void): void {
    this.message = listener;
  }
  close(): Promise<void> {
    return Promise.resolve();
  }
  cut(): void {}
  up(): void {
    this.connect();
  }
  says(message: object): void {
    this.message('care/v1/hub-1/receipt', new TextEncoder().encode(JSON.stringify(message)));
  }
}

describe('a home hub', () => {
  let connection: FakeConnection;
  let hub: Hub;
  beforeEach(async () => {
    connection = new FakeConnection();
    hub = new Hub({
      hubId: 'hub-1',
      children: [
        { name: 'bath_sos', model: 'sos-button' },
        { name: 'kitchen_smoke', model: 'smoke' },
      ],
      connection,
      environment: { now: () => Date.parse('2026-01-15T08:30:00Z'), random: () => 0.5 },
    });
    connection.up();
    await hub.ready();
  });

  it('introduces itself as zigbee2mqtt does, retained, and hears its receipts', () => {
    expect(connection.heard).toEqual(['care/v1/hub-1/receipt']);
    expect(connection.said.map(({ topic, retain }) => [topic, retain])).toEqual([
      ['zigbee2mqtt/hub-1/bridge/state', true],
      ['zigbee2mqtt/hub-1/bridge/devices', true],
      ['zigbee2mqtt/hub-1/bath_sos/availability', true],
      ['zigbee2mqtt/hub-1/kitchen_smoke/availability', true],
    ]);
  });

  it('publishes a press as the action of the button, not retained', async () => {
    await hub.press('bath_sos');
    expect(connection.said.at(-1)).toMatchObject({
      topic: 'zigbee2mqtt/hub-1/bath_sos',
      message: { action: 'emergency', battery: 90 },
      retain: false,
    });
    await hub.press('kitchen_smoke');
    expect(connection.said.at(-1)).toMatchObject({
      topic: 'zigbee2mqtt/hub-1/kitchen_smoke',
      message: { smoke: true },
    });
  });

  it('knows only its own devices', async () => {
    await expect(async () => hub.press('cellar')).rejects.toThrow('no device called cellar');
  });

  it('hands receipts to who waits for them', async () => {
    const received = hub.receipt('received');
    connection.says({ nonsense: true });
    connection.says({ alertId: 'z2m-1', stage: 'received', at: '2026-01-15T08:30:00Z', silent: false });
    expect((await received).alertId).toBe('z2m-1');
  });
});
