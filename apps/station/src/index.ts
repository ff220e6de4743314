export { runStation, type StationFlags } from './station.js';
export { backup } from './keeping/backup.js';
export { restore, type Restored } from './keeping/restore.js';
