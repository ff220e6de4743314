import { RATING_VALUE_LABELS, type RatingValue } from '@silverbell/vocabulary';
import { choicesOf, timeOfDay } from '@silverbell/web-ui';
import { ChoiceList } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { outbox } from '../../shared/app-client.js';
import styles from './care.module.css';
import { SignedForm } from './signed-form.js';
import type { VisitFormProps } from './visit.js';

/** The senior herself, on the worker's phone (CR-36): large, in a few words, and nothing chosen before. */
export function ConfirmForm({ order, timeZone, onDone }: VisitFormProps) {
  const { t } = useTranslation('helper');
  const [value, setValue] = useState<RatingValue | ''>('');
  const bySenior = { by: 'senior', channel: 'on-site' } as const;
  const send = (signed: boolean): void => {
    void outbox.add('confirmOrder', order.id, { ...bySenior, ...(signed ? { signed } : {}) });
    if (value !== '') void outbox.add('rateOrder', order.id, { ...bySenior, value });
    onDone();
  };
  const at = (iso: string | undefined): string => (iso === undefined ? '—' : timeOfDay(iso, timeZone, false));
  return (
    <SignedForm
      orderId={order.id}
      name={order.senior.name}
      title={t('care.confirm.title')}
      icon="hand"
      send={t('care.confirm.send')}
      hint={t('care.confirm.laterMeans')}
      onSent={send}
      onBack={onDone}
    >
      <div className={styles['large']}>
        <p>
          {t('care.confirm.who')} <strong>{order.worker?.name}</strong>
        </p>
        <p>
          {t('care.confirm.time')}{' '}
          <strong>
            {t('care.span', { from: at(order.checkIn?.at), to: at(order.checkOut?.at) })}
            {order.checkOut === null ? '' : `，${t('care.confirm.minutes', { n: order.deliveredMinutes })}`}
          </strong>
        </p>
        <p>{order.itemNames.join('、')}</p>
      </div>
      <ChoiceList
        name={t('care.confirm.rate')}
        choices={choicesOf(RATING_VALUE_LABELS)}
        value={value}
        onChoose={setValue}
      />
    </SignedForm>
  );
}
