import {
  CONDITION_LABELS,
  SCENE_CODE_LABELS,
  WITHDRAW_REASON_LABELS,
  WORRY_FLAG_LABELS,
  type Condition,
  type Labels,
  type SceneCode,
  type WithdrawReason,
  type WorryFlag,
} from '@silverbell/vocabulary';
import { useRouteMutation } from '@silverbell/web-api-client';
import { useDraft } from '@silverbell/web-session';
import { Button, CheckField, choicesOf, Form, ProblemLine, SelectField, TextArea, labelOf } from '@silverbell/web-ui';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, drafts } from './app-client.js';

interface FormProps {
  readonly assignmentId: string;
  readonly onDone: () => void;
  readonly onBack: () => void;
}

/** Big buttons for a closed list: one tap chooses, on a phone in the rain. */
function Choices<Code extends string>({
  name,
  codes,
  value,
  onChoose,
}: {
  name: string;
  codes: Labels<Code>;
  value: Code | '';
  onChoose: (code: Code) => void;
}) {
  const id = useId();
  return (
    <fieldset className="choices">
      <legend>{name}</legend>
      {choicesOf(codes).map(({ value: code, label }) => (
        <label key={code} className={value === code ? 'choice choice-on' : 'choice'}>
          <input type="radio" name={id} value={code} checked={value === code} onChange={() => onChoose(code)} />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

function Sheet({ title, onBack, children }: { title: string; onBack: () => void; children: ReactNode }) {
  const { t } = useTranslation('helper');
  return (
    <section className="sheet" aria-label={title}>
      <h2>{title}</h2>
      {children}
      <Button className="big" tone="quiet" onClick={onBack}>
        {t('offer.back')}
      </Button>
    </section>
  );
}

export function SceneForm({ assignmentId, onDone, onBack }: FormProps) {
  const { t } = useTranslation('helper');
  const { isPending, error, mutate } = useRouteMutation(api, 'scene', { onSuccess: () => over() });
  const [{ code, note }, write, forget] = useDraft(drafts, `scene:${assignmentId}`, EMPTY_SCENE);
  const [missing, setMissing] = useState(false);
  const over = (): void => {
    forget();
    onDone();
  };
  const send = (chosen: SceneDraft['code']): void => {
    setMissing(chosen === '');
    if (chosen === '') return;
    const body = { code: chosen, ...(note.trim() === '' ? {} : { note: note.trim() }) };
    mutate({ params: { id: assignmentId }, body });
  };
  return (
    <Sheet title={t('scene.title')} onBack={onBack}>
      <Form name={t('scene.title')} onSend={() => send(code)}>
        <Choices
          name={t('scene.code')}
          codes={SCENE_CODE_LABELS}
          value={code}
          onChoose={(chosen) => write({ code: chosen })}
        />
        <TextArea
          label={t('scene.note')}
          value={note}
          maxLength={2000}
          onValueChange={(value) => write({ note: value })}
        />
        {missing ? (
          <p role="alert" className="sb-problem">
            {t('scene.code')}
          </p>
        ) : null}
        <ProblemLine problem={error} />
        <Button type="submit" tone="primary" className="big" busy={isPending}>
          {code === '' ? t('scene.send') : `${t('scene.send')}：${labelOf(SCENE_CODE_LABELS, code)}`}
        </Button>
      </Form>
    </Sheet>
  );
}

interface SceneDraft {
  readonly code: SceneCode | '';
  readonly note: string;
}
const EMPTY_SCENE: SceneDraft = { code: '', note: '' };

interface FinishDraft {
  readonly condition: Condition | '';
  readonly flags: readonly WorryFlag[];
  readonly note: string;
}
const EMPTY_FINISH: FinishDraft = { condition: '', flags: [], note: '' };

export function FinishForm({ assignmentId, onDone, onBack }: FormProps) {
  const { t } = useTranslation('helper');
  const { isPending, error, mutate } = useRouteMutation(api, 'finish', { onSuccess: () => over() });
  const [{ condition, flags, note }, write, forget] = useDraft(drafts, `finish:${assignmentId}`, EMPTY_FINISH);
  const [missing, setMissing] = useState(false);
  const over = (): void => {
    forget();
    onDone();
  };
  const send = (): void => {
    setMissing(condition === '');
    if (condition === '') return;
    const body = {
      condition,
      ...(note.trim() === '' ? {} : { note: note.trim() }),
      ...(flags.length === 0 ? {} : { flags: [...flags] }),
    };
    mutate({ params: { id: assignmentId }, body });
  };
  return (
    <Sheet title={t('finish.title')} onBack={onBack}>
      <p className="quiet">{t('finish.seen')}</p>
      <Form name={t('finish.title')} onSend={send}>
        <Choices
          name={t('finish.condition')}
          codes={CONDITION_LABELS}
          value={condition}
          onChoose={(chosen) => write({ condition: chosen })}
        />
        <fieldset className="choices">
          <legend>{t('finish.flags')}</legend>
          {(Object.keys(WORRY_FLAG_LABELS) as WorryFlag[]).map((flag) => (
            <CheckField
              key={flag}
              label={labelOf(WORRY_FLAG_LABELS, flag)}
              checked={flags.includes(flag)}
              onChange={(event) =>
                write({ flags: event.target.checked ? [...flags, flag] : flags.filter((one) => one !== flag) })
              }
            />
          ))}
        </fieldset>
        <TextArea
          label={t('finish.note')}
          value={note}
          maxLength={2000}
          onValueChange={(value) => write({ note: value })}
        />
        {missing ? (
          <p role="alert" className="sb-problem">
            {t('finish.missing')}
          </p>
        ) : null}
        <ProblemLine problem={error} />
        <Button type="submit" tone="primary" className="big" busy={isPending}>
          {t('finish.send')}
        </Button>
      </Form>
    </Sheet>
  );
}

export function WithdrawForm({ assignmentId, onDone, onBack }: FormProps) {
  const { t } = useTranslation('helper');
  const { isPending, error, mutate } = useRouteMutation(api, 'withdraw', { onSuccess: () => onDone() });
  const [reason, setReason] = useState<WithdrawReason>('accepted-by-mistake');
  const send = (): void => mutate({ params: { id: assignmentId }, body: { reason } });
  return (
    <Sheet title={t('withdraw.title')} onBack={onBack}>
      <p>{t('withdraw.hint')}</p>
      <Form name={t('withdraw.title')} onSend={send}>
        <SelectField
          label={t('withdraw.reason')}
          value={reason}
          choices={choicesOf(WITHDRAW_REASON_LABELS)}
          onValueChange={setReason}
        />
        <ProblemLine problem={error} />
        <Button type="submit" tone="primary" className="big" busy={isPending}>
          {t('withdraw.send')}
        </Button>
      </Form>
    </Sheet>
  );
}
