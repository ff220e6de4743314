import { CHECK_IN_REASON_LABELS, type CheckInReason } from '@silverbell/vocabulary';
import { choicesOf, TextField } from '@silverbell/web-ui';
import { ChoiceList } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outbox } from '../../shared/app-client.js';
import { FormFrame } from '../../shared/form-frame.js';
import { timeOnDay } from './visits.js';
import type { VisitFormProps } from './visit.js';

/** 补录 (CR-32): she was there and could not check in; a time of her own needs a reason, and a review. */
export function LateForm({ order, timeZone, onDone }: VisitFormProps) {
  const { t } = useTranslation('helper');
  const [time, setTime] = useState('');
  const [reason, setReason] = useState<CheckInReason | ''>('');
  const [missing, setMissing] = useState(false);
  const send = (): void => {
    const at = timeOnDay(time, order.day, timeZone);
    setMissing(at === null || reason === '');
    if (at === null || reason === '') return;
    void outbox.add('startOrder', order.id, { at, reason });
    onDone();
  };
  return (
    <FormFrame
      title={t('care.late')}
      icon="edit"
      who={order.senior.name}
      send={t('care.lateSend')}
      hint={t('care.lateNote')}
      onSend={send}
      onBack={onDone}
    >
      <TextField label={t('care.lateTime')} value={time} inputMode="numeric" maxLength={10} onValueChange={setTime} />
      <ChoiceList
        name={t('care.reason')}
        choices={choicesOf(CHECK_IN_REASON_LABELS)}
        value={reason}
        onChoose={setReason}
      />
      {missing ? (
        <p role="alert" className="sb-problem">
          {t('care.lateMissing')}
        </p>
      ) : null}
    </FormFrame>
  );
}
