import { CONDITION_LABELS, WORRY_FLAG_LABELS, type Condition, type WorryFlag } from '@silverbell/vocabulary';
import { useDraft } from '@silverbell/web-session';
import { choicesOf } from '@silverbell/web-ui';
import { ChoiceList, isTooLong, NoteField, TickList } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { drafts, outbox } from '../../shared/app-client.js';
import { FormFrame } from '../../shared/form-frame.js';
import { whoIsThere, type TaskFormProps } from './task-form.js';

interface FinishDraft {
  readonly condition: Condition | '';
  readonly flags: readonly WorryFlag[];
  readonly note: string;
}
const EMPTY: FinishDraft = { condition: '', flags: [], note: '' };

export function FinishForm({ task, onDone, onBack }: TaskFormProps) {
  const { t } = useTranslation('helper');
  const [{ condition, flags, note }, write, forget] = useDraft(drafts, `finish:${task.id}`, EMPTY);
  const [missing, setMissing] = useState(false);
  const send = (): void => {
    setMissing(condition === '');
    if (condition === '' || isTooLong(note)) return;
    void outbox.add('finish', task.id, {
      condition,
      ...(note.trim() === '' ? {} : { note: note.trim() }),
      ...(flags.length === 0 ? {} : { flags: [...flags] }),
    });
    forget();
    onDone();
  };
  return (
    <FormFrame
      title={t('finish.title')}
      icon="check"
      who={whoIsThere(task)}
      send={t('finish.send')}
      hint={t('finish.seen')}
      onSend={send}
      onBack={onBack}
    >
      <ChoiceList
        name={t('finish.condition')}
        hint={t('finish.chooseOne')}
        choices={choicesOf(CONDITION_LABELS)}
        value={condition}
        onChoose={(chosen) => write({ condition: chosen })}
      />
      <TickList
        name={t('finish.flags')}
        choices={choicesOf(WORRY_FLAG_LABELS)}
        ticked={flags}
        onTick={(ticked) => write({ flags: ticked })}
      />
      <NoteField label={t('finish.note')} value={note} onValueChange={(value) => write({ note: value })} />
      {missing ? (
        <p role="alert" className="sb-problem">
          {t('finish.missing')}
        </p>
      ) : null}
    </FormFrame>
  );
}
