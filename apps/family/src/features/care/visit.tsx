import type { ServiceOrderOnWire } from '@silverbell/wire';
import { RATING_VALUE_LABELS, SERVICE_ORDER_STATE_LABELS } from '@silverbell/vocabulary';
import { useRouteMutation } from '@silverbell/web-api-client';
import { labelOf, ProblemMessage, quotedWords, timeOfDay, yuanOf } from '@silverbell/web-ui';
import { Pair, PhoneButton } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import styles from './care.module.css';
import { ComplaintForm } from './complaint-form.js';
import { DisputeForm } from './dispute-form.js';
import { RatingForm } from './rating-form.js';
import { VisitReport } from './visit-report.js';
import { refreshVisits, BY_CONTACT } from './by-contact.js';

/** One visit in facts, with what the family may say of it. */
export function Visit({ order, timeZone }: { order: ServiceOrderOnWire; timeZone: string | undefined }) {
  const { t } = useTranslation('family');
  const [form, setForm] = useState<'rate' | 'dispute' | 'complain' | null>(null);
  const confirm = useRouteMutation(api, 'confirmOrder', { onSuccess: refreshVisits });
  const may = (action: string): boolean => order.allowedActions.includes(action);
  const name = t('care.visit', {
    ...{ day: order.day, name: order.senior.name },
    ...{ from: timeOfDay(order.plannedStart, timeZone, false), to: timeOfDay(order.plannedEnd, timeZone, false) },
  });
  const close = (): void => setForm(null);
  return (
    <li className={styles['visit']} aria-label={name}>
      <p className={styles['when']}>{name}</p>
      <p>
        {order.itemNames.join('、')} · {labelOf(SERVICE_ORDER_STATE_LABELS, order.state)}
      </p>
      <p className={styles['quiet']}>
        {[
          order.worker === null ? t('care.nobodyYet') : t('care.by', { name: order.worker.name }),
          order.deliveredMinutes === 0 ? null : t('care.minutes', { n: order.deliveredMinutes }),
          order.rating === null ? null : t('care.rated', { what: labelOf(RATING_VALUE_LABELS, order.rating.value) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {order.checkOut === null ? null : <VisitReport orderId={order.id} />}
      <Quote order={order} />
      {form === 'rate' ? <RatingForm order={order} onDone={close} /> : null}
      {form === 'complain' ? <ComplaintForm order={order} onDone={close} /> : null}
      {form === 'dispute' ? <DisputeForm order={order} onDone={close} /> : null}
      <ProblemMessage problem={confirm.error} />
      {form !== null ? null : (
        <>
          {may('confirm') ? (
            <PhoneButton
              icon="check"
              busy={confirm.isPending}
              onClick={() => confirm.mutate({ params: { id: order.id }, body: BY_CONTACT })}
            >
              {t('care.confirm')}
            </PhoneButton>
          ) : null}
          <Pair>
            {may('rate') ? <PhoneButton onClick={() => setForm('rate')}>{t('care.rate')}</PhoneButton> : null}
            {may('dispute') ? (
              <PhoneButton variant="text" onClick={() => setForm('dispute')}>
                {t('care.dispute')}
              </PhoneButton>
            ) : null}
          </Pair>
          {order.workerId === null || order.state === 'planned' ? null : (
            <PhoneButton variant="text" onClick={() => setForm('complain')}>
              {t('care.complain')}
            </PhoneButton>
          )}
        </>
      )}
    </li>
  );
}

/** CR-34: more time costs her only what was agreed before the visit. */
function Quote({ order }: { order: ServiceOrderOnWire }) {
  const { t } = useTranslation('family');
  const accept = useRouteMutation(api, 'acceptQuote', { onSuccess: refreshVisits });
  if (order.quote === null) return null;
  const { amountFen, acceptedAt } = order.quote;
  const what = quotedWords(order, (n) => t('care.more', { n }));
  const money = yuanOf(amountFen);
  if (acceptedAt !== null) return <p>{t('care.agreed', { what, money })}</p>;
  if (!order.allowedActions.includes('accept-quote')) return null;
  return (
    <>
      <p>{t('care.quote', { what, money })}</p>
      <ProblemMessage problem={accept.error} />
      <PhoneButton
        variant="main"
        icon="check"
        busy={accept.isPending}
        onClick={() => accept.mutate({ params: { id: order.id }, body: BY_CONTACT }, order.version)}
      >
        {t('care.agree', { money })}
      </PhoneButton>
    </>
  );
}
