import { z } from 'zod';
import { TOPICS, type TopicEntry } from './topics.js';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };
export type JsonObject = { readonly [key: string]: JsonValue };

export interface AsyncApiPart {
  readonly servers: JsonObject;
  readonly channels: JsonObject;
  readonly operations: JsonObject;
}

const payloadOf = (schema: z.ZodType): JsonObject => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return JSON.parse(JSON.stringify(rest)) as JsonObject;
};

/** The MQTT part of the AsyncAPI 3 document; the api joins it with the part of `@silverbell/wire`. */
export function mqttAsyncApi(): AsyncApiPart {
  const channels: Record<string, JsonValue> = {};
  const operations: Record<string, JsonValue> = {};
  for (const [name, topic] of Object.entries<TopicEntry>(TOPICS)) {
    // Near misses are heard, and are nothing to write a device against.
    if (name === 'other') continue;
    const channel = `mqtt-${name}`;
    channels[channel] = {
      address: topic.pattern.replace('/#', '/{below}'),
      description: topic.summary,
      servers: [{ $ref: '#/servers/mqtt' }, { $ref: '#/servers/mqtt-ws' }],
      parameters: {
        deviceId: { description: 'The device id, which is the user name of the connection' },
        ...(topic.pattern.endsWith('/#') ? { below: { description: 'Friendly name or bridge topic' } } : {}),
      },
      messages: {
        [name]: {
          name,
          summary: topic.summary,
          contentType: 'application/json',
          ...(topic.schema ? { payload: payloadOf(topic.schema) } : {}),
        },
      },
      'x-max-bytes': topic.maxBytes,
      'x-version': topic.version,
    };
    operations[`${channel}-${topic.direction === 'up' ? 'receive' : 'send'}`] = {
      action: topic.direction === 'up' ? 'receive' : 'send',
      channel: { $ref: `#/channels/${channel}` },
      messages: [{ $ref: `#/channels/${channel}/messages/${name}` }],
      bindings: { mqtt: { qos: topic.qos, retain: topic.retain } },
    };
  }
  const description =
    'MQTT 3.1.1 or 5; user name: device id; password: the secret of the device; client id: {deviceId} or {deviceId}~anything';
  return {
    servers: {
      mqtt: { host: 'localhost:1883', protocol: 'mqtt', description },
      'mqtt-ws': { host: 'localhost:8083', protocol: 'ws', description },
    },
    channels,
    operations,
  };
}
