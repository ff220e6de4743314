import * as labels from '@silverbell/vocabulary';
import { SelectField, choicesOf } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormProps } from '../../shared/action-asked.js';
import { useCandidates } from '../../shared/candidates-query.js';
import { OfferWords } from './offer-words.js';
import { ActionForm } from './action-form.js';

export function OffersDialog(props: FormProps) {
  const { t } = useTranslation('console');
  const [reason, setReason] = useState<labels.OfferReason | ''>('');
  const helpers = props.asked.helpers ?? [];
  const list = useCandidates(props.incident);
  const body = { helperIds: helpers.map((one) => one.id), ...(reason === '' ? {} : { reason }) };
  return (
    <ActionForm {...props} title={t('act.offer')} route="offers" body={body} submit={t('form.submitWave')} confirmOnly>
      <p>{t('form.confirmOffers', { n: helpers.length })}</p>
      <p>
        <strong>{helpers.map((one) => one.name).join('、')}</strong>
      </p>
      <OfferWords to={(list.data?.items ?? []).filter((one) => helpers.some(({ id }) => id === one.helper.id))} />
      <SelectField
        label={t('form.reasonOptional')}
        value={reason}
        placeholder={t('common.none')}
        choices={choicesOf(labels.OFFER_REASON_LABELS)}
        onValueChange={setReason}
      />
    </ActionForm>
  );
}
