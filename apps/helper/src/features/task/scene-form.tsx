import { SCENE_CODE_LABELS, type SceneCode } from '@silverbell/vocabulary';
import { useDraft } from '@silverbell/web-session';
import { choicesOf, labelOf } from '@silverbell/web-ui';
import { ChoiceList, isTooLong, NoteField } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { drafts, outbox } from '../../shared/app-client.js';
import { FormFrame } from '../../shared/form-frame.js';
import { whoIsThere, type TaskFormProps } from './task-form.js';

interface SceneDraft {
  readonly code: SceneCode | '';
  readonly note: string;
}
const EMPTY: SceneDraft = { code: '', note: '' };

export function SceneForm({ task, onDone, onBack }: TaskFormProps) {
  const { t } = useTranslation('helper');
  const [{ code, note }, write, forget] = useDraft(drafts, `scene:${task.id}`, EMPTY);
  const [missing, setMissing] = useState(false);
  const send = (): void => {
    setMissing(code === '');
    if (code === '' || isTooLong(note)) return;
    void outbox.add('scene', task.id, { code, ...(note.trim() === '' ? {} : { note: note.trim() }) });
    forget();
    onDone();
  };
  return (
    <FormFrame
      title={t('scene.title')}
      icon="note"
      who={whoIsThere(task)}
      send={code === '' ? t('scene.send') : `${t('scene.send')}：${labelOf(SCENE_CODE_LABELS, code)}`}
      onSend={send}
      onBack={onBack}
    >
      <ChoiceList
        name={t('scene.code')}
        choices={choicesOf(SCENE_CODE_LABELS)}
        value={code}
        onChoose={(chosen) => write({ code: chosen })}
      />
      <NoteField label={t('scene.note')} value={note} onValueChange={(value) => write({ note: value })} />
      {missing ? (
        <p role="alert" className="sb-problem">
          {t('scene.missing')}
        </p>
      ) : null}
    </FormFrame>
  );
}
