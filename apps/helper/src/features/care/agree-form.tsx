import { quotedWords, yuanOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { outbox } from '../../shared/app-client.js';
import styles from './care.module.css';
import { SignedForm } from './signed-form.js';
import type { VisitFormProps } from './visit.js';

/** The senior herself agrees to a price before the visit begins, on the worker's phone (CR-34). */
export function AgreeForm({ order, onDone }: VisitFormProps) {
  const { t } = useTranslation('helper');
  const send = (signed: boolean): void => {
    void outbox.add('acceptQuote', order.id, { by: 'senior', channel: 'on-site', ...(signed ? { signed } : {}) });
    onDone();
  };
  const what = quotedWords(order, (minutes) => t('care.extra.more', { minutes }));
  const money = yuanOf(order.quote?.amountFen ?? 0);
  return (
    <SignedForm
      orderId={order.id}
      name={order.senior.name}
      title={t('care.extra.title')}
      icon="hand"
      send={t('care.extra.agree', { money })}
      hint={t('care.extra.laterMeans')}
      onSent={send}
      onBack={onDone}
    >
      <p className={styles['large']}>{t('care.extra.offered', { what, money })}</p>
    </SignedForm>
  );
}
