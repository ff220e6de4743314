import type { AnswerOf, FollowUp } from '@silverbell/wire';
import {
  FOLLOW_UP_LABELS,
  FOLLOW_UP_SUBJECT_LABELS,
  OUTCOME_LABELS,
  SATISFACTION_LABELS,
  type FollowUpResult,
  type Satisfaction,
} from '@silverbell/vocabulary';
import { routeKey } from '@silverbell/web-api-client';
import { Button, choicesOf, dayAndTime, labelOf } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ActDialog } from '../../shared/act-dialog.js';
import { api, queries } from '../../shared/app-client.js';
import { Due } from '../../shared/due-line.js';
import { orNone } from '../../shared/form/field.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { useRegionName } from '../../shared/regions/use-regions.js';

/** Take out the follow-ups of incidents, and those of visits and complaints. */
const ofCases = ['admin', 'lead', 'operator', 'supervisor', 'auditor'];
const ofCare = ['township-officer', 'lead', 'operator', 'supervisor'];
const recording = ['operator', 'lead', 'township-officer'];

/** SR-52, CR-53: the follow-ups that are due after an incident, a visit or an answer, with the tries without an answer. */
export function FollowUpsPage({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const [open, setOpen] = useState<FollowUp | null>(null);
  const [recorded, setRecorded] = useState<AnswerOf<'recordFollowUp'> | null>(null);
  const columns: readonly Column<FollowUp>[] = [
    { key: 'due', title: t('followUps.dueAt'), cell: (one) => <Due at={one.dueAt} timeZone={timeZone} /> },
    { key: 'kind', title: t('followUps.kind'), cell: (one) => t(`followUps.${one.kind}`) },
    {
      key: 'who',
      title: t('followUps.who'),
      cell: (one) =>
        one.seniors.map(({ id, name }) => (
          <Link key={id} to={`/seniors/${encodeURIComponent(id)}`}>
            {name}
          </Link>
        )),
    },
    { key: 'home', title: t('followUps.home'), cell: (one) => one.home?.label ?? '—' },
    {
      key: 'number',
      title: t('followUps.number'),
      cell: (one) => <Subject one={one} />,
    },
    {
      ...{ key: 'outcome', title: t('followUps.outcome') },
      cell: ({ outcome }) => (outcome === null ? '—' : labelOf(OUTCOME_LABELS, outcome)),
    },
    {
      key: 'tries',
      title: t('followUps.tries'),
      cell: ({ triedOn }) =>
        triedOn.length === 0 ? '—' : t('followUps.triesN', { n: triedOn.length, days: triedOn.join(t('app.and')) }),
    },
    { key: 'owner', title: t('followUps.owner'), cell: (one) => one.owner?.name ?? t('followUps.township') },
    { key: 'closed', title: t('followUps.closedAt'), cell: (one) => dayAndTime(one.closedAt, timeZone), extra: true },
    { key: 'region', title: t('followUps.region'), cell: (one) => regionName(one.regionId), extra: true },
    ...(hasOneOf(user, recording)
      ? [
          {
            key: 'actions',
            title: t('followUps.actions'),
            cell: (one: FollowUp) => (
              <Button aria-label={`${t('followUps.record')} ${nameOf(one)}`} onClick={() => setOpen(one)}>
                {t('followUps.record')}
              </Button>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <ListPage
        list="follow-ups"
        exportAs={[
          ...(hasOneOf(user, ofCases) ? (['follow-ups'] as const) : []),
          ...(hasOneOf(user, ofCare) ? (['care-follow-ups'] as const) : []),
        ]}
        userId={user.id}
        title={t('followUps.title')}
        note={t('followUps.note')}
        route="followUps"
        above={
          recorded === null ? null : (
            <p className="office-warn" role="status">
              {t(
                recorded.archived
                  ? 'followUps.archived'
                  : recorded.kind === 'visit'
                    ? 'followUps.nextVisit'
                    : 'followUps.again',
              )}
            </p>
          )
        }
        filters={[
          {
            ...{ key: 'state', label: t('followUps.state'), otherwise: t('followUps.due') },
            of: [{ value: 'waiting', label: t('followUps.waiting') }],
          },
        ]}
        columns={columns}
        rowKey={(one) => one.id}
        read={({ state }, cursor) =>
          api.call('followUps', { query: { state: state === 'waiting' ? 'waiting' : 'due', cursor, limit: 50 } })
        }
      />
      {open === null ? null : (
        <Record
          one={open}
          onDone={(answer) => {
            setRecorded(answer);
            setOpen(null);
            void queries.invalidateQueries({ queryKey: routeKey('followUps') });
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}

const nameOf = ({ about, number, seniors }: FollowUp): string =>
  number ?? `${labelOf(FOLLOW_UP_SUBJECT_LABELS, about)} ${seniors.map(({ name }) => name).join('、')}`;

/** What she is asked about, where it is read. */
function Subject({ one: { about, incidentId, orderId, complaintId, number } }: { one: FollowUp }) {
  const name = labelOf(FOLLOW_UP_SUBJECT_LABELS, about);
  // Another app: its own login, its own window.
  if (incidentId !== null) return <a href={`/console/incidents/${encodeURIComponent(incidentId)}`}>{number}</a>;
  if (orderId !== null) return <Link to={`/service-orders/${encodeURIComponent(orderId)}`}>{name}</Link>;
  return complaintId === null ? name : <Link to={`/complaints/${encodeURIComponent(complaintId)}`}>{name}</Link>;
}

interface RecordProps {
  readonly one: FollowUp;
  readonly onDone: (answer: AnswerOf<'recordFollowUp'>) => void;
  readonly onClose: () => void;
}

function Record({ one, onDone, onClose }: RecordProps) {
  const { t } = useTranslation('office');
  return (
    <ActDialog
      title={t('followUps.recordOf', { number: nameOf(one) })}
      note={t('followUps.recordWhy')}
      fields={[
        {
          ...{ key: 'result', label: t('followUps.result'), kind: 'choice', required: true },
          choices: choicesOf(FOLLOW_UP_LABELS),
        },
        {
          ...{ key: 'satisfaction', label: t('followUps.satisfaction'), kind: 'choice' },
          choices: choicesOf(SATISFACTION_LABELS),
        },
        ...(one.orderId === null
          ? []
          : [
              {
                ...{ key: 'visit', label: t('followUps.visitWord'), kind: 'choice' as const },
                choices: (['confirm', 'dispute'] as const).map((value) => ({ value, label: t(`followUps.${value}`) })),
              },
            ]),
        { key: 'note', label: t('followUps.remark'), kind: 'words' },
      ]}
      initial={{ result: '', satisfaction: '', visit: '', note: '' }}
      route="recordFollowUp"
      inputOf={({ result, satisfaction, visit, note }) => ({
        params: { id: one.id },
        body: {
          result: result as FollowUpResult,
          ...(orNone(satisfaction ?? '') ? { satisfaction: satisfaction as Satisfaction } : {}),
          ...(orNone(visit ?? '') ? { visit: visit as 'confirm' | 'dispute' } : {}),
          ...(orNone(note ?? '') ? { note: String(note) } : {}),
        },
      })}
      version={one.version}
      onDone={onDone}
      onClose={onClose}
    />
  );
}
