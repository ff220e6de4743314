import type { TaskOnWire } from '@silverbell/wire';
import { TASK_KIND_LABELS } from '@silverbell/vocabulary';
import { useDraft } from '@silverbell/web-session';
import { Button, dayAndTime, Form, labelOf, TextField, NOTE_LENGTH } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { drafts } from '../../shared/app-client.js';

export interface TaskRowProps {
  readonly task: TaskOnWire;
  readonly timeZone: string | undefined;
  /** `null`: this account only looks. */
  readonly onTake: (() => void) | null;
  readonly onFinish: ((result: string) => void) | null;
  readonly busy: boolean;
}

/** What was done, as far as it is written; kept until the server has it. */
export const resultDraft = (taskId: string): string => `task-result:${taskId}`;

const NOT_BEGUN: { readonly result: string | null } = { result: null };

/** One task: what, about whom, by when, and whose. To finish it takes the words of what was done. */
export function TaskRow({ task, timeZone, onTake, onFinish, busy }: TaskRowProps) {
  const { t } = useTranslation('console');
  const [{ result }, write] = useDraft(drafts, resultDraft(task.id), NOT_BEGUN);
  const at = dayAndTime(task.dueAt, timeZone);
  const about = [task.senior?.name, task.homeLabel].filter((part) => part !== undefined && part !== null).join('·');
  return (
    <li>
      <strong>{labelOf(TASK_KIND_LABELS, task.kind)}</strong> <bdi>{about}</bdi>
      <p>
        {task.overdue ? <strong>{t('tasks.overdue', { at })}</strong> : t('tasks.due', { at })}
        {'；'}
        {task.takenBy === null ? t('tasks.nobody') : t('tasks.takenBy', { name: task.takenBy.name })}
        {task.kind === 'near-miss' ? `；${task.openedBy?.name ?? t('tasks.anonymous')}` : ''}
      </p>
      {task.note === null ? null : <p dir="auto">{task.note}</p>}
      {task.incidentId === null ? null : <Link to={`/incidents/${task.incidentId}`}>{t('tasks.incident')}</Link>}
      {onTake === null || task.takenBy !== null ? null : (
        <Button busy={busy} onClick={onTake}>
          {t('tasks.take')}
        </Button>
      )}
      {onFinish === null ? null : result === null ? (
        <Button onClick={() => write({ result: '' })}>{t('tasks.finish')}</Button>
      ) : (
        <Form name={t('tasks.finish')} onSend={() => result.trim() !== '' && onFinish(result.trim())}>
          <TextField
            label={t('tasks.result')}
            value={result}
            longest={NOTE_LENGTH}
            onValueChange={(value) => write({ result: value })}
          />
          <Button type="submit" tone="primary" busy={busy} disabled={result.trim() === ''}>
            {t('tasks.finish')}
          </Button>
        </Form>
      )}
    </li>
  );
}
