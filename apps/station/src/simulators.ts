import { systemEnvironment } from '@silverbell/device-kit';
import { demoCast } from './fleet/cast.js';
import { Fleet } from './fleet/fleet.js';

/**
 * The life of the demo town, as a child of the station: devices that are simply there, helpers who answer about half of
 * their offers, and now and then a press. Always the same few seniors press, so that a station left alone overnight has a
 * handful of open incidents and not hundreds.
 */
const PENDANTS = 40;
const HUBS = 6;
const PRESSING = 5;
/** A newcomer sees life within a minute of the start, and then every few minutes. */
const FIRST_PRESS_MS = 20_000;
const PRESSES_PER_HOUR = 20;

const fleet = new Fleet({
  mqttUrl: process.env['MQTT_URL'] || `mqtt://127.0.0.1:${process.env['SILVERBELL_MQTT_PORT'] ?? '1883'}`,
  httpUrl: `http://127.0.0.1:${process.env['SILVERBELL_HTTP_PORT'] ?? '8080'}`,
  environment: systemEnvironment(),
  suffix: 'demo',
});

let stopping = false;
const stop = (): void => {
  if (stopping) return;
  stopping = true;
  void fleet.goHome().finally(() => process.exit(0));
};
process.stdin.resume().once('end', stop).once('error', stop);
process.once('SIGTERM', stop);

const cast = demoCast(Date.now());
fleet.connectDevices({ pendants: cast.pendants.slice(0, PENDANTS), hubs: cast.hubs.slice(0, HUBS) });
fleet.pressNowAndThen(PRESSES_PER_HOUR, fleet.pendants.slice(0, PRESSING), FIRST_PRESS_MS);
await fleet.callHelpers(cast.helpers);
