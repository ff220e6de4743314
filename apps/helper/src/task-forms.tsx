import {
  CONDITION_LABELS,
  SCENE_CODE_LABELS,
  WITHDRAW_REASON_LABELS,
  WORRY_FLAG_LABELS,
  type WorryFlag,
} from '@silverbell/vocabulary';
import { useCommand } from '@silverbell/web-live';
import { useDraft } from '@silverbell/web-session';
import { Button, CheckField, Form, language, ProblemLine, SelectField, TextArea, labelOf } from '@silverbell/web-ui';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, drafts } from './house.js';

interface FormProps {
  readonly path: string;
  readonly onDone: () => void;
  readonly onBack: () => void;
}

type CodeLabels = Readonly<Record<string, { readonly 'zh-CN': string; readonly en: string }>>;

/** Big buttons for a closed list: one tap chooses, on a phone in the rain. */
function Choices({
  name,
  codes,
  value,
  onChoose,
}: {
  name: string;
  codes: CodeLabels;
  value: string;
  onChoose: (code: string) => void;
}) {
  const id = useId();
  return (
    <fieldset className="choices">
      <legend>{name}</legend>
      {Object.entries(codes).map(([code, label]) => (
        <label key={code} className={value === code ? 'choice choice-on' : 'choice'}>
          <input type="radio" name={id} value={code} checked={value === code} onChange={() => onChoose(code)} />
          {label[language()]}
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

export function SceneForm({ path, onDone, onBack }: FormProps) {
  const { t } = useTranslation('helper');
  const { busy, problem, run } = useCommand(() => api.newKey());
  const [{ code, note }, write, forget] = useDraft(drafts, `scene:${path}`, { code: '', note: '' });
  const [missing, setMissing] = useState(false);
  const over = (): void => {
    forget();
    onDone();
  };
  const send = (chosen: string): void => {
    setMissing(chosen === '');
    if (chosen === '') return;
    const body = { code: chosen, ...(note.trim() === '' ? {} : { note: note.trim() }) };
    void run(JSON.stringify(body), (key) => api.command(`${path}/scene`, body, { key })).then((done) => done && over());
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
        <TextArea label={t('scene.note')} value={note} maxLength={2000} onValue={(value) => write({ note: value })} />
        {missing ? (
          <p role="alert" className="sb-problem">
            {t('scene.code')}
          </p>
        ) : null}
        <ProblemLine problem={problem} />
        <Button type="submit" tone="primary" className="big" busy={busy}>
          {code === '' ? t('scene.send') : `${t('scene.send')}：${labelOf(SCENE_CODE_LABELS, code)}`}
        </Button>
      </Form>
    </Sheet>
  );
}

const NOTHING_FOUND: { readonly condition: string; readonly flags: readonly string[]; readonly note: string } = {
  ...{ condition: '', flags: [], note: '' },
};

export function FinishForm({ path, onDone, onBack }: FormProps) {
  const { t } = useTranslation('helper');
  const { busy, problem, run } = useCommand(() => api.newKey());
  const [{ condition, flags, note }, write, forget] = useDraft(drafts, `finish:${path}`, NOTHING_FOUND);
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
      ...(flags.length === 0 ? {} : { flags }),
    };
    void run(JSON.stringify(body), (key) => api.command(`${path}/finish`, body, { key })).then(
      (done) => done && over(),
    );
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
        <TextArea label={t('finish.note')} value={note} maxLength={2000} onValue={(value) => write({ note: value })} />
        {missing ? (
          <p role="alert" className="sb-problem">
            {t('finish.missing')}
          </p>
        ) : null}
        <ProblemLine problem={problem} />
        <Button type="submit" tone="primary" className="big" busy={busy}>
          {t('finish.send')}
        </Button>
      </Form>
    </Sheet>
  );
}

export function WithdrawForm({ path, onDone, onBack }: FormProps) {
  const { t } = useTranslation('helper');
  const { busy, problem, run } = useCommand(() => api.newKey());
  const [reason, setReason] = useState('accepted-by-mistake');
  const send = (): void =>
    void run(reason, (key) => api.command(`${path}/withdraw`, { reason }, { key })).then((done) => done && onDone());
  return (
    <Sheet title={t('withdraw.title')} onBack={onBack}>
      <p>{t('withdraw.hint')}</p>
      <Form name={t('withdraw.title')} onSend={send}>
        <SelectField
          label={t('withdraw.reason')}
          value={reason}
          choices={Object.entries(WITHDRAW_REASON_LABELS).map(([value, label]) => ({
            value,
            label: label[language()],
          }))}
          onValue={setReason}
        />
        <ProblemLine problem={problem} />
        <Button type="submit" tone="primary" className="big" busy={busy}>
          {t('withdraw.send')}
        </Button>
      </Form>
    </Sheet>
  );
}
