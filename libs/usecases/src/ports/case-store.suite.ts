import type { CaseStore } from './case-store.js';
import { promisesOfCases } from './case-store/cases.suite.js';
import { promisesOfWhatIsDue } from './case-store/due.suite.js';
import { promisesOfTheInbox } from './case-store/inbox.suite.js';
import { promisesOfReceipts } from './case-store/receipts.suite.js';

export { acceptance, aHome, goOn, GrowingCase, offerTo, raise, suiteStart } from './case-store/growing-case.suite.js';

/** What every keeper of cases promises, the real one and the fake. `make` gives an empty one. */
export function promisesOfACaseStore(make: () => Promise<CaseStore>): void {
  promisesOfCases(make);
  promisesOfReceipts(make);
  promisesOfWhatIsDue(make);
  promisesOfTheInbox(make);
}
