import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { DeviceRole } from '@silverbell/vocabulary';
import { decode, faultsOf } from './conformance/conformance.js';
import type { DeviceBinding } from './profile.js';

interface Golden {
  readonly file: string;
  readonly topic: string;
  readonly role?: DeviceRole;
  readonly retained?: boolean;
  readonly generate?: { readonly bytes: number; readonly fill: number };
  readonly expect: { readonly signals: readonly ({ readonly doubts?: readonly string[] } & Record<string, unknown>)[] };
}

const PAYLOADS = join(import.meta.dirname, '../../payloads');
const index = JSON.parse(readFileSync(join(PAYLOADS, 'index.json'), 'utf8')) as { messages: readonly Golden[] };

const bytesOf = ({ file, generate }: Golden): Uint8Array =>
  generate ? new Uint8Array(generate.bytes).fill(generate.fill) : new Uint8Array(readFileSync(join(PAYLOADS, file)));

function deviceOf({ topic, role }: Golden): DeviceBinding {
  if (!topic.startsWith('zigbee2mqtt/')) return { id: 'p-1', role: 'pendant' };
  const name = topic.split('/').slice(2).join('/');
  return { id: 'hub-1', role: 'hub', children: role ? { [name]: { id: `hub-1.${name}`, role } } : {} };
}

describe('golden messages', () => {
  it.each(index.messages.map((message) => [message.file, message] as const))('%s', (_, message) => {
    const result = decode({
      topic: message.topic.replace('{device}', 'p-1').replace('{hub}', 'hub-1'),
      payload: bytesOf(message),
      retained: message.retained ?? false,
      device: deviceOf(message),
    });
    expect(result.signals.map(({ kind, phase }) => ({ kind, phase }))).toEqual(
      message.expect.signals.map(({ kind, phase }) => ({ kind, phase })),
    );
    message.expect.signals.forEach(({ doubts, ...fields }, nth) => {
      expect(result.signals[nth]).toMatchObject(fields);
      expect(result.signals[nth]?.doubts).toEqual(expect.arrayContaining([...(doubts ?? [])]));
    });
    expect(faultsOf(result)).toEqual([]);
  });

  it('lists every file there is, and no other', () => {
    const stored = ['accepted', 'rejected'].flatMap((folder) =>
      readdirSync(join(PAYLOADS, folder)).map((name) => `${folder}/${name}`),
    );
    const listed = index.messages.filter(({ generate }) => !generate).map(({ file }) => file);
    expect(listed.sort()).toEqual(stored.sort());
  });

  it('every message on an alert topic raises or annotates something', () => {
    for (const { file, topic, expect: expected } of index.messages) {
      if (topic.endsWith('/alert')) expect([file, expected.signals.length]).toEqual([file, 1]);
    }
  });
});
