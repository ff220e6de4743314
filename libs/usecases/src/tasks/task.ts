import {
  after,
  hours,
  type AccountId,
  type IncidentId,
  type Instant,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import type { Role, TaskKind, TaskOwner, TaskState } from '@silverbell/vocabulary';
import type { Settings } from '../facts/of-region.js';
import { numberIn } from '../regions/setting-rules.js';

export interface Task {
  readonly id: string;
  readonly kind: TaskKind;
  readonly regionId: RegionId;
  readonly incidentId: IncidentId | null;
  readonly seniorId: SeniorId | null;
  readonly owner: TaskOwner;
  /** Who took it. */
  readonly ownerId: AccountId | null;
  readonly dueAt: Instant;
  readonly state: TaskState;
  readonly openedAt: Instant;
  /** `null`: the platform, or a person who reports without her name. */
  readonly openedBy: AccountId | null;
  readonly note: string | null;
  readonly doneAt: Instant | null;
  readonly doneBy: AccountId | null;
  readonly result: string | null;
  readonly version: number;
  readonly changedBy: AccountId | null;
}

export const ownerOfTask = (kind: TaskKind): TaskOwner => {
  switch (kind) {
    case 'abuse-suspected':
    case 'protected-referral':
      return 'protection-officer';
    case 'call-back':
      return 'operator';
    case 'near-miss':
      return 'lead';
    default:
      return 'community-officer';
  }
};

/** The term of the region, else the default with its source (`regions/setting-rules`). */
export const dueOf = (kind: TaskKind, settings: Settings, at: Instant): Instant =>
  after(at, hours(numberIn(settings, `tasks.${kind}.withinH`)));

const OFFICE: readonly Role[] = ['community-officer', 'township-officer', 'county-officer', 'protection-officer'];
const DESK: readonly Role[] = ['operator', 'lead', 'supervisor'];

/**
 * Who may see a task. A suspicion of abuse is for leads and for the protection officer of that place alone: never for the provider, for the
 * team of who works there, or for the family (H10). One that a worker of daytime care reported is for the protection officer alone (CR-35).
 * A near miss is examined, and not shown around.
 */
export function rolesThatSee(kind: TaskKind): readonly Role[] {
  switch (kind) {
    case 'abuse-suspected':
      return ['lead', 'protection-officer'];
    case 'protected-referral':
      return ['protection-officer'];
    case 'near-miss':
      return ['lead', 'supervisor'];
    case 'call-back':
      return DESK;
    default:
      return [...DESK, ...OFFICE];
  }
}

/** Who may take a task and say that it is done. */
export function rolesThatDo(kind: TaskKind): readonly Role[] {
  switch (kind) {
    case 'abuse-suspected':
      return ['lead', 'protection-officer'];
    case 'protected-referral':
      return ['protection-officer'];
    case 'near-miss':
      return ['lead'];
    case 'call-back':
      return ['operator', 'lead'];
    default:
      return ['operator', 'lead', ...OFFICE];
  }
}
