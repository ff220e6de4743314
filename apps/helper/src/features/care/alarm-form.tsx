import { ORDER_ALARM_LABELS, type OrderAlarm } from '@silverbell/vocabulary';
import { useRouteMutation } from '@silverbell/web-api-client';
import { CheckField, choicesOf, ProblemMessage } from '@silverbell/web-ui';
import { ChoiceList } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, refreshTasks } from '../../shared/app-client.js';
import { FormFrame } from '../../shared/form-frame.js';
import styles from './care.module.css';
import { NotDelivered } from './not-delivered.js';
import type { VisitFormProps } from './visit.js';

const EMERGENCY_NUMBERS = ['120', '119', '110'] as const;

/** She needs help at the home (CR-30): at once or not at all, and then by telephone. */
export function AlarmForm({ order, desk, onDone }: VisitFormProps) {
  const { t } = useTranslation('helper');
  const [code, setCode] = useState<OrderAlarm | ''>('');
  const [fire, setFire] = useState(false);
  const [missing, setMissing] = useState(false);
  const alarm = useRouteMutation(api, 'orderAlarm', { onSuccess: refreshTasks });
  const send = (): void => {
    setMissing(code === '');
    if (code !== '') alarm.mutate({ params: { id: order.id }, body: { code, ...(fire ? { fire } : {}) } });
  };
  return (
    <FormFrame
      title={t('care.alarm.title')}
      icon="alert"
      who={order.senior.name}
      send={alarm.isPending ? t('common.sending') : t('care.alarm.send')}
      hint={t('care.alarm.first')}
      onSend={send}
      onBack={onDone}
    >
      <ChoiceList name={t('care.alarm.what')} choices={choicesOf(ORDER_ALARM_LABELS)} value={code} onChoose={setCode} />
      <CheckField label={t('care.alarm.fire')} checked={fire} onCheckedChange={setFire} />
      {missing ? (
        <p role="alert" className="sb-problem">
          {t('care.alarm.missing')}
        </p>
      ) : null}
      {alarm.succeeded > 0 ? (
        <p role="status" className={styles['warn']}>
          {t('care.alarm.sent')}
        </p>
      ) : null}
      {alarm.error?.outcomeUnknown === true ? (
        <NotDelivered
          numbers={[...EMERGENCY_NUMBERS, ...(desk === null ? [] : [desk])]}
          busy={alarm.isPending}
          onAgain={send}
        />
      ) : (
        <ProblemMessage problem={alarm.error} />
      )}
    </FormFrame>
  );
}
