import { describe, expect, it } from '@jest/globals';
import { API_USER, apiPassword } from '@silverbell/adapter-mqtt/secrets';
import type { Settings } from '@silverbell/adapter-runtime';
import type { PostgresDeviceStore } from '@silverbell/adapter-postgres';
import { DeviceSecretService } from './device-secret.service.js';
import type { RefusedDevices } from '@silverbell/usecases';
import { EmqxHookController } from './emqx-hook.controller.js';

const SECRET = 'only EMQX and we know it';
const BEARER = `Bearer ${SECRET}`;

const house = (more: Partial<Settings> = {}) => {
  const keeping = new DeviceSecretService({ secret: 'the secret of this platform' });
  const state = { away: false };
  const told: string[] = [];
  const refusals = {
    refused: (...what: readonly unknown[]) => Promise.resolve(void told.push(what.join(' '))),
    admitted: (id: string) => Promise.resolve(void told.push(`${id} admitted`)),
  } as unknown as RefusedDevices;
  const register = {
    secretHashOf: (id: string) => {
      if (state.away) return Promise.reject(Object.assign(new Error('away'), { code: '57P01' }));
      return Promise.resolve(id === 'p-1' ? keeping.keep('p-1', 'right').hash : null);
    },
  } as unknown as PostgresDeviceStore;
  const settings = {
    secret: 'the secret of this platform',
    mqttHookSecret: SECRET,
    mqttUrl: 'mqtt://servers:their%20word@broker:1883',
    ...more,
  } as unknown as Settings;
  return { hook: new EmqxHookController(register, keeping, refusals, settings), state, told };
};
/** As EMQX sends it with the body of docker/emqx.conf. */
const login = (username: string, password: string, clientid = username) => ({
  ...{ username, password, clientid, peerhost: '10.0.0.9', cert_common_name: '' },
});

describe('EMQX asks who may connect', () => {
  it('a device with its secret and a client id of its own', async () => {
    const { hook } = house();
    const allowed = { result: 'allow', is_superuser: false };
    expect(await hook.mayConnect(login('p-1', 'right'), BEARER)).toEqual(allowed);
    expect(await hook.mayConnect(login('p-1', 'right', 'p-1~second'), BEARER)).toEqual(allowed);
  });

  it.each([
    ['a wrong secret', login('p-1', 'wrong')],
    ['no secret', { username: 'p-1', password: null, clientid: 'p-1' }],
    ['a device nobody registered', login('p-2', 'right')],
    ['a client id that would evict another', login('p-1', 'right', 'p-2')],
    ['a wildcard as a name', login('+', 'right')],
    ['nobody', {}],
    ['the servers’ name with a guess', login('servers', 'guess', 'silverbell-engine-1')],
    ['a certificate of somebody else', { ...login('p-1', ''), cert_common_name: 'p-2' }],
  ])('not %s', async (_, request) => {
    expect(await house().hook.mayConnect(request, BEARER)).toEqual({ result: 'deny', is_superuser: false });
  });

  it('a device whose certificate the broker has checked', async () => {
    const request = { ...login('p-1', ''), cert_common_name: 'p-1' };
    expect(await house().hook.mayConnect(request, BEARER)).toMatchObject({ result: 'allow' });
  });

  it('and a registered device that is refused is told of, with the reason and the address', async () => {
    const { hook, told } = house();
    await hook.mayConnect(login('p-1', 'wrong'), BEARER);
    await hook.mayConnect(login('p-1', 'right', 'p-2'), BEARER);
    await hook.mayConnect(login('p-2', 'wrong'), BEARER);
    hook.mayAct({ username: 'p-1', topic: 'care/v1/p-2/alert', action: 'publish' }, BEARER);
    hook.mayAct({ username: 'p-1', topic: 'care/v1/p-2/alert', action: 'subscribe' }, BEARER);
    hook.mayAct({ username: API_USER, topic: 'care/v1/p-2/alert', action: 'publish' }, BEARER);
    await hook.mayConnect(login('p-1', 'right'), BEARER);
    expect(told).toEqual([
      'p-1 wrong-secret 10.0.0.9',
      'p-1 foreign-client-id 10.0.0.9',
      'p-1 foreign-topic ',
      'p-1 admitted',
    ]);
  });

  it('the servers, who may go everywhere', async () => {
    expect(await house().hook.mayConnect(login('servers', 'their word', 'silverbell-engine-1'), BEARER)).toEqual({
      result: 'allow',
      is_superuser: true,
    });
  });

  it('an api of this platform, which is no superuser', async () => {
    const { hook } = house();
    const word = apiPassword('the secret of this platform');
    expect(await hook.mayConnect(login(API_USER, word, 'silverbell~api~1'), BEARER)).toEqual({
      result: 'allow',
      is_superuser: false,
    });
    expect(await hook.mayConnect(login(API_USER, 'a guess'), BEARER)).toMatchObject({ result: 'deny' });
  });

  it('a device that was let in before, while the database is away; nobody else then', async () => {
    const { hook, state } = house();
    await hook.mayConnect(login('p-1', 'right'), BEARER);
    state.away = true;
    expect(await hook.mayConnect(login('p-1', 'right'), BEARER)).toMatchObject({ result: 'allow' });
    expect(await hook.mayConnect(login('p-1', 'wrong'), BEARER)).toMatchObject({ result: 'deny' });
    await expect(hook.mayConnect(login('p-3', 'right'), BEARER)).rejects.toMatchObject({ slug: 'unavailable' });
  });
});

describe('EMQX asks who may publish and subscribe where', () => {
  it.each([
    ['publish', 'p-1', 'care/v1/p-1/alert', 'allow'],
    ['publish', 'p-1', 'zigbee2mqtt/p-1/bath', 'allow'],
    ['publish', 'p-1', 'care/v1/p-2/alert', 'deny'],
    ['publish', 'p-1', 'internal/position/h', 'deny'],
    ['publish', 'p-1', 'internal/presence/i', 'deny'],
    ['subscribe', 'p-1', 'internal/presence/+', 'deny'],
    ['subscribe', 'p-1', 'care/v1/p-1/#', 'allow'],
    ['subscribe', 'p-1', 'care/v1/+/alert', 'deny'],
    ['subscribe', 'p-1', '#', 'deny'],
    ['subscribe', 'p-1', '$share/silverbell/care/v1/+/heartbeat', 'deny'],
    ['subscribe', 'servers', '$share/silverbell/care/v1/+/heartbeat', 'allow'],
    ['publish', 'servers', 'care/v1/p-1/receipt', 'allow'],
    ['publish', API_USER, 'internal/position/h', 'allow'],
    ['subscribe', API_USER, 'internal/position/+', 'allow'],
    ['publish', API_USER, 'internal/presence/i', 'allow'],
    ['subscribe', API_USER, 'internal/presence/+', 'allow'],
    ['publish', API_USER, 'care/v1/p-1/receipt', 'deny'],
    ['subscribe', API_USER, 'care/v1/+/alert', 'deny'],
    ['subscribe', API_USER, '#', 'deny'],
  ] as const)('%s by %s at %s: %4$s', (action, username, topic, result) => {
    expect(house().hook.mayAct({ username, topic, action }, BEARER)).toEqual({ result });
  });
});

describe('whoever asks', () => {
  it('must know the shared secret', async () => {
    const { hook } = house();
    for (const word of [undefined, '', SECRET, `Bearer ${SECRET}x`])
      await expect(hook.mayConnect(login('p-1', 'right'), word)).rejects.toMatchObject({ slug: 'not-allowed' });
    expect(() => hook.mayAct({ username: 'p-1', topic: 'x', action: 'publish' }, 'Bearer x')).toThrow('not-allowed');
  });

  it('gets no answer where no secret is set', async () => {
    const { hook } = house({ mqttHookSecret: null });
    await expect(hook.mayConnect(login('p-1', 'right'), 'Bearer null')).rejects.toMatchObject({ slug: 'not-allowed' });
  });
});
