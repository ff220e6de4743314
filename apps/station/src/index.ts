export { runStation, type StationFlags } from './station.js';
export { auditVerify } from './keeping/audit-verify.js';
export { backup } from './keeping/backup.js';
export { restore, type Restored } from './keeping/restore.js';
