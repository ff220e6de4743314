export * from './classify.js';
export * from './commands.js';
export * from './consequence-kinds.js';
export { consequencesOf, endingToContacts } from './consequences.js';
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
export * from './environment.js';
export * from './events.js';
export * from './evolve.js';
export * from './ladder.js';
export { ladderAhead, type LadderLine } from './ladder-ahead.js';
export * from './escalation/changes.js';
export * from './escalation/limits.js';
export * from './escalation/rehearse.js';
export * from './escalation/rehearsal-of.js';
export { stepLabel } from './escalation/labels.js';
export * from './outcomes.js';
export * from './questions.js';
export * from './sameness.js';
export * from './state.js';
export { cardOf } from './protocol.js';
export { UNDO_LASTS } from './undo.js';
export * from './unregistered.js';
export { placesOf, placesToAskFor, assignedDestination } from './split-dispatch.js';
