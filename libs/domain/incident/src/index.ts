export * from './classify.js';
export * from './codes.js';
export * from './commands.js';
export * from './consequence-kinds.js';
export { consequencesOf } from './consequences.js';
export * from './deadlines.js';
export {
  allowedActionsOf,
  assertNeverForgotten,
  CandidatesWanted,
  decide,
  type Decided,
  type OperatorAction,
} from './decide/index.js';
export * from './default-policy.js';
export * from './destination.js';
export { entryCodeStateOf, isNewShowing, type EntryCodeState } from './entry-code.js';
export * from './harsh.js';
export * from './events.js';
export * from './evolve.js';
export * from './ladder.js';
export * from './ladders/changes.js';
export * from './ladders/limits.js';
export * from './ladders/rehearse.js';
export * from './ladders/rehearsal-of.js';
export {
  CLASS_NAMES,
  CONDITION_WORDS,
  KIND_NAMES,
  LADDER_ROLE_NAMES,
  spanWords,
  stepWords,
  type Words,
} from './ladders/words.js';
export * from './outcomes.js';
export * from './questions.js';
export * from './sameness.js';
export * from './state.js';
export * from './unregistered.js';
export { placesOf, placesToAskFor, whereTo } from './who-goes-where.js';
