export * from './datum.js';
export * from './gateway.js';
export { homeassistant, type HomeAssistantSession } from './homeassistant/homeassistant.js';
export { native, type NativeSession } from './native/native.js';
export * from './profile.js';
export { SAME_PRESS, samePressWithin, type HeardSignal } from './same-press.js';
export { watch, type WatchSession } from './watch/watch.js';
export { type ZigbeeSession } from './zigbee2mqtt/session.js';
export { zigbee2mqtt } from './zigbee2mqtt/zigbee2mqtt.js';
