import { WORRY_FLAGS } from './dispatch.js';

/** Work that has an owner and a term: what a helper saw, what was promised, what nearly went wrong. */
export const TASK_KINDS = [
  ...WORRY_FLAGS,
  ...(['service-requested', 'frequent-presses', 'chattering-device', 'call-back', 'near-miss'] as const),
  // suspected abuse that a worker of daytime care reported at a visit (CR-35)
  'protected-referral',
] as const;
export type TaskKind = (typeof TASK_KINDS)[number];

export const TASK_STATES = ['open', 'done'] as const;
export type TaskState = (typeof TASK_STATES)[number];

/** Who does it as long as no person took it. */
export const TASK_OWNERS = ['community-officer', 'protection-officer', 'operator', 'lead'] as const;
export type TaskOwner = (typeof TASK_OWNERS)[number];
