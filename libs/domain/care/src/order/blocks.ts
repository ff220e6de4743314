import { minutes, type Instant } from '@silverbell/kernel';
import type { AssignBlock } from '@silverbell/vocabulary';
import type { CivilDay } from '../calendar/civil-day.js';

/** What an assignment is judged by (CR-31). */
export interface WorkerFacts {
  readonly helperId: string;
  /** Last valid day of each certificate; absent: she has none. */
  readonly health: CivilDay | null;
  readonly carer: CivilDay | null;
  readonly others: readonly { readonly kind: string; readonly until: CivilDay }[];
  readonly suspended: boolean;
  /** Flagged in conflict with the person or her home. */
  readonly conflict: boolean;
  /** Replaced for this person after a verification (CR-51). */
  readonly replaced: boolean;
  /** Her other orders around this one. */
  readonly busy: readonly { readonly from: Instant; readonly to: Instant }[];
}

export interface WantedVisit {
  readonly day: CivilDay;
  readonly from: Instant;
  readonly to: Instant;
  /** The provider's contract covers region and items on that day. */
  readonly inContract: boolean;
  readonly certificatesNeeded: readonly string[];
  readonly workersNeeded: 1 | 2;
}

/** Between two orders she travels (CR-31). */
export const TRAVEL_MIN = 30;

/** Everything that keeps these workers from the order, each named once, in the order of the list. */
export function blocksOf(workers: readonly WorkerFacts[], visit: WantedVisit): readonly AssignBlock[] {
  const found = new Set<AssignBlock>(workers.flatMap((worker) => ofWorker(worker, visit)));
  if (!visit.inContract) found.add('out-of-contract');
  if (new Set(workers.map(({ helperId }) => helperId)).size < visit.workersNeeded) found.add('second-worker');
  return ORDER_OF_BLOCKS.filter((block) => found.has(block));
}

const ORDER_OF_BLOCKS: readonly AssignBlock[] = [
  'certificate-expired',
  'out-of-contract',
  'worker-suspended',
  'worker-conflict',
  'worker-replaced',
  'worker-overlap',
  'item-certificate',
  'second-worker',
];

function ofWorker(worker: WorkerFacts, { day, from, to, certificatesNeeded }: WantedVisit): readonly AssignBlock[] {
  const blocks: AssignBlock[] = [];
  const lapsed = (until: CivilDay | null): boolean => until === null || until < day;
  if (lapsed(worker.health) || lapsed(worker.carer)) blocks.push('certificate-expired');
  if (worker.suspended) blocks.push('worker-suspended');
  if (worker.conflict) blocks.push('worker-conflict');
  if (worker.replaced) blocks.push('worker-replaced');
  const travel = minutes(TRAVEL_MIN);
  if (worker.busy.some((other) => other.from < to + travel && from < other.to + travel)) blocks.push('worker-overlap');
  const has = (kind: string): boolean => worker.others.some((one) => one.kind === kind && one.until >= day);
  if (certificatesNeeded.some((kind) => kind !== 'health' && kind !== 'carer' && !has(kind)))
    blocks.push('item-certificate');
  return blocks;
}
