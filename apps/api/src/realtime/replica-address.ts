import { API_USER, apiPassword } from '@silverbell/adapter-mqtt/secrets';
import type { Settings } from '@silverbell/adapter-runtime';

export interface ReplicaAddress {
  /** With the login in it. */
  readonly url: string;
  readonly protocol: 4 | 5;
}

type Known = Pick<
  Settings,
  'mqttUrl' | 'mqttAccess' | 'mqttHookSecret' | 'mqttPort' | 'enginePort' | 'bind' | 'secret'
>;

/** The broker over which the api replicas exchange messages; `null`: none is configured, and each replica reads the database by itself. */
export function replicaAddress(settings: Known): ReplicaAddress | null {
  const { mqttUrl, mqttAccess, mqttHookSecret, mqttPort, enginePort, bind, secret } = settings;
  if (mqttUrl === null) {
    // The broker is inside the engine: an api without an engine must not connect to what else listens at this port.
    if (mqttPort === 0 || enginePort === null || enginePort === 0) return null;
    const host = bind === '0.0.0.0' || bind === '::' ? '127.0.0.1' : bind.includes(':') ? `[${bind}]` : bind;
    return { url: asApi(`mqtt://${host}:${String(mqttPort)}`, secret), protocol: 4 };
  }
  // Where the platform writes the broker's list of logins, the apis have one of their own; otherwise the login stands in MQTT_URL.
  const listIsOurs = mqttAccess === 'dynamic-security' || mqttHookSecret !== null;
  return { url: listIsOurs ? asApi(mqttUrl, secret) : mqttUrl, protocol: 5 };
}

function asApi(url: string, secret: string): string {
  const own = new URL(url);
  own.username = API_USER;
  own.password = apiPassword(secret);
  return own.href;
}
