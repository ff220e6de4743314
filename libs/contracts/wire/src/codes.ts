/**
 * Every closed code list that leaves the house (safety.md section 4, contracts.md sections 3 to 5).
 * 4.1 and 4.2 are in `codes/incident`, 4.3 in `helper`, 4.4 in `operator`, 4.5 in `calls`.
 * Plain arrays without zod, so that a browser pays nothing for them. Extended by a reviewed change, never by free text.
 */
export * from './codes/calls.js';
export * from './codes/helper.js';
export * from './codes/incident.js';
export * from './codes/operator.js';
export * from './codes/outages.js';
export * from './codes/people.js';
export * from './codes/problems.js';
export * from './codes/signals.js';
export * from './codes/silence.js';
export * from './codes/values.js';
