import { routeKey, routeQuery, useRouteMutation } from '@silverbell/web-api-client';
import { ProblemMessage } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, drafts, queries } from '../../shared/app-client.js';
import { PageFrame, QueryStatus } from '../../shared/page-frame.js';
import { NewTaskForm } from './new-task-form.js';
import { resultDraft, TaskRow } from './task-row.js';
import styles from './tasks.module.css';
import pieces from '../../shared/pieces.module.css';

interface TasksPageProps {
  readonly user: { readonly role: string };
  readonly timeZone: string | undefined;
}

const actingRoles = ['operator', 'lead'];

/** Calls that were promised, what helpers saw, near misses; the next to fall due stands first. */
export function TasksPage({ user, timeZone }: TasksPageProps) {
  const { t } = useTranslation('console');
  const tasksQuery = useQuery({ ...routeQuery(api, 'tasks', {}), staleTime: 0, refetchInterval: 30_000 });
  const refreshAfter = { onSettled: () => queries.invalidateQueries({ queryKey: routeKey('tasks', {}) }) };
  const take = useRouteMutation(api, 'takeTask', refreshAfter);
  const finish = useRouteMutation(api, 'finishTask', {
    ...refreshAfter,
    onSuccess: (_, { params }) => drafts.forget(resultDraft(params.id)),
  });
  const open = useRouteMutation(api, 'openTask', refreshAfter);
  const acts = actingRoles.includes(user.role);
  const tasks = tasksQuery.data?.items ?? [];
  const busy = take.isPending || finish.isPending;
  return (
    <PageFrame title={t('tasks.title')}>
      <p className={pieces.quiet}>{t('tasks.why')}</p>
      <ProblemMessage problem={take.error ?? finish.error ?? open.error} />
      <QueryStatus of={tasksQuery} />
      {tasksQuery.isSuccess && tasks.length === 0 ? <p className={pieces.empty}>{t('tasks.none')}</p> : null}
      <ul className={styles.tasks} aria-label={t('tasks.list')}>
        {tasks.map((task) => (
          <TaskRow
            key={task.id}
            task={task}
            timeZone={timeZone}
            busy={busy}
            onTake={acts ? () => take.mutate({ params: { id: task.id }, body: {} }) : null}
            onFinish={acts ? (result) => finish.mutate({ params: { id: task.id }, body: { result } }) : null}
          />
        ))}
      </ul>
      {acts ? (
        <section className={pieces.block} aria-label={t('tasks.new')}>
          <h3>{t('tasks.new')}</h3>
          <NewTaskForm busy={open.isPending} sent={open.succeeded} onSend={(body) => open.mutate({ body })} />
        </section>
      ) : null}
    </PageFrame>
  );
}
