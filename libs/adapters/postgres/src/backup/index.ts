export { dump } from './dump.js';
export { labelOf, writeSealed, type Label } from './envelope.js';
export { load, type Loaded } from './load.js';
export { examine, partsOf } from './read.js';
export { BackupRefused } from './refusal.js';
