import type { ReferralOnWire } from '@silverbell/wire';
import { REFERRAL_STATE_LABELS, type ReferralState } from '@silverbell/vocabulary';
import { routeKey } from '@silverbell/web-api-client';
import { Button, choicesOf, dayAndTime, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ActDialog } from '../../shared/act-dialog.js';
import { api, queries } from '../../shared/app-client.js';
import { everyPageQuery, PAGE } from '../../shared/every-page.js';
import { orNone } from '../../shared/form/field.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { FILE_EDITORS } from '../../shared/roles.js';

type Act = { readonly what: 'add' } | { readonly what: 'accept' | 'decline' | 'end'; readonly one: ReferralOnWire };

/** SR-05: a senior is referred from one facility to another one, step by step, each with its words. */
export function ReferralsPage({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const [dialog, open, close] = useOpenDialog<Act>();
  const may = hasOneOf(user, FILE_EDITORS);
  const done = (): void => {
    void queries.invalidateQueries({ queryKey: routeKey('referrals') });
    close();
  };
  const columns: readonly Column<ReferralOnWire>[] = [
    {
      key: 'senior',
      title: t('referrals.senior'),
      cell: ({ senior }) => <Link to={`/seniors/${encodeURIComponent(senior.id)}`}>{senior.name}</Link>,
    },
    { key: 'from', title: t('referrals.from'), cell: (one) => one.from.name },
    { key: 'to', title: t('referrals.to'), cell: (one) => one.to.name },
    { key: 'state', title: t('referrals.state'), cell: (one) => labelOf(REFERRAL_STATE_LABELS, one.state) },
    { key: 'since', title: t('referrals.since'), cell: (one) => dayAndTime(one.openedAt, timeZone) },
    { key: 'region', title: t('referrals.region'), cell: (one) => regionName(one.regionId), extra: true },
    {
      key: 'trail',
      title: t('referrals.trail'),
      cell: ({ trail }) => (
        <ul>
          {trail.map((step) => (
            <li key={`${step.at} ${step.state}`}>
              {dayAndTime(step.at, timeZone)} {labelOf(REFERRAL_STATE_LABELS, step.state)} · {step.by.name} {step.note}
            </li>
          ))}
        </ul>
      ),
    },
    ...(may
      ? [
          {
            key: 'actions',
            title: t('referrals.actions'),
            cell: (one: ReferralOnWire) =>
              (one.state === 'open'
                ? (['accept', 'decline'] as const)
                : one.state === 'accepted'
                  ? (['end'] as const)
                  : []
              ).map((what) => (
                <Button key={what} tone="quiet" onClick={() => open({ what, one })}>
                  {t(`referrals.${what}`)}
                </Button>
              )),
          },
        ]
      : []),
  ];
  return (
    <>
      <ListPage
        list="referrals"
        userId={user.id}
        title={t('referrals.title')}
        note={t('referrals.note')}
        route="referrals"
        actions={may ? <Button onClick={() => open({ what: 'add' })}>{t('referrals.add')}</Button> : null}
        filters={[
          { key: 'state', label: t('referrals.state'), of: choicesOf(REFERRAL_STATE_LABELS) },
          { key: 'regionId', label: t('list.region'), of: 'region' },
        ]}
        columns={columns}
        rowKey={(one) => one.id}
        read={({ state, regionId }, cursor) =>
          api.call('referrals', { query: { state: state as ReferralState | undefined, regionId, cursor, limit: 50 } })
        }
      />
      {dialog === null ? null : dialog.what === 'add' ? (
        <Add onDone={done} onClose={close} />
      ) : (
        <Step what={dialog.what} one={dialog.one} onDone={done} onClose={close} />
      )}
    </>
  );
}

interface DialogProps {
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function Add({ onDone, onClose }: DialogProps) {
  const { t } = useTranslation('office');
  const facilities = useQuery(
    everyPageQuery('facilities', (cursor) => api.call('facilities', { query: { cursor, limit: PAGE } })),
  );
  const choices = (facilities.data ?? [])
    .filter(({ active }) => active)
    .map(({ id, name }) => ({ value: id, label: name }));
  return (
    <ActDialog
      title={t('referrals.add')}
      fields={[
        { key: 'seniorId', label: t('referrals.senior'), kind: 'senior', required: true },
        { ...{ key: 'fromFacilityId', label: t('referrals.from'), kind: 'choice', required: true }, choices },
        { ...{ key: 'toFacilityId', label: t('referrals.to'), kind: 'choice', required: true }, choices },
        { key: 'reason', label: t('referrals.reason'), kind: 'words', required: true },
      ]}
      initial={{ seniorId: '', fromFacilityId: '', toFacilityId: '', reason: '' }}
      route="createReferral"
      inputOf={(values) => ({
        body: {
          ...{ seniorId: String(values['seniorId']), fromFacilityId: String(values['fromFacilityId']) },
          ...{ toFacilityId: String(values['toFacilityId']), reason: String(values['reason']) },
        },
      })}
      onDone={onDone}
      onClose={onClose}
    />
  );
}

interface StepProps extends DialogProps {
  readonly what: 'accept' | 'decline' | 'end';
  readonly one: ReferralOnWire;
}

function Step({ what, one, onDone, onClose }: StepProps) {
  const { t } = useTranslation('office');
  const shared = { title: t(`referrals.${what}`), initial: { note: '' }, version: one.version, onDone, onClose };
  const params = { id: one.id };
  return what === 'end' ? (
    <ActDialog
      {...shared}
      fields={[{ key: 'note', label: t('referrals.remark'), kind: 'words', required: true }]}
      route="endReferral"
      inputOf={({ note }) => ({ params, body: { note: String(note) } })}
    />
  ) : (
    <ActDialog
      {...shared}
      fields={[{ key: 'note', label: t('referrals.remark'), kind: 'words' }]}
      route="answerReferral"
      inputOf={({ note }) => ({
        params,
        body: { accept: what === 'accept', ...(orNone(note ?? '') ? { note: String(note) } : {}) },
      })}
    />
  );
}
