import type { IncidentStore } from './incident-store.js';
import { promisesOfIncidents } from './incident-store/incidents.suite.js';
import { promisesOfWhatIsDue } from './incident-store/due.suite.js';
import { promisesOfTheInbox } from './incident-store/inbox.suite.js';
import { promisesOfReceipts } from './incident-store/receipts.suite.js';

export {
  acceptance,
  aHome,
  closing,
  emergencyAt,
  goOn,
  GrowingIncident,
  look,
  offerTo,
  raise,
  suiteStart,
  theOneIn,
} from './incident-store/growing-incident.suite.js';

/** What every keeper of cases promises, the real one and the fake. `make` gives an empty one, `neighbour` that of another process beside it. */
export function promisesOfAnIncidentStore(
  make: () => Promise<IncidentStore>,
  neighbour: (store: IncidentStore) => Promise<IncidentStore>,
): void {
  promisesOfIncidents(make, neighbour);
  promisesOfReceipts(make);
  promisesOfWhatIsDue(make);
  promisesOfTheInbox(make, neighbour);
}
