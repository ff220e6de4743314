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

/** Where the apis of one platform meet; `null`: nobody said where a broker is, and each reads the database for itself. */
export function replicaAddress(settings: Known): ReplicaAddress | null {
  const { mqttUrl, mqttAccess, mqttHookSecret, mqttPort, enginePort, bind, secret } = settings;
  if (mqttUrl === null) {
    // The broker lies inside the engine: whoever does not know of an engine must not knock at whatever else has its port.
    if (mqttPort === 0 || enginePort === null || enginePort === 0) return null;
    const host = bind === '0.0.0.0' || bind === '::' ? '127.0.0.1' : bind.includes(':') ? `[${bind}]` : bind;
    return { url: asApi(`mqtt://${host}:${String(mqttPort)}`, secret), protocol: 4 };
  }
  // Where the list of logins is ours, the apis have one of their own; otherwise whoever runs the broker says in MQTT_URL what they may.
  const listIsOurs = mqttAccess === 'dynamic-security' || mqttHookSecret !== null;
  return { url: listIsOurs ? asApi(mqttUrl, secret) : mqttUrl, protocol: 5 };
}

function asApi(url: string, secret: string): string {
  const own = new URL(url);
  own.username = API_USER;
  own.password = apiPassword(secret);
  return own.href;
}
