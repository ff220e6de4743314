import type { ServiceOrderOnWire } from '@silverbell/wire';
import { RATING_VALUE_LABELS, type RatingValue } from '@silverbell/vocabulary';
import { useRouteMutation } from '@silverbell/web-api-client';
import { choicesOf, Form, ProblemMessage } from '@silverbell/web-ui';
import { ChoiceList, PhoneButton } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import { refreshVisits, BY_CONTACT } from './by-contact.js';

/** 满意, 基本满意, 不满意 (CR-49): nothing is chosen before; what the family says wins over what was said on the worker's phone. */
export function RatingForm({ order, onDone }: { order: ServiceOrderOnWire; onDone: () => void }) {
  const { t } = useTranslation('family');
  const [value, setValue] = useState<RatingValue | ''>('');
  const [missing, setMissing] = useState(false);
  const rate = useRouteMutation(api, 'rateOrder', {
    onSuccess: async () => {
      await refreshVisits();
      onDone();
    },
  });
  const send = (): void => {
    setMissing(value === '');
    if (value !== '') rate.mutate({ params: { id: order.id }, body: { ...BY_CONTACT, value } });
  };
  return (
    <Form name={t('care.rateTitle')} onSend={send}>
      <ChoiceList
        name={t('care.rateTitle')}
        choices={choicesOf(RATING_VALUE_LABELS, ['not-rated'])}
        value={value}
        onChoose={setValue}
      />
      {missing ? (
        <p role="alert" className="sb-problem">
          {t('care.missing')}
        </p>
      ) : null}
      <ProblemMessage problem={rate.error} />
      <PhoneButton type="submit" variant="main" icon="send" busy={rate.isPending}>
        {t('care.send')}
      </PhoneButton>
      <PhoneButton variant="text" onClick={onDone}>
        {t('care.back')}
      </PhoneButton>
    </Form>
  );
}
