import { TASK_KINDS, TASK_OWNERS, TASK_STATES } from '@silverbell/vocabulary';
import { z } from 'zod';
import { freeText, givenId, id, isoInstant, list, person } from './shared.js';

/** A call that was promised, or something that nearly went wrong. What helpers saw opens its task by itself. */
export const openTaskRequest = z.strictObject({
  id: givenId.optional(),
  kind: z.enum(['call-back', 'near-miss']),
  incidentId: id.optional(),
  /** Of a promise; left out, the term of the region. */
  dueAt: isoInstant.optional(),
  note: freeText,
  /** Of a near miss: without the name of who reports it. */
  anonymous: z.boolean().default(false),
});
export const takeTaskRequest = z.strictObject({});
export const finishTaskRequest = z.strictObject({ result: freeText });

export const taskQuery = z.strictObject({
  kind: z.enum(TASK_KINDS).optional(),
  incidentId: id.optional(),
  state: z.enum(TASK_STATES).default('open'),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});

export const taskOnWire = z.object({
  id,
  kind: z.enum(TASK_KINDS),
  regionId: id,
  incidentId: id.nullable(),
  senior: person.nullable(),
  homeLabel: z.string().nullable(),
  /** The role that does it as long as no person took it. */
  owner: z.enum(TASK_OWNERS),
  takenBy: person.nullable(),
  dueAt: isoInstant,
  overdue: z.boolean(),
  state: z.enum(TASK_STATES),
  openedAt: isoInstant,
  /** `null`: the platform, or a reporter who did not want to be named. */
  openedBy: person.nullable(),
  note: z.string().nullable(),
  doneAt: isoInstant.nullable(),
  doneBy: person.nullable(),
  result: z.string().nullable(),
  version: z.int(),
});
export type TaskOnWire = z.infer<typeof taskOnWire>;
export const taskList = list(taskOnWire);
