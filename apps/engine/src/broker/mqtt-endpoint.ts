import {
  EmbeddedBroker,
  errorFacts,
  MqttIntakeClient,
  type BrokerDeps,
  type DevicePublisher,
} from '@silverbell/adapter-mqtt';
import type { Settings } from '@silverbell/adapter-runtime';
import { StartupError } from '../startup-error.js';
import { watermarkFileIn } from './watermark-file.js';

/** Where presses come in and receipts go out. */
export interface MqttEndpoint {
  readonly publisher: DevicePublisher;
  open(): Promise<{ readonly mqttPort: number | null; readonly wsPort: number | null }>;
  isOpen(): boolean;
  close(): Promise<void>;
}

/** The broker inside this process, or one outside that exists already. */
export function mqttEndpoint(settings: Settings, deps: BrokerDeps, engineId: string): MqttEndpoint {
  return settings.mqttUrl === null ? embedded(settings, deps) : outside(settings, settings.mqttUrl, deps, engineId);
}

function brokerOf(settings: Settings, deps: BrokerDeps): EmbeddedBroker {
  const { bind, mqttPort: port, mqttWsPort: wsPort, mqttTls: tls } = settings;
  try {
    return new EmbeddedBroker(deps, { bind, port, wsPort, tls });
  } catch (error) {
    if (tls === null) throw error;
    throw new StartupError(
      'The certificate of the broker cannot be used: SILVERBELL_MQTT_TLS_CERT and _KEY must belong together, in PEM.',
    );
  }
}

function embedded(settings: Settings, deps: BrokerDeps): MqttEndpoint {
  const broker = brokerOf(settings, deps);
  let opened = false;
  return {
    publisher: broker,
    open: async () => {
      const { port, wsPort, tlsPort } = await broker.listen().catch((error: unknown) => refusePort(error, settings));
      opened = true;
      return { mqttPort: port, wsPort, ...(tlsPort !== null && { tlsPort }) };
    },
    isOpen: () => opened,
    close: async () => {
      opened = false;
      await broker.close();
    },
  };
}

function outside({ dataDir }: Settings, url: string, deps: BrokerDeps, engineId: string): MqttEndpoint {
  const client = new MqttIntakeClient(deps, { url, engineId, watermark: watermarkFileIn(dataDir) });
  return {
    publisher: client,
    open: () => {
      // A broker that is away for the moment is waited for: deadlines and offers go on meanwhile.
      void client.listen().catch((error: unknown) => deps.log.error('outside-broker', errorFacts(error)));
      return Promise.resolve({ mqttPort: null, wsPort: null });
    },
    isOpen: () => client.connected,
    close: () => client.close(),
  };
}

function refusePort(error: unknown, settings: Settings): never {
  const { code, port } = error as { code?: string; port?: number };
  const where = port ?? settings.mqttPort;
  if (code === 'EADDRINUSE')
    throw new StartupError(
      `Port ${where} is taken: set SILVERBELL_MQTT_PORT, SILVERBELL_MQTT_WS_PORT or SILVERBELL_MQTT_TLS_PORT to a free one.`,
    );
  if (code === 'EACCES' || code === 'EADDRNOTAVAIL')
    throw new StartupError(`The broker may not listen on ${settings.bind}, port ${where}.`);
  throw error;
}
