import { describe, expect, it } from '@jest/globals';
import { ALERT_KINDS } from '@silverbell/vocabulary';
import {
  alertMessage,
  filterOf,
  isClientIdOf,
  isDeviceId,
  matchTopic,
  mayPublish,
  nearTopicOf,
  maySubscribe,
  mqttAsyncApi,
  ownTopicOf,
  severityOf,
  topicOf,
  TOPICS,
} from './index.js';

describe('topics', () => {
  it.each([
    ['care/v1/p-1/alert', 'alert', 'p-1', ''],
    ['care/v1/p-1/heartbeat', 'heartbeat', 'p-1', ''],
    ['care/v1/p-1/status', 'status', 'p-1', ''],
    ['/care/v1/p-1/alert', 'alert', 'p-1', ''],
    ['Care/V1/p-1/ALERT/', 'alert', 'p-1', ''],
    ['care/v1/p-1//telemetry', 'telemetry', 'p-1', ''],
    ['care/v1/p-1/alert/x', 'other', 'p-1', 'alert/x'],
    ['care/v1/p-1/__proto__', 'other', 'p-1', '__proto__'],
    ['care/v1/p-1', 'other', 'p-1', ''],
    ['zigbee2mqtt/hub-1/bath_sos', 'zigbee2mqtt', 'hub-1', 'bath_sos'],
    ['zigbee2mqtt/hub-1/bridge/state', 'zigbee2mqtt', 'hub-1', 'bridge/state'],
  ])('%s is %s of %s', (topic, name, deviceId, rest) => {
    expect(matchTopic(topic)).toEqual({ name, deviceId, rest });
  });

  it.each(['care/v1//alert', 'care/v2/p-1/alert', 'zigbee2mqtt/hub-1', '', '/', '$SYS/x'])(
    '%j is nobody’s',
    (topic) => {
      expect(matchTopic(topic)).toBeNull();
    },
  );

  it('are built for real ids only', () => {
    expect(topicOf('receipt', 'demo-pendant-1')).toBe('care/v1/demo-pendant-1/receipt');
    expect(filterOf('alert')).toBe('care/v1/+/alert');
    expect(filterOf('zigbee2mqtt')).toBe('zigbee2mqtt/+/#');
    for (const id of ['', '+', '#', 'a/b', 'a+', '../x', 'a\u0000', 'x'.repeat(65)]) {
      expect(isDeviceId(id)).toBe(false);
      expect(() => topicOf('receipt', id)).toThrow('no device id');
    }
  });
});

describe('who may speak where', () => {
  it('a device publishes below its own prefix and nowhere else', () => {
    expect(mayPublish('p-1', 'care/v1/p-1/alert')).toBe(true);
    expect(mayPublish('hub-1', 'zigbee2mqtt/hub-1/bath/sos')).toBe(true);
    expect(mayPublish('p-1', '/care/v1/p-1/alert')).toBe(true);
    for (const topic of [
      'care/v1/p-2/alert',
      'care/v1/p-11/alert',
      'care/v1/p-1',
      'care/v1/p-1/',
      'care/v1/+/alert',
      'care/v1/p-1/#',
      '$SYS/x',
      'internal/x',
      'zigbee2mqtt/p-2/x',
    ]) {
      expect(mayPublish('p-1', topic)).toBe(false);
    }
  });

  it('a device listens below its own prefix and nowhere else', () => {
    expect(maySubscribe('p-1', 'care/v1/p-1/receipt')).toBe(true);
    expect(maySubscribe('p-1', 'care/v1/p-1/#')).toBe(true);
    for (const filter of ['#', 'care/#', 'care/v1/+/receipt', 'care/v1/p-2/receipt', '$share/g/care/v1/p-1/receipt']) {
      expect(maySubscribe('p-1', filter)).toBe(false);
    }
  });

  it('a user name that is a wildcard may nothing', () => {
    expect(mayPublish('+', 'care/v1/+/alert')).toBe(false);
    expect(maySubscribe('+', 'care/v1/+/receipt')).toBe(false);
    expect(maySubscribe('#', 'care/v1/#/receipt')).toBe(false);
  });

  it('a second connection has its own client id', () => {
    expect(isClientIdOf('p-1', 'p-1')).toBe(true);
    expect(isClientIdOf('p-1', 'p-1~phone')).toBe(true);
    expect(isClientIdOf('p-1', 'p-2')).toBe(false);
    expect(isClientIdOf('p-1', 'p-11')).toBe(false);
  });
});

describe('the map', () => {
  it('pages at once for a press, a fall, a fire, and for what it does not understand', () => {
    const pages = ALERT_KINDS.filter((kind) => severityOf(kind) === 1);
    expect(pages).toEqual(['sos', 'fall', 'panic', 'smoke', 'heat', 'gas', 'carbon-monoxide', 'unspecified']);
  });

  it('AsyncAPI describes every topic but the near misses', () => {
    const described = Object.keys(TOPICS).filter((name) => name !== 'other');
    expect(Object.keys(mqttAsyncApi().channels)).toEqual(described.map((name) => `mqtt-${name}`));
  });

  it('takes the alert of the contract word for word', () => {
    const message = {
      id: 'x',
      kind: 'sos',
      at: '2026-01-15T08:30:00Z',
      position: { lat: 30, lng: 120, accuracyM: 10, datum: 'gcj02', fixAt: '2026-01-15T08:30:00Z', source: 'gnss' },
      batteryPct: 50,
      attempt: 1,
      certainty: 'observed',
      test: false,
      values: {},
    };
    expect(alertMessage.safeParse(message).success).toBe(true);
  });
});

describe('a hub with the wrong base topic', () => {
  it.each([
    ['zigbee2mqtt/bath_sos', 'zigbee2mqtt/hub-1/bath_sos', true],
    ['zigbee2mqtt/bridge/state', 'zigbee2mqtt/hub-1/bridge/state', true],
    ['zigbee2mqtt/bath_sos/availability', 'zigbee2mqtt/hub-1/bath_sos/availability', true],
    ['/zigbee2mqtt/hub-1/bath_sos', 'zigbee2mqtt/hub-1/bath_sos', true],
    ['Zigbee2MQTT/hub-1/bath_sos', 'zigbee2mqtt/hub-1/bath_sos', true],
    ['home/zigbee2mqtt/bath_sos', 'zigbee2mqtt/hub-1/bath_sos', true],
    ['zigbee2mqtt_2/bath_sos', 'zigbee2mqtt/hub-1/bath_sos', true],
    ['zigbee2mqtt/hub-2/bath_sos', 'zigbee2mqtt/hub-1/hub-2/bath_sos', false],
    ['homeassistant/hub-2/x', 'homeassistant/hub-1/hub-2/x', false],
  ])('%s is %s for itself, whosever id stands there', (topic, own, isComplete) => {
    expect(ownTopicOf('hub-1', topic)).toEqual({ topic: own, isComplete });
    expect(mayPublish('hub-1', own)).toBe(true);
  });

  it.each([
    'care/v1/hub-2/alert',
    'anything',
    'zigbee2mqtt',
    'zigbee2mqtt/',
    'zigbee2mqtt/+/x',
    '$SYS/zigbee2mqtt',
    'internal/x',
  ])('%s is no topic of a hub', (topic) => {
    expect(ownTopicOf('hub-1', topic)).toBeNull();
  });
});

describe('where the platform hears a device', () => {
  const heard = (topic: string): string | null => nearTopicOf('p-1', topic, (below) => /alert|sos/.test(below));

  it.each([
    ['care/v1/p-1/alert', 'care/v1/p-1/alert'],
    ['/care/v1/p-1/alert', 'care/v1/p-1/alert'],
    ['CARE/v1/p-1/alert', 'care/v1/p-1/alert'],
    ['care/V1/P-1/sos', 'care/v1/p-1/sos'],
    ['care/v1/p-1', 'care/v1/p-1/'],
    ['care/p-1/alert', 'care/v1/p-1/alert'],
    ['care/v2/p-1/alert', 'care/v1/p-1/alert'],
    ['p-1/sos', 'care/v1/p-1/sos'],
    ['zigbee2mqtt/p-1/x', 'zigbee2mqtt/p-1/x'],
    ['/homeassistant/p-1/x', 'homeassistant/p-1/x'],
  ])('%s: at %s', (topic, own) => {
    expect(heard(topic)).toBe(own);
  });

  it.each([
    ...[
      'care/v1/p-2/alert',
      '/care/v1/p-2/alert',
      'care/v1/p-2/p-1/alert',
      'care/v1/p-11/alert',
      'zigbee2mqtt/p-2/p-1/sos',
    ],
    ...[
      'zigbee2mqtt/p-1',
      'homeassistant/x/p-1/sos',
      '$SYS/p-1/alert',
      'internal/p-1/alert',
      '/internal/login/p-1/alert',
    ],
    ...['care/p-1/temperature', 'alert', '', '/', 'care/v1/p-1/#', 'care/v1/+/alert', 'p-2/sos'],
  ])('%j: nowhere', (topic) => {
    expect(heard(topic)).toBeNull();
  });
});
