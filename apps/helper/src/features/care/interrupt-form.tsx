import { INTERRUPT_REASON_LABELS, type InterruptReason } from '@silverbell/vocabulary';
import { choicesOf } from '@silverbell/web-ui';
import { ChoiceList, isTooLong, NoteField } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outbox } from '../../shared/app-client.js';
import { FormFrame } from '../../shared/form-frame.js';
import type { VisitFormProps } from './visit.js';

export function InterruptForm({ order, onDone }: VisitFormProps) {
  const { t } = useTranslation('helper');
  const [reason, setReason] = useState<InterruptReason | ''>('');
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const send = (): void => {
    setMissing(reason === '');
    if (reason === '' || isTooLong(note)) return;
    void outbox.add('interruptOrder', order.id, { reason, ...(note.trim() === '' ? {} : { note: note.trim() }) });
    onDone();
  };
  return (
    <FormFrame
      title={t('care.interrupt.title')}
      icon="alert"
      who={order.senior.name}
      send={t('care.interrupt.send')}
      hint={t('care.interrupt.does')}
      onSend={send}
      onBack={onDone}
    >
      <ChoiceList
        name={t('care.interrupt.why')}
        choices={choicesOf(INTERRUPT_REASON_LABELS)}
        value={reason}
        onChoose={setReason}
      />
      <NoteField label={t('care.interrupt.note')} value={note} onValueChange={setNote} />
      {missing ? (
        <p role="alert" className="sb-problem">
          {t('care.interrupt.missing')}
        </p>
      ) : null}
    </FormFrame>
  );
}
