/**
 * The words of every closed code list, in both languages: a list in `codes/incident` has its words in `labels/incident`.
 * No zod, as with the codes.
 */
export * from './labels/calls.js';
export * from './labels/helper.js';
export * from './labels/incident.js';
export { labelOf, type Label, type Language } from './labels/label.js';
export * from './labels/operator.js';
export * from './labels/outages.js';
export * from './labels/people.js';
export * from './labels/problems.js';
export * from './labels/signals.js';
export * from './labels/silence.js';
export * from './labels/values.js';
