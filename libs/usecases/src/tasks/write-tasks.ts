import {
  hours,
  instant,
  refuse,
  type AccountId,
  type IdSource,
  type IncidentId,
  type Instant,
  type Refusal,
  type RegionId,
  type SeniorId,
} from '@silverbell/kernel';
import type { IncidentTask } from '@silverbell/incidents';
import type { Settings } from '../facts/of-region.js';
import {
  staleRow,
  type RegistryCommand,
  type RegistryResult,
  type RegistryStore,
  type RegistryWritten,
} from '../ports/registry-write.js';
import { FREQUENT_PRESSES, numberIn } from '../regions/setting-rules.js';
import { dueOf, ownerOfTask, type Task } from './task.js';

export interface TaskTransaction {
  settings(regionId: RegionId, now: Instant): Promise<Settings>;
  /** Locked until the end. */
  task(id: string): Promise<Task | null>;
  insert(task: Task): Promise<void>;
  update(task: Task): Promise<void>;
}

export interface TaskStore extends RegistryStore<TaskTransaction> {
  /** By the platform; a task that is there stays as it is, one without a term is none, and so is one beside its like of late (`unless`). */
  raise(
    task: Omit<Task, 'dueAt'>,
    dueBy: (settings: Settings) => Instant | null,
    unless?: { readonly idBegins: string; readonly openedSince: Instant },
  ): Promise<void>;
  /** How many incidents of the home or device of this one were closed as a false press since then, itself included. */
  falsePresses(incidentId: IncidentId, since: Instant): Promise<number>;
}

export interface TaskDeps {
  readonly tasks: RegistryStore<TaskTransaction>;
  readonly newId: IdSource;
}

export interface WantedTask {
  readonly id?: string | undefined;
  readonly kind: 'call-back' | 'near-miss';
  readonly regionId: RegionId;
  readonly incidentId: IncidentId | null;
  readonly seniorId: SeniorId | null;
  /** Of a call that was promised; else the term of the region. */
  readonly dueAt: Instant | null;
  readonly note: string;
  readonly anonymous: boolean;
}

/** A call is promised, or a near miss reported: without her name when the person wants that, and then also without it in the audit log. */
export function openTask({ tasks, newId }: TaskDeps, command: RegistryCommand, wanted: WantedTask): RegistryResult {
  return tasks.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const id = wanted.id ?? newId();
    if ((await tx.task(id)) !== null) return refuse('id-taken');
    if (wanted.dueAt !== null && wanted.dueAt <= command.at) return refuse('task-due-past');
    const by = wanted.anonymous ? null : command.by;
    const { kind, regionId, incidentId, seniorId, note } = wanted;
    const dueAt = wanted.dueAt ?? dueOf(kind, await tx.settings(regionId, command.at), command.at);
    await tx.insert({
      ...freshTask({ id, kind, regionId, incidentId, seniorId, at: command.at }),
      ...{ dueAt, note, openedBy: by, ownerId: kind === 'call-back' ? command.by : null, changedBy: by },
    });
    return { id, audit: by === null ? null : audited('task-opened', { id, kind, regionId, incidentId }) };
  });
}

interface AskedOfTask {
  readonly id: string;
  readonly ifMatch: number | undefined;
}

export const takeTask = (
  { tasks }: Pick<TaskDeps, 'tasks'>,
  command: RegistryCommand,
  asked: AskedOfTask,
): RegistryResult => change(tasks, command, asked, 'task-taken', (task) => ({ ...task, ownerId: command.by }));

/** A near miss is examined by another person than the one who reported it. */
export const finishTask = (
  { tasks }: Pick<TaskDeps, 'tasks'>,
  command: RegistryCommand,
  { result, ...asked }: AskedOfTask & { readonly result: string },
): RegistryResult =>
  change(tasks, command, asked, 'task-done', (task) =>
    task.kind === 'near-miss' && task.openedBy === command.by
      ? refuse('four-eyes')
      : { ...task, state: 'done', doneAt: command.at, doneBy: command.by, result },
  );

function change(
  tasks: RegistryStore<TaskTransaction>,
  command: RegistryCommand,
  { id, ifMatch }: AskedOfTask,
  action: string,
  to: (task: Task) => Task | Refusal,
): RegistryResult {
  return tasks.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const task = await tx.task(id);
    if (task === null) return refuse('not-found');
    const stale = staleRow(task, ifMatch);
    if (stale !== null) return stale;
    if (task.state === 'done') return refuse('task-over');
    const after = to(task);
    if ('refused' in after) return after;
    await tx.update({ ...after, version: task.version + 1, changedBy: command.by });
    return { id, audit: audited(action, task) };
  });
}

/** What an incident opened: the same incident opens a kind once. */
export const raiseTaskOf = (
  tasks: Pick<TaskStore, 'raise'>,
  {
    kind,
    incidentId,
    ...where
  }: {
    readonly kind: IncidentTask;
    readonly incidentId: IncidentId;
    readonly regionId: RegionId;
    readonly seniorId: SeniorId | null;
  },
  at: Instant,
): Promise<void> =>
  tasks.raise(freshTask({ id: `${incidentId}.${kind}`, kind, incidentId, ...where, at }), (settings) =>
    dueOf(kind, settings, at),
  );

/** Suspected abuse that a worker reported at a visit (CR-35), in the transaction of her report; an order is reported once. */
export async function openReferralTask(
  tx: Pick<TaskTransaction, 'task' | 'settings' | 'insert'>,
  {
    orderId,
    regionId,
    seniorId,
  }: { readonly orderId: string; readonly regionId: RegionId; readonly seniorId: SeniorId },
  at: Instant,
): Promise<void> {
  const kind = 'protected-referral';
  const id = `${orderId}.${kind}`;
  if ((await tx.task(id)) !== null) return;
  const dueAt = dueOf(kind, await tx.settings(regionId, at), at);
  await tx.insert({ ...freshTask({ id, kind, regionId, seniorId, incidentId: null, at }), dueAt });
}

/** One press without need is nothing to talk about; the third of a day or the tenth of a week is a visit, once a week (H11). */
export async function raiseVisit(
  tasks: Pick<TaskStore, 'raise' | 'falsePresses'>,
  {
    incidentId,
    home,
    ...where
  }: {
    readonly incidentId: IncidentId;
    /** The home, or what pressed when no home is known. */
    readonly home: string;
    readonly regionId: RegionId;
    readonly seniorId: SeniorId | null;
  },
  at: Instant,
): Promise<void> {
  const kind = 'frequent-presses';
  const [day, week] = [hours(24), hours(24 * 7)];
  const pressed = {
    day: await tasks.falsePresses(incidentId, instant(at - day)),
    week: await tasks.falsePresses(incidentId, instant(at - week)),
  };
  const idBegins = `${home}.${kind}.`;
  await tasks.raise(
    freshTask({ id: `${idBegins}${incidentId}`, kind, incidentId, ...where, at }),
    (settings) =>
      pressed.day >= numberIn(settings, FREQUENT_PRESSES.day) ||
      pressed.week >= numberIn(settings, FREQUENT_PRESSES.week)
        ? dueOf(kind, settings, at)
        : null,
    { idBegins, openedSince: instant(at - week) },
  );
}

const freshTask = ({
  at,
  ...task
}: Pick<Task, 'id' | 'kind' | 'regionId' | 'incidentId' | 'seniorId'> & { readonly at: Instant }): Omit<
  Task,
  'dueAt'
> => ({
  ...task,
  ...{ owner: ownerOfTask(task.kind), ownerId: null, state: 'open', openedAt: at, openedBy: null, note: null },
  ...{ doneAt: null, doneBy: null, result: null, version: 1, changedBy: null as AccountId | null },
});

const audited = (
  action: string,
  { id, kind, regionId, incidentId }: Pick<Task, 'id' | 'kind' | 'regionId' | 'incidentId'>,
): RegistryWritten['audit'] => ({
  ...{ action, subjectKind: 'task', subjectId: id, regionId },
  details: { kind, incidentId },
});
