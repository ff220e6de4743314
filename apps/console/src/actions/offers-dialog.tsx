import * as labels from '@silverbell/vocabulary';
import { SelectField, useSay } from '@silverbell/web-ui';
import { useState } from 'react';
import type { FormProps } from './action-asked.js';
import { ActionForm } from './action-form.js';
import { choicesOf } from './choices.js';

export function OffersDialog(props: FormProps) {
  const say = useSay();
  const [reason, setReason] = useState('');
  const helpers = props.asked.helpers ?? [];
  const body = { helperIds: helpers.map((one) => one.id), ...(reason === '' ? {} : { reason }) };
  return (
    <ActionForm
      {...props}
      title={say('act.offer')}
      path="offers"
      body={body}
      submit={say('form.submitWave')}
      confirmOnly
    >
      <p>{say('form.confirmOffers', { n: helpers.length })}</p>
      <p>
        <strong>{helpers.map((one) => one.name).join('、')}</strong>
      </p>
      <SelectField
        label={say('form.reasonOptional')}
        value={reason}
        placeholder={say('common.none')}
        choices={choicesOf(labels.OFFER_REASON_LABELS)}
        onValue={setReason}
      />
    </ActionForm>
  );
}
