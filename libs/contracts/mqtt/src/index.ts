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
export { kindOfBeginning, kindsOfWord } from './kind-words.js';
export * from './kinds.js';
export * from './messages.js';
export * from './position.js';
export { isKindKey, readPayload, type Payload } from './reader/payload.js';
export { readKinds, type ReportedKinds } from './reported-kinds.js';
export * from './topics.js';
export * from './watch-id.js';
