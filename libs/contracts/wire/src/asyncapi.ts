import { jsonSchema, type JsonObject, type JsonValue } from './openapi.js';
import { CLIENT_EVENTS, NAMESPACES, SOCKET_EVENTS, type Namespace } from './sockets.js';

/** The sockets' part of the AsyncAPI 3 document; the api joins it with the part of `@silverbell/mqtt-contract`. */
export interface AsyncApiPart {
  readonly servers: JsonObject;
  readonly channels: JsonObject;
  readonly operations: JsonObject;
}

/** Names inside an AsyncAPI document may hold neither dots nor slashes. */
const safe = (name: string): string => name.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '');

const of = <Event extends { readonly namespaces: readonly Namespace[] }>(
  namespace: Namespace,
  events: Readonly<Record<string, Event>>,
): [string, Event][] => Object.entries(events).filter(([, { namespaces }]) => namespaces.includes(namespace));

export function socketAsyncApi(): AsyncApiPart {
  const channels: Record<string, JsonValue> = {};
  const operations: Record<string, JsonValue> = {};
  for (const namespace of NAMESPACES) {
    const channel = `socket-${safe(namespace)}`;
    const events = of(namespace, SOCKET_EVENTS);
    const clientEvents = of(namespace, CLIENT_EVENTS);
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
        ...Object.fromEntries(
          clientEvents.flatMap(([name, { summary, ask, answer }]): [string, JsonValue][] => [
            [name, { name, summary, contentType: 'application/json', payload: jsonSchema(ask, 'input') }],
            [
              `${name}-answer`,
              {
                name: `${name} (acknowledgement)`,
                contentType: 'application/json',
                payload: jsonSchema(answer, 'output'),
              },
            ],
          ]),
        ),
      },
    };
    operations[`${channel}-pushes`] = {
      action: 'send',
      channel: { $ref: `#/channels/${channel}` },
      messages: events.map(([name]): JsonValue => ({ $ref: `#/channels/${channel}/messages/${safe(name)}` })),
    };
    for (const [name] of clientEvents)
      operations[`${channel}-${name}`] = {
        action: 'receive',
        channel: { $ref: `#/channels/${channel}` },
        messages: [{ $ref: `#/channels/${channel}/messages/${name}` }],
        reply: { messages: [{ $ref: `#/channels/${channel}/messages/${name}-answer` }] },
      };
  }
  return {
    servers: { socket: { host: 'localhost:8080', protocol: 'socketio', description: 'socket.io on the HTTP port' } },
    channels,
    operations,
  };
}
