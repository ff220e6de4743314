import type { DryRunResponse, LadderDraftDetail } from '@silverbell/wire';
import { useRouteMutation } from '@silverbell/web-api-client';
import { type SessionUser } from '@silverbell/web-live';
import {
  Button,
  dayAndTime,
  Dialog,
  Form,
  language,
  ProblemMessage,
  TextArea,
  TextField,
  NOTE_LENGTH,
} from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import { DryRunView } from './dry-run-view.js';
import pieces from '../../shared/pieces.module.css';

interface DraftViewProps {
  readonly draft: LadderDraftDetail;
  readonly user: SessionUser;
  readonly mayEdit: boolean;
  readonly timeZone: string | undefined;
  readonly onChanged: () => Promise<unknown>;
}

/** A proposed edit, what it does, and the decision of a second person. */
export function DraftView({ draft, user, mayEdit, timeZone, onChanged }: DraftViewProps) {
  const { t } = useTranslation('console');
  const [run, setRun] = useState<DryRunResponse | null>(null);
  const [days, setDays] = useState('14');
  const [asking, setAsking] = useState<'approve' | 'reject' | 'withdraw' | null>(null);
  const dryRun = useRouteMutation(api, 'dryRunLadders', {
    onSuccess: async (answer) => {
      setRun(answer);
      await onChanged();
    },
  });
  const own = draft.author.id === user.id;
  const open = draft.state === 'open' && mayEdit;
  const runDry = (): void => {
    dryRun.mutate({
      params: { id: draft.id },
      body: { days: Math.min(90, Math.max(1, Math.round(Number(days)) || 14)) },
    });
  };
  return (
    <section className={pieces.block} aria-label={t('ladders.draft')}>
      <h3>
        {t('ladders.draft')} · {t(`ladders.state.${draft.state}`)}
      </h3>
      <p>
        {t('ladders.by', { name: draft.author.name, at: dayAndTime(draft.proposedAt, timeZone) })}
        <br />
        {t('ladders.why', { reason: draft.reason })}
      </p>
      {draft.decidedBy !== null && draft.decidedAt !== null ? (
        <p>
          {t('ladders.decided', {
            state: t(`ladders.state.${draft.state}`),
            name: draft.decidedBy.name,
            at: dayAndTime(draft.decidedAt, timeZone),
          })}{' '}
          {draft.decision ?? ''}{' '}
          {draft.effectiveAt === null ? '' : t('ladders.effective', { at: dayAndTime(draft.effectiveAt, timeZone) })}
        </p>
      ) : null}
      <h4>{t('ladders.changes')}</h4>
      <ul>
        {draft.changes.map((change) => (
          <li key={change.words.en}>{change.words[language()]}</li>
        ))}
      </ul>
      {open ? (
        <>
          <p className="sb-hint">{t('ladders.dryRunHint', { n: Number(days) || 14 })}</p>
          <Form name={t('ladders.dryRun')} onSend={runDry}>
            <TextField label={t('ladders.days')} type="number" min={1} max={90} value={days} onValueChange={setDays} />
            <Button type="submit" busy={dryRun.isPending} tone={run === null ? 'primary' : 'plain'}>
              {t(run === null ? 'ladders.dryRun' : 'ladders.dryRunAgain')}
            </Button>
          </Form>
          <ProblemMessage problem={dryRun.error} />
        </>
      ) : null}
      {run === null ? null : <DryRunView run={run} timeZone={timeZone} />}
      {open ? (
        <>
          <p>{own ? t('ladders.own') : run === null ? t('ladders.lookFirst') : null}</p>
          <div className={pieces.dialogButtons}>
            {own ? (
              <Button onClick={() => setAsking('withdraw')}>{t('ladders.withdraw')}</Button>
            ) : (
              <>
                <Button onClick={() => setAsking('reject')}>{t('ladders.reject')}</Button>
                <Button tone="primary" disabled={run === null} onClick={() => setAsking('approve')}>
                  {t('ladders.approve')}
                </Button>
              </>
            )}
          </div>
        </>
      ) : null}
      <h4>{t('ladders.history')}</h4>
      <ol>
        {draft.history.map((step) => (
          <li key={`${step.type}:${step.at}:${step.by.id}`}>
            {dayAndTime(step.at, timeZone)} {step.by.name} {t(`ladders.historyType.${step.type}`)}
            {step.cases === null ? '' : ` · ${t('ladders.cases', { n: step.cases })}`}
            {step.reason === null ? '' : ` · ${step.reason}`}
          </li>
        ))}
      </ol>
      {asking === null ? null : (
        <DecideDialog
          what={asking}
          draftId={draft.id}
          fingerprint={run?.fingerprint ?? ''}
          onClose={() => setAsking(null)}
          onDone={onChanged}
        />
      )}
    </section>
  );
}

function DecideDialog({
  what,
  draftId,
  fingerprint,
  onClose,
  onDone,
}: {
  what: 'approve' | 'reject' | 'withdraw';
  draftId: string;
  fingerprint: string;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const { t } = useTranslation('console');
  const decided = {
    onSuccess: async () => {
      await onDone();
      onClose();
    },
  };
  const approve = useRouteMutation(api, 'approveLadders', decided);
  const reject = useRouteMutation(api, 'rejectLadders', decided);
  const withdraw = useRouteMutation(api, 'withdrawLadders', decided);
  const pending = { approve, reject, withdraw }[what];
  const [reason, setReason] = useState('');
  const [at, setAt] = useState('');
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const send = (): void => {
    const time = at === '' ? null : new Date(at);
    if (time !== null && Number.isNaN(time.getTime())) return setWrong(t('ladders.badTime'));
    if (what !== 'approve' && reason.trim() === '') return setWrong(t('ladders.why2'));
    setWrong(undefined);
    const params = { id: draftId };
    if (what === 'approve')
      approve.mutate({ params, body: { fingerprint, ...(time === null ? {} : { effectiveAt: time.toISOString() }) } });
    else (what === 'reject' ? reject : withdraw).mutate({ params, body: { reason } });
  };
  const title = t(what === 'approve' ? 'ladders.approveTitle' : `ladders.${what}`);
  return (
    <Dialog title={title} open onClose={onClose}>
      <Form name={title} onSend={send}>
        {what === 'approve' ? (
          <>
            <p>{t('ladders.approveWords')}</p>
            <p>{t('ladders.stamped')}</p>
            <TextField
              data-first
              label={t('ladders.effectiveAt')}
              type="datetime-local"
              value={at}
              error={wrong}
              onValueChange={setAt}
            />
          </>
        ) : (
          <TextArea
            data-first
            label={t('ladders.why2')}
            value={reason}
            error={wrong}
            longest={NOTE_LENGTH}
            onValueChange={setReason}
          />
        )}
        <ProblemMessage problem={pending.error} />
        <div className={pieces.dialogButtons}>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary" busy={pending.isPending}>
            {t(`ladders.${what}`)}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
