import { describe, expect, it } from '@jest/globals';
import { API_USER, apiPassword } from '@silverbell/adapter-mqtt/secrets';
import { readSettings } from '@silverbell/adapter-runtime';
import { replicaAddress } from './replica-address.js';

const SECRET = 'the secret of this platform';
const addressWith = (environment: Readonly<Record<string, string>>) => {
  const read = readSettings({ SILVERBELL_MODE: 'live', SILVERBELL_SECRET: SECRET, ...environment });
  if (!read.ok) throw new Error(read.sentences.join(' '));
  return replicaAddress(read.settings);
};
const loginOf = (url = ''): readonly string[] => {
  const { username, password } = new URL(url);
  return [decodeURIComponent(username), decodeURIComponent(password)];
};

describe('the address of the replica bus', () => {
  it('is the broker inside the engine, with a login of the apis, when an engine is configured', () => {
    const address = addressWith({ SILVERBELL_ENGINE_PORT: '9090', SILVERBELL_MQTT_PORT: '1884' });
    expect(address?.protocol).toBe(4);
    expect(new URL(address?.url ?? '').host).toBe('127.0.0.1:1884');
    expect(loginOf(address?.url)).toEqual([API_USER, apiPassword(SECRET)]);
  });

  it.each([
    ['0.0.0.0', '127.0.0.1:1883'],
    ['::', '127.0.0.1:1883'],
    ['10.0.0.5', '10.0.0.5:1883'],
    ['::1', '[::1]:1883'],
  ])('for an engine bound to %s is %s', (bind, host) => {
    const address = addressWith({ SILVERBELL_ENGINE_PORT: '9090', SILVERBELL_BIND: bind });
    expect(new URL(address?.url ?? '').host).toBe(host);
  });

  it('is null without an engine and a broker, so that no foreign port is connected to', () => {
    expect(addressWith({})).toBeNull();
    expect(addressWith({ SILVERBELL_ENGINE_PORT: '9090', SILVERBELL_MQTT_PORT: '0' })).toBeNull();
  });

  it('is the outside broker, with a login of the apis where the platform keeps its logins', () => {
    const MQTT_URL = 'mqtts://servers:their%20word@broker:8883';
    const own = [API_USER, apiPassword(SECRET)];
    const told = addressWith({ MQTT_URL, SILVERBELL_MQTT_ACCESS: 'dynamic-security' });
    expect([told?.protocol, loginOf(told?.url), new URL(told?.url ?? '').host]).toEqual([5, own, 'broker:8883']);
    expect(loginOf(addressWith({ MQTT_URL, SILVERBELL_MQTT_HOOK_SECRET: 'only EMQX and we know' })?.url)).toEqual(own);
  });

  it('is the outside broker with the login of MQTT_URL where others keep its logins', () => {
    const MQTT_URL = 'mqtt://apis:word@broker';
    expect(addressWith({ MQTT_URL })?.url).toBe(MQTT_URL);
  });
});
