import type { HelperStanding } from '@silverbell/wire';
import {
  REINSTATE_REASON_LABELS,
  SUSPEND_REASON_LABELS,
  type ReinstateReason,
  type SuspendReason,
} from '@silverbell/vocabulary';
import { routeKey, routeQuery, useRouteMutation } from '@silverbell/web-api-client';
import { useDraft } from '@silverbell/web-session';
import {
  Button,
  dayAndTime,
  Form,
  ProblemMessage,
  SelectField,
  TextArea,
  labelOf,
  choicesOf,
  NOTE_LENGTH,
} from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Routes, useNavigate, useParams } from 'react-router';
import { api, drafts, queries } from '../../shared/app-client.js';
import { PageFrame, QueryStatus } from '../../shared/page-frame.js';
import type { PageProps } from '../../shared/page-props.js';
import pieces from '../../shared/pieces.module.css';

export function HelpersPage(props: PageProps) {
  return (
    <Routes>
      <Route path=":id" element={<HelperPage {...props} />} />
    </Routes>
  );
}

/** Whether she may be asked, since when and why not; an allegation suspends first and is examined then (safety.md H10). */
function HelperPage({ timeZone }: PageProps) {
  const { t } = useTranslation('console');
  const navigate = useNavigate();
  const id = useParams()['id'] ?? '';
  const query = routeQuery(api, 'standing', { params: { id } });
  const result = useQuery({
    ...query,
    staleTime: 0,
  });
  const one = result.data;
  return (
    <PageFrame
      title={t('helpers.title', { name: one?.helper.name ?? '…' })}
      beside={
        <Button tone="quiet" onClick={() => void navigate(-1)}>
          {t('helpers.back')}
        </Button>
      }
    >
      <QueryStatus of={result} />
      {one === undefined ? null : (
        <>
          <Change
            key={String(one.suspended)}
            standing={one}
            onChanged={(next) => {
              queries.setQueryData(query.queryKey, next);
              void queries.invalidateQueries({ queryKey: routeKey('candidates') });
            }}
          />
          <History standing={one} timeZone={timeZone} />
        </>
      )}
    </PageFrame>
  );
}

const EMPTY: { readonly reason: SuspendReason | ReinstateReason | ''; readonly note: string } = {
  reason: '',
  note: '',
};

function Change({ standing, onChanged }: { standing: HelperStanding; onChanged: (next: HelperStanding) => void }) {
  const { t } = useTranslation('console');
  const [{ reason, note }, write, forget] = useDraft(drafts, `standing:${standing.helper.id}`, EMPTY);
  const [complained, setComplained] = useState(false);
  const onSuccess = (next: HelperStanding): void => {
    forget();
    onChanged(next);
  };
  const suspend = useRouteMutation(api, 'suspend', { onSuccess });
  const reinstate = useRouteMutation(api, 'reinstate', { onSuccess });
  const what = standing.suspended ? 'reinstate' : 'suspend';
  const send = (): void => {
    setComplained(reason === '');
    if (reason === '') return;
    const params = { id: standing.helper.id };
    const more = note.trim() === '' ? {} : { note: note.trim() };
    // The list of reasons is the one of what is done; `reason` is of that list.
    if (standing.suspended) reinstate.mutate({ params, body: { reason: reason as ReinstateReason, ...more } });
    else suspend.mutate({ params, body: { reason: reason as SuspendReason, ...more } });
  };
  return (
    <section className={pieces.block} aria-label={t('helpers.standing')}>
      <h3>{t('helpers.standing')}</h3>
      <p role="status">
        <span className={standing.suspended ? `${pieces.tag} ${pieces.tagWarn}` : pieces.tag}>
          {t(standing.suspended ? 'helpers.suspended' : 'helpers.active')}
        </span>
      </p>
      <p className={pieces.quiet}>{t(`helpers.${what}Why`)}</p>
      <Form name={t('helpers.standing')} onSend={send}>
        <SelectField
          label={t('helpers.reason')}
          value={reason}
          placeholder={t('common.choose')}
          choices={standing.suspended ? choicesOf(REINSTATE_REASON_LABELS) : choicesOf(SUSPEND_REASON_LABELS)}
          onValueChange={(chosen) => write({ reason: chosen })}
        />
        <TextArea
          label={t('helpers.note')}
          value={note}
          longest={NOTE_LENGTH}
          onValueChange={(value) => write({ note: value })}
        />
        {complained && reason === '' ? (
          <p role="alert" className="sb-problem">
            {t('helpers.missing', { field: t('helpers.reason') })}
          </p>
        ) : null}
        <ProblemMessage problem={suspend.error ?? reinstate.error} />
        <div className={pieces.buttonLine}>
          <Button type="submit" busy={suspend.isPending || reinstate.isPending}>
            {t(`helpers.${what}`)}
          </Button>
        </div>
      </Form>
    </section>
  );
}

function History({ standing, timeZone }: { standing: HelperStanding; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  return (
    <section className={pieces.block} aria-label={t('helpers.history')}>
      <h3>{t('helpers.history')}</h3>
      {standing.suspensions.length === 0 ? <p className={pieces.empty}>{t('helpers.historyNone')}</p> : null}
      <ul className={pieces.lines}>
        {standing.suspensions.map((one) => (
          <li key={one.at}>
            <span>
              {t('helpers.since', {
                at: dayAndTime(one.at, timeZone),
                by: one.by?.name ?? t('helpers.unknownBy'),
                reason: labelOf(SUSPEND_REASON_LABELS, one.reason),
              })}
            </span>
            {one.note === null ? null : <bdi>{one.note}</bdi>}
            {one.lifted === null ? null : (
              <span>
                {t('helpers.lifted', {
                  at: dayAndTime(one.lifted.at, timeZone),
                  by: one.lifted.by.name,
                  reason: labelOf(REINSTATE_REASON_LABELS, one.lifted.reason),
                })}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
