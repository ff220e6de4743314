export { runStation, type StationFlags } from './station.js';
export { auditVerify } from './commands/audit-verify.js';
export { backup } from './commands/backup.js';
export { restore, type Restored } from './commands/restore.js';
