import { jsonSchema, type JsonObject, type JsonValue } from './openapi.js';
import { NAMESPACES, resumeAnswer, SOCKET_EVENTS } from './sockets.js';

/** The sockets' part of the AsyncAPI 3 document; the api joins it with the part of `@silverbell/mqtt-contract`. */
export interface AsyncApiPart {
  readonly servers: JsonObject;
  readonly channels: JsonObject;
  readonly operations: JsonObject;
}

/** Names inside an AsyncAPI document may hold neither dots nor slashes. */
const safe = (name: string): string => name.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');

export function socketAsyncApi(): AsyncApiPart {
  const channels: Record<string, JsonValue> = {};
  const operations: Record<string, JsonValue> = {};
  for (const namespace of NAMESPACES) {
    const channel = `socket-${safe(namespace)}`;
    const events = Object.entries(SOCKET_EVENTS).filter(([, event]) =>
      (event.namespaces as readonly string[]).includes(namespace),
    );
    channels[channel] = {
      address: namespace,
      description:
        'socket.io namespace; the token of the HTTP login is in the handshake `auth.token`. A push says "look again".',
      servers: [{ $ref: '#/servers/socket' }],
      messages: {
        ...Object.fromEntries(
          events.map(([name, event]): [string, JsonValue] => [
            safe(name),
            {
              name,
              summary: event.summary,
              contentType: 'application/json',
              payload: jsonSchema(event.payload, 'output'),
            },
          ]),
        ),
        resume: {
          name: 'resume',
          summary: 'Sent by the client on connect; the acknowledgement carries what is open',
          contentType: 'application/json',
          payload: { type: 'object', additionalProperties: false },
        },
        'resume-answer': {
          name: 'resume (acknowledgement)',
          contentType: 'application/json',
          payload: jsonSchema(resumeAnswer, 'output'),
        },
      },
    };
    operations[`${channel}-pushes`] = {
      action: 'send',
      channel: { $ref: `#/channels/${channel}` },
      messages: events.map(([name]): JsonValue => ({ $ref: `#/channels/${channel}/messages/${safe(name)}` })),
    };
    operations[`${channel}-resume`] = {
      action: 'receive',
      channel: { $ref: `#/channels/${channel}` },
      messages: [{ $ref: `#/channels/${channel}/messages/resume` }],
      reply: { messages: [{ $ref: `#/channels/${channel}/messages/resume-answer` }] },
    };
  }
  return {
    servers: { socket: { host: 'localhost:8080', protocol: 'socketio', description: 'socket.io on the HTTP port' } },
    channels,
    operations,
  };
}
