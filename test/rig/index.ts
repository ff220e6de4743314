export * from './station-command.js';
export { BrokerPart, type BrokerOptions } from './broker.js';
export { DatabasePart } from './database.js';
export { NodePart } from './node-part.js';
export type { Part } from './part.js';
export { ROOT } from './programs.js';
export { freePorts, ServerRig, type DiskName, type Replica, type ServerRigOptions } from './server-rig.js';
export { StationRig, type StationChild } from './station-rig.js';
export { answersOk, holdsWithin } from './waiting.js';
