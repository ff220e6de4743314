import type { IncidentSummary, TaskOnWire } from '@silverbell/wire';
import { TASK_KIND_LABELS } from '@silverbell/vocabulary';
import { labelOf } from '@silverbell/web-ui';
import type { TFunction } from 'i18next';
import { namesOf, placeOf } from '../../shared/case-title.js';
import { stepMessage } from '../../shared/step-messages.js';

/** Something that will happen, or has to be done, at a known moment. */
export interface DueThing {
  readonly key: string;
  readonly dueMs: number;
  /** The page on which it is opened. */
  readonly to: string;
  readonly what: string;
  /** Whom or what place it is about; empty: nothing is on file. */
  readonly about: string;
  readonly practice: IncidentSummary['practice'];
}

/**
 * The next step of every open incident (`escalation.nextDueAt` of its summary) and the term of every open task (`dueAt` of the list of
 * tasks, promised calls among them), the first to fall due first: what is overdue stands on top.
 */
export function dueThings(
  cases: Iterable<IncidentSummary>,
  tasks: readonly TaskOnWire[],
  t: TFunction<'console'>,
): readonly DueThing[] {
  const steps = [...cases].flatMap((one): readonly DueThing[] => {
    const { nextDueAt, nextStep } = one.escalation;
    if (nextDueAt === null || nextStep === null) return [];
    return [
      {
        ...{ key: `incident ${one.id}`, dueMs: Date.parse(nextDueAt), to: `/incidents/${one.id}` },
        ...{ what: stepMessage(nextStep, t), about: namesOf(one) || placeOf(one, t), practice: one.practice },
      },
    ];
  });
  const terms = tasks.map(({ id, kind, dueAt, senior, homeLabel }): DueThing => ({
    ...{ key: `task ${id}`, dueMs: Date.parse(dueAt), to: '/tasks', what: labelOf(TASK_KIND_LABELS, kind) },
    ...{ about: senior?.name ?? homeLabel ?? '', practice: null },
  }));
  return [...steps, ...terms].sort((a, b) => a.dueMs - b.dueMs);
}
