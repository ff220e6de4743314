import type { Incident } from '@silverbell/wire';
import * as labels from '@silverbell/vocabulary';
import { useDraft } from '@silverbell/web-session';
import { language, SelectField, TextArea, TextField } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { drafts } from '../house.js';
import type { FormProps } from './action-asked.js';
import { ActionForm } from './action-form.js';
import { choicesOf } from './choices.js';

/** What is read to the crew: place first, then who, then what. */
function readOut(incident: Incident): string {
  const card = incident.person;
  const place = card?.home?.address ?? incident.home?.label ?? '';
  const people = card?.people.map((one) => (one.age === null ? one.name : `${one.name} ${one.age}`)).join('、') ?? '';
  const what = incident.kinds.map((kind) => labels.ALERT_KIND_LABELS[kind][language()]).join('、');
  return [place, people, what, card?.home?.ambulancePoint].filter(Boolean).join('；');
}

export function AgencyCallDialog(props: FormProps) {
  const { t } = useTranslation('console');
  const { incident, asked } = props;
  const numberOf = (service: string): string =>
    incident.person?.emergencyNumbers.find((one) => one.service === service)?.number ??
    (/^\d+$/.test(service) ? service : '');
  const [service, setService] = useState<string>(asked.service ?? '120');
  const [numberDialled, setNumber] = useState(numberOf(asked.service ?? '120'));
  const [{ told, reference }, write, forget] = useDraft(drafts, `agency-call:${incident.id}`, {
    told: readOut(incident),
    reference: '',
  });
  const [status, setStatus] = useState('called');
  const missing =
    numberDialled.trim() === '' ? t('form.numberDialled') : told.trim() === '' ? t('form.told') : undefined;
  return (
    <ActionForm
      {...props}
      title={t('act.agency-call')}
      path="agency-calls"
      body={{
        service,
        numberDialled: numberDialled.trim(),
        told: told.trim(),
        status,
        ...(reference.trim() === '' ? {} : { reference: reference.trim() }),
      }}
      missing={missing}
      onOver={forget}
    >
      <SelectField
        data-first
        label={t('form.service')}
        value={service}
        choices={choicesOf(labels.AGENCY_SERVICE_LABELS)}
        onValue={(chosen) => {
          setService(chosen);
          setNumber(numberOf(chosen));
        }}
      />
      <TextField label={t('form.numberDialled')} type="tel" value={numberDialled} onValue={setNumber} />
      <TextArea label={t('form.told')} value={told} rows={3} onValue={(value) => write({ told: value })} />
      <SelectField
        label={t('form.status')}
        value={status}
        choices={choicesOf(labels.AGENCY_STATUS_LABELS)}
        onValue={setStatus}
      />
      <TextField label={t('form.reference')} value={reference} onValue={(value) => write({ reference: value })} />
    </ActionForm>
  );
}
