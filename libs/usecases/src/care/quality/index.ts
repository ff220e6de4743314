export * from './port.js';
export { afterComplaint, afterRating, afterReplacement, clockVerification } from './open-verification.js';
export * from './write-complaints.js';
export * from './write-verifications.js';
export * from './make-notices.js';
export { recountTerms } from './recount-terms.js';
