import { WITHDRAW_REASON_LABELS, type WithdrawReason } from '@silverbell/vocabulary';
import { choicesOf, SelectField } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outbox } from '../../shared/app-client.js';
import { FormFrame } from '../../shared/form-frame.js';
import { whoIsThere, type TaskFormProps } from './task-form.js';

export function WithdrawForm({ task, onDone, onBack }: TaskFormProps) {
  const { t } = useTranslation('helper');
  const [reason, setReason] = useState<WithdrawReason>('accepted-by-mistake');
  const send = (): void => {
    void outbox.add('withdraw', task.id, { reason });
    onDone();
  };
  return (
    <FormFrame
      title={t('withdraw.title')}
      icon="alert"
      who={whoIsThere(task)}
      send={t('withdraw.send')}
      hint={t('withdraw.hint')}
      onSend={send}
      onBack={onBack}
    >
      <SelectField
        label={t('withdraw.reason')}
        value={reason}
        choices={choicesOf(WITHDRAW_REASON_LABELS)}
        onValueChange={setReason}
      />
    </FormFrame>
  );
}
