import type { HelperStanding } from '@silverbell/wire';
import { REINSTATE_REASON_LABELS, SUSPEND_REASON_LABELS } from '@silverbell/vocabulary';
import { useCommand } from '@silverbell/web-live';
import { Button, dayAndTime, Form, ProblemLine, SelectField, TextArea, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Route, Routes, useNavigate, useParams } from 'react-router';
import { choicesOf } from '../actions/choices.js';
import { api, queries } from '../house.js';
import { PageFrame, ReadingLine } from '../page-frame.js';
import type { PageProps } from '../pages.js';

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
  const queryKey = ['standing', id];
  const reading = useQuery({
    queryKey,
    queryFn: () => api.get<HelperStanding>(`/helpers/${encodeURIComponent(id)}/standing`),
    staleTime: 0,
  });
  const one = reading.data;
  return (
    <PageFrame
      title={t('helpers.title', { name: one?.helper.name ?? '…' })}
      beside={
        <Button tone="quiet" onClick={() => void navigate(-1)}>
          {t('helpers.back')}
        </Button>
      }
    >
      <ReadingLine of={reading} />
      {one === undefined ? null : (
        <>
          <Change
            key={String(one.suspended)}
            standing={one}
            onChanged={(next) => {
              queries.setQueryData(queryKey, next);
              void queries.invalidateQueries({ queryKey: ['candidates'] });
            }}
          />
          <History standing={one} timeZone={timeZone} />
        </>
      )}
    </PageFrame>
  );
}

function Change({ standing, onChanged }: { standing: HelperStanding; onChanged: (next: HelperStanding) => void }) {
  const { t } = useTranslation('console');
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [complained, setComplained] = useState(false);
  const { busy, problem, run } = useCommand(() => api.newKey());
  const what = standing.suspended ? 'reinstate' : 'suspend';
  const send = (): void => {
    setComplained(reason === '');
    if (reason === '') return;
    const body = { reason, ...(note.trim() === '' ? {} : { note: note.trim() }) };
    void run(JSON.stringify([what, body]), async (key) =>
      onChanged(
        await api.command<HelperStanding>(`/helpers/${encodeURIComponent(standing.helper.id)}/${what}`, body, { key }),
      ),
    );
  };
  return (
    <section className="block" aria-label={t('helpers.standing')}>
      <h3>{t('helpers.standing')}</h3>
      <p role="status">
        <span className={standing.suspended ? 'tag tag-warn' : 'tag'}>
          {t(standing.suspended ? 'helpers.suspended' : 'helpers.active')}
        </span>
      </p>
      <p className="quiet">{t(`helpers.${what}Why`)}</p>
      <Form name={t('helpers.standing')} onSend={send}>
        <SelectField
          label={t('helpers.reason')}
          value={reason}
          placeholder={t('common.choose')}
          choices={choicesOf(standing.suspended ? REINSTATE_REASON_LABELS : SUSPEND_REASON_LABELS)}
          onValue={setReason}
        />
        <TextArea label={t('helpers.note')} value={note} maxLength={2000} onValue={setNote} />
        {complained && reason === '' ? (
          <p role="alert" className="sb-problem">
            {t('helpers.missing', { field: t('helpers.reason') })}
          </p>
        ) : null}
        <ProblemLine problem={problem} />
        <div className="button-line">
          <Button type="submit" busy={busy}>
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
    <section className="block" aria-label={t('helpers.history')}>
      <h3>{t('helpers.history')}</h3>
      {standing.suspensions.length === 0 ? <p className="empty">{t('helpers.historyNone')}</p> : null}
      <ul className="lines">
        {standing.suspensions.map((one) => (
          <li key={one.at}>
            <span>
              {t('helpers.since', {
                at: dayAndTime(one.at, timeZone),
                by: one.by?.name ?? t('helpers.unknownBy'),
                reason: labelOf(SUSPEND_REASON_LABELS, one.reason),
              })}
            </span>
            {one.note === null ? null : <span>{one.note}</span>}
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
