import type { CaseStore } from './case-store.js';
import { promisesOfCases } from './case-store/cases.suite.js';
import { promisesOfWhatIsDue } from './case-store/due.suite.js';
import { promisesOfTheInbox } from './case-store/inbox.suite.js';
import { promisesOfReceipts } from './case-store/receipts.suite.js';

export {
  acceptance,
  aHome,
  closing,
  emergencyAt,
  goOn,
  GrowingCase,
  look,
  offerTo,
  raise,
  suiteStart,
  theOneIn,
} from './case-store/growing-case.suite.js';

/** What every keeper of cases promises, the real one and the fake. `make` gives an empty one, `neighbour` that of another process beside it. */
export function promisesOfACaseStore(
  make: () => Promise<CaseStore>,
  neighbour: (store: CaseStore) => Promise<CaseStore>,
): void {
  promisesOfCases(make, neighbour);
  promisesOfReceipts(make);
  promisesOfWhatIsDue(make);
  promisesOfTheInbox(make, neighbour);
}
