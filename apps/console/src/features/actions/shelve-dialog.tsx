import { SHELVE_REASON_LABELS, type ShelveReason } from '@silverbell/vocabulary';
import { choicesOf, SelectField } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormProps } from '../../shared/action-asked.js';
import { ActionForm } from './action-form.js';

const HOURS = ['1', '2', '4', '8'] as const;

/** Work set aside for some hours of the shift; why and until when stands in the list. */
export function ShelveDialog(props: FormProps) {
  const { t } = useTranslation('console');
  const [reason, setReason] = useState<ShelveReason | ''>('');
  const [hours, setHours] = useState<(typeof HOURS)[number]>('2');
  return (
    <ActionForm
      {...props}
      title={t('act.shelve')}
      route="shelve"
      body={reason === '' ? null : { reason, hours: Number(hours) }}
      missing={reason === '' ? t('form.reason') : undefined}
    >
      <p className="sb-hint">{t('shelf.hint')}</p>
      <SelectField
        data-first
        label={t('form.reason')}
        value={reason}
        placeholder={t('common.choose')}
        choices={choicesOf(SHELVE_REASON_LABELS)}
        onValueChange={setReason}
      />
      <SelectField
        label={t('shelf.for')}
        value={hours}
        choices={HOURS.map((value) => ({ value, label: t('shelf.hours', { n: value }) }))}
        onValueChange={setHours}
      />
    </ActionForm>
  );
}
