export const SETTINGS = Symbol('settings');
export const LOG = Symbol('log');
export const CLOCK = Symbol('clock');
/** This engine's name for its own deliveries. */
export const ENGINE_ID = Symbol('engine id');
/** Ways to people that a test brings; `null`: those that the settings name. */
export const GIVEN_SENDERS = Symbol('given senders');
export const INCIDENT_STORES = Symbol('incident stores');
/** For what is made before the broker is: without the immediate receipt, which leaves through the broker. */
export const BASE_DEPS = Symbol('dependencies without immediate delivery');
export const USE_CASE_DEPS = Symbol('use case dependencies');
export const MQTT_ENDPOINT = Symbol('mqtt endpoint');
/** Every sender of this engine, one for each channel. */
export const SENDERS = Symbol('senders');
