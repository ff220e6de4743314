import * as labels from '@silverbell/vocabulary';
import { SelectField, choicesOf } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormProps } from '../../shared/action-asked.js';
import { ActionForm } from './action-form.js';

export function EmergencyDecisionDialog(props: FormProps) {
  const { t } = useTranslation('console');
  const { incident, asked } = props;
  const open = incident.emergencyDecisions.find((one) => one.decision === null)?.service;
  const [service, setService] = useState<labels.AgencyService>(asked.service ?? open ?? '120');
  const [decision, setDecision] = useState<labels.EmergencyDecisionCode | ''>(asked.decision ?? '');
  const [reason, setReason] = useState<labels.No120Reason | ''>('');
  const refuses = decision === 'no-call';
  return (
    <ActionForm
      {...props}
      title={t('act.emergency-decision')}
      route="emergencyDecision"
      body={decision === '' ? null : { service, decision, ...(refuses && reason !== '' ? { reason } : {}) }}
      missing={decision === '' ? t('form.decision') : refuses && reason === '' ? t('form.noReason') : undefined}
    >
      <SelectField
        label={t('form.service')}
        value={service}
        choices={choicesOf(labels.AGENCY_SERVICE_LABELS)}
        onValueChange={setService}
      />
      <SelectField
        data-first
        label={t('form.decision')}
        value={decision}
        placeholder={t('common.choose')}
        choices={choicesOf(labels.EMERGENCY_DECISION_LABELS)}
        onValueChange={setDecision}
      />
      {refuses ? (
        <SelectField
          label={t('form.noReason')}
          value={reason}
          placeholder={t('common.choose')}
          choices={choicesOf(labels.NO_120_REASON_LABELS)}
          onValueChange={setReason}
        />
      ) : null}
    </ActionForm>
  );
}
