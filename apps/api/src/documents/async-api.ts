import * as mqttContract from '@silverbell/mqtt-contract';
import { socketAsyncApi, type AsyncApiPart, type JsonObject } from '@silverbell/wire';

/** The sockets' and the devices' halves as one AsyncAPI 3 document. */
export function asyncApiDocument(version: string): JsonObject {
  const parts: AsyncApiPart[] = [socketAsyncApi(), mqttPart()];
  const joined = <Key extends keyof AsyncApiPart>(key: Key): JsonObject =>
    Object.assign({}, ...parts.map((part) => part[key])) as JsonObject;
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Silverbell 银铃: sockets and MQTT',
      version,
      description:
        'A push over a socket says "look again"; commands travel over HTTP. Devices speak MQTT below their own prefix.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: joined('servers'),
    channels: joined('channels'),
    operations: joined('operations'),
  };
}

function mqttPart(): AsyncApiPart {
  return mqttContract.mqttAsyncApi();
}
