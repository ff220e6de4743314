import type { TaskOnWire } from '@silverbell/wire';
import { ROLE_LABELS, TASK_KIND_LABELS, TASK_STATE_LABELS, type TaskKind } from '@silverbell/vocabulary';
import { routeKey, useRouteMutation } from '@silverbell/web-api-client';
import { Button, choicesOf, dayAndTime, labelOf, ProblemMessage } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { api, queries } from '../../shared/app-client.js';
import { Due } from '../../shared/due-line.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';

/** Theirs is the desk: an office is never shown them. */
const OF_THE_DESK = ['call-back', 'near-miss'] as const;
/** Suspected abuse; the server shows it to the protection officer alone. */
const PROTECTED = ['abuse-suspected', 'protected-referral'] as const;
/** The next to fall due come first; a list that is longer has more pressing work than its end. */
const SHOWN = 500;

const readAgain = (): void => void queries.invalidateQueries({ queryKey: routeKey('tasks') });
const whatAndWhom = ({ kind, senior, homeLabel }: TaskOnWire): string =>
  [labelOf(TASK_KIND_LABELS, kind), senior?.name ?? homeLabel].filter(Boolean).join(' ');

/** What helpers and care workers saw: taken by a person, and done with words. */
export function TasksPage({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const [finished, finish, close] = useOpenDialog<TaskOnWire>();
  const take = useRouteMutation(api, 'takeTask', { onSettled: readAgain });
  const columns: readonly Column<TaskOnWire>[] = [
    {
      ...{ key: 'due', title: t('tasks.due') },
      cell: (one) => (one.state === 'done' ? '—' : <Due at={one.dueAt} timeZone={timeZone} />),
    },
    { key: 'kind', title: t('tasks.kind'), cell: (one) => labelOf(TASK_KIND_LABELS, one.kind) },
    { key: 'about', title: t('tasks.about'), cell: (one) => one.senior?.name ?? '—' },
    { key: 'home', title: t('tasks.home'), cell: (one) => one.homeLabel ?? '—' },
    { key: 'region', title: t('tasks.region'), cell: (one) => regionName(one.regionId) },
    { key: 'remark', title: t('tasks.remark'), cell: (one) => one.note ?? '—', extra: true },
    { key: 'opened', title: t('tasks.opened'), cell: (one) => dayAndTime(one.openedAt, timeZone) },
    { key: 'owner', title: t('tasks.owner'), cell: (one) => one.takenBy?.name ?? labelOf(ROLE_LABELS, one.owner) },
    {
      ...{ key: 'result', title: t('tasks.result') },
      cell: ({ result, doneBy, doneAt }) =>
        doneBy === null || doneAt === null ? (
          '—'
        ) : (
          <>
            {result}
            <br />
            <span className="quiet">{t('tasks.done', { name: doneBy.name, at: dayAndTime(doneAt, timeZone) })}</span>
          </>
        ),
    },
    {
      ...{ key: 'actions', title: t('tasks.actions') },
      cell: (one) =>
        one.state === 'done' ? null : (
          <>
            {one.takenBy?.id === user.id ? null : (
              <Button
                tone="quiet"
                busy={take.isPending}
                aria-label={`${t('tasks.take')} ${whatAndWhom(one)}`}
                onClick={() => take.mutate({ params: { id: one.id }, body: {} }, one.version)}
              >
                {t('tasks.take')}
              </Button>
            )}
            <Button aria-label={`${t('tasks.finish')} ${whatAndWhom(one)}`} onClick={() => finish(one)}>
              {t('tasks.finish')}
            </Button>
          </>
        ),
    },
  ];
  const kinds = hasOneOf(user, ['protection-officer'])
    ? choicesOf(TASK_KIND_LABELS, OF_THE_DESK)
    : choicesOf(TASK_KIND_LABELS, [...OF_THE_DESK, ...PROTECTED]);
  return (
    <>
      <ListPage
        list="tasks"
        userId={user.id}
        title={t('tasks.title')}
        note={t('tasks.note')}
        route="tasks"
        above={<ProblemMessage problem={take.error} />}
        filters={[
          { key: 'kind', label: t('tasks.kind'), of: kinds },
          {
            ...{ key: 'state', label: t('tasks.state'), otherwise: labelOf(TASK_STATE_LABELS, 'open') },
            of: choicesOf(TASK_STATE_LABELS, ['open']),
          },
        ]}
        columns={columns}
        rowKey={(one) => one.id}
        read={({ kind, state }) =>
          api.call('tasks', {
            query: { kind: kind as TaskKind | undefined, state: state === 'done' ? 'done' : 'open', limit: SHOWN },
          })
        }
      />
      {finished === null ? null : (
        <ActDialog
          title={t('tasks.finishOf', { what: whatAndWhom(finished) })}
          note={t('tasks.finishWhy')}
          fields={[{ key: 'result', label: t('tasks.result'), kind: 'words', required: true }]}
          initial={{ result: '' }}
          route="finishTask"
          inputOf={({ result }) => ({ params: { id: finished.id }, body: { result: String(result).trim() } })}
          version={finished.version}
          onDone={() => {
            readAgain();
            close();
          }}
          onClose={close}
        />
      )}
    </>
  );
}
