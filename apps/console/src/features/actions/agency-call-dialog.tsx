import * as labels from '@silverbell/vocabulary';
import { useDraft } from '@silverbell/web-session';
import { SelectField, TextArea, TextField, choicesOf, NOTE_LENGTH, SHORT_LENGTH } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { drafts } from '../../shared/app-client.js';
import type { FormProps } from '../../shared/action-asked.js';
import { ActionForm } from './action-form.js';
import { toldOf } from './read-out.js';

/** What a service was told and what it answered, for the record: of a call that was made in whatever way. */
export function AgencyCallDialog(props: FormProps) {
  const { t } = useTranslation('console');
  const { incident, asked } = props;
  const numberOf = (service: string): string =>
    incident.emergencyNumbers.find((one) => one.service === service)?.number ?? (/^\d+$/.test(service) ? service : '');
  const [service, setService] = useState<labels.AgencyService>(asked.service ?? '120');
  const [numberDialled, setNumber] = useState(numberOf(asked.service ?? '120'));
  const [{ told, reference }, write, forget] = useDraft(drafts, `agency-call:${incident.id}`, {
    told: toldOf(incident),
    reference: '',
  });
  const [status, setStatus] = useState<labels.AgencyStatus>('called');
  const missing =
    numberDialled.trim() === '' ? t('form.numberDialled') : told.trim() === '' ? t('form.told') : undefined;
  return (
    <ActionForm
      {...props}
      title={t('act.agencyRecord')}
      route="agencyCalls"
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
        onValueChange={(chosen) => {
          setService(chosen);
          setNumber(numberOf(chosen));
        }}
      />
      <TextField label={t('form.numberDialled')} type="tel" value={numberDialled} onValueChange={setNumber} />
      <TextArea
        label={t('form.told')}
        value={told}
        rows={3}
        longest={NOTE_LENGTH}
        onValueChange={(value) => write({ told: value })}
      />
      <SelectField
        label={t('form.status')}
        value={status}
        choices={choicesOf(labels.AGENCY_STATUS_LABELS)}
        onValueChange={setStatus}
      />
      <TextField
        label={t('form.reference')}
        value={reference}
        longest={SHORT_LENGTH}
        onValueChange={(value) => write({ reference: value })}
      />
    </ActionForm>
  );
}
