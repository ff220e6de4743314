export * from './alert.js';
export { mqttAsyncApi } from './asyncapi.js';
export {
  fingerprint,
  isFields,
  isFiniteNumber,
  isPlainText,
  MAX_PAYLOAD_BYTES,
  parseJson,
  readObject,
  readText,
  type Fields,
} from './bytes.js';
export * from './doubts.js';
export * from './internal.js';
export * from './kinds.js';
export * from './messages.js';
export * from './position.js';
export * from './topics.js';
