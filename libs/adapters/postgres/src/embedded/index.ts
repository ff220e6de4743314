export { freePort, startEmbeddedPostgres, type EmbeddedPostgres, type EmbeddedPostgresOptions } from './cluster.js';
export { commandLineOf, type EmbeddedLog } from './leftovers.js';
export { makeFolder } from './make-folder.js';
export { EmbeddedPostgresRefused } from './refusal.js';
export { runningPostgres } from './running.js';
