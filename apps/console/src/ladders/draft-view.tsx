import type { DryRunResponse, LadderDraftDetail } from '@silverbell/wire';
import { useCommand, type SessionUser } from '@silverbell/web-live';
import {
  Button,
  dayAndTime,
  Dialog,
  Form,
  language,
  ProblemLine,
  TextArea,
  TextField,
  useSay,
} from '@silverbell/web-ui';
import { useState } from 'react';
import { api } from '../house.js';
import { DryRunView } from './dry-run-view.js';

interface DraftViewProps {
  readonly draft: LadderDraftDetail;
  readonly user: SessionUser;
  readonly mayEdit: boolean;
  readonly timeZone: string | undefined;
  readonly onChanged: () => Promise<unknown>;
}

/** A proposed edit, what it does, and the decision of a second person. */
export function DraftView({ draft, user, mayEdit, timeZone, onChanged }: DraftViewProps) {
  const say = useSay();
  const [run, setRun] = useState<DryRunResponse | null>(null);
  const [days, setDays] = useState('14');
  const [asking, setAsking] = useState<'approve' | 'reject' | 'withdraw' | null>(null);
  const look = useCommand(() => api.newKey());
  const own = draft.author.id === user.id;
  const open = draft.state === 'open' && mayEdit;
  const url = `/ladder-drafts/${encodeURIComponent(draft.id)}`;
  const runDry = (): void => {
    const body = { days: Math.min(90, Math.max(1, Math.round(Number(days)) || 14)) };
    void look.run(JSON.stringify(body), async (key) => {
      setRun(await api.command<DryRunResponse>(`${url}/dry-run`, body, { key }));
      await onChanged();
    });
  };
  return (
    <section className="block" aria-label={say('ladders.draft')}>
      <h3>
        {say('ladders.draft')} · {say(`ladders.state.${draft.state}`)}
      </h3>
      <p>
        {say('ladders.by', { name: draft.author.name, at: dayAndTime(draft.proposedAt, timeZone) })}
        <br />
        {say('ladders.why', { reason: draft.reason })}
      </p>
      {draft.decidedBy !== null && draft.decidedAt !== null ? (
        <p>
          {say('ladders.decided', {
            state: say(`ladders.state.${draft.state}`),
            name: draft.decidedBy.name,
            at: dayAndTime(draft.decidedAt, timeZone),
          })}{' '}
          {draft.decision ?? ''}{' '}
          {draft.effectiveAt === null ? '' : say('ladders.effective', { at: dayAndTime(draft.effectiveAt, timeZone) })}
        </p>
      ) : null}
      <h4>{say('ladders.changes')}</h4>
      <ul>
        {draft.changes.map((change) => (
          <li key={change.words.en}>{change.words[language()]}</li>
        ))}
      </ul>
      {open ? (
        <>
          <p className="sb-hint">{say('ladders.dryRunHint', { n: Number(days) || 14 })}</p>
          <Form name={say('ladders.dryRun')} onSend={runDry}>
            <TextField label={say('ladders.days')} type="number" min={1} max={90} value={days} onValue={setDays} />
            <Button type="submit" busy={look.busy} tone={run === null ? 'primary' : 'plain'}>
              {say(run === null ? 'ladders.dryRun' : 'ladders.dryRunAgain')}
            </Button>
          </Form>
          <ProblemLine problem={look.problem} />
        </>
      ) : null}
      {run === null ? null : <DryRunView run={run} timeZone={timeZone} />}
      {open ? (
        <>
          <p>{own ? say('ladders.own') : run === null ? say('ladders.lookFirst') : null}</p>
          <div className="dialog-buttons">
            {own ? (
              <Button onClick={() => setAsking('withdraw')}>{say('ladders.withdraw')}</Button>
            ) : (
              <>
                <Button onClick={() => setAsking('reject')}>{say('ladders.reject')}</Button>
                <Button tone="primary" disabled={run === null} onClick={() => setAsking('approve')}>
                  {say('ladders.approve')}
                </Button>
              </>
            )}
          </div>
        </>
      ) : null}
      <h4>{say('ladders.history')}</h4>
      <ol>
        {draft.history.map((step) => (
          <li key={`${step.type}:${step.at}:${step.by.id}`}>
            {dayAndTime(step.at, timeZone)} {step.by.name} {say(`ladders.historyType.${step.type}`)}
            {step.cases === null ? '' : ` · ${say('ladders.cases', { n: step.cases })}`}
            {step.reason === null ? '' : ` · ${step.reason}`}
          </li>
        ))}
      </ol>
      {asking === null ? null : (
        <DecideDialog
          what={asking}
          url={url}
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
  url,
  fingerprint,
  onClose,
  onDone,
}: {
  what: 'approve' | 'reject' | 'withdraw';
  url: string;
  fingerprint: string;
  onClose: () => void;
  onDone: () => Promise<unknown>;
}) {
  const say = useSay();
  const { busy, problem, run } = useCommand(() => api.newKey());
  const [reason, setReason] = useState('');
  const [at, setAt] = useState('');
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const send = (): void => {
    const time = at === '' ? null : new Date(at);
    if (time !== null && Number.isNaN(time.getTime())) return setWrong(say('ladders.badTime'));
    if (what !== 'approve' && reason.trim() === '') return setWrong(say('ladders.why2'));
    setWrong(undefined);
    const body =
      what === 'approve' ? { fingerprint, ...(time === null ? {} : { effectiveAt: time.toISOString() }) } : { reason };
    void run(JSON.stringify(body), async (key) => {
      await api.command(`${url}/${what}`, body, { key });
      await onDone();
      onClose();
    });
  };
  const title = say(what === 'approve' ? 'ladders.approveTitle' : `ladders.${what}`);
  return (
    <Dialog title={title} open onClose={onClose}>
      <Form name={title} onSend={send}>
        {what === 'approve' ? (
          <>
            <p>{say('ladders.approveWords')}</p>
            <p>{say('ladders.stamped')}</p>
            <TextField
              data-first
              label={say('ladders.effectiveAt')}
              type="datetime-local"
              value={at}
              error={wrong}
              onValue={setAt}
            />
          </>
        ) : (
          <TextArea data-first label={say('ladders.why2')} value={reason} error={wrong} onValue={setReason} />
        )}
        <ProblemLine problem={problem} />
        <div className="dialog-buttons">
          <Button onClick={onClose}>{say('common.cancel')}</Button>
          <Button type="submit" tone="primary" busy={busy}>
            {say(`ladders.${what}`)}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
