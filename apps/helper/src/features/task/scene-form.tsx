import { ENTRY_WAY_LABELS, SCENE_CODE_LABELS, type EntryWay, type SceneCode } from '@silverbell/vocabulary';
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
  /** How she got in: with the code `entry` only. */
  readonly entry: EntryWay | '';
  readonly note: string;
}
const EMPTY: SceneDraft = { code: '', entry: '', note: '' };

export function SceneForm({ task, onDone, onBack }: TaskFormProps) {
  const { t } = useTranslation('helper');
  const [{ code, entry, note }, write, forget] = useDraft(drafts, `scene:${task.id}`, EMPTY);
  const [missing, setMissing] = useState(false);
  const asksEntry = code === 'entry';
  const send = (): void => {
    const unsaid = code === '' || (asksEntry && entry === '');
    setMissing(unsaid);
    if (code === '' || unsaid || isTooLong(note)) return;
    void outbox.add('scene', task.id, {
      ...{ code, ...(asksEntry && entry !== '' ? { entry } : {}) },
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    });
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
      {asksEntry ? (
        <ChoiceList
          name={t('scene.entry')}
          choices={choicesOf(ENTRY_WAY_LABELS)}
          value={entry}
          onChoose={(chosen) => write({ entry: chosen })}
        />
      ) : null}
      <NoteField label={t('scene.note')} value={note} onValueChange={(value) => write({ note: value })} />
      {missing ? (
        <p role="alert" className="sb-problem">
          {t(asksEntry ? 'scene.entryMissing' : 'scene.missing')}
        </p>
      ) : null}
    </FormFrame>
  );
}
