import * as labels from '@silverbell/vocabulary';
import { SelectField, choicesOf } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormProps } from '../../shared/action-asked.js';
import { ActionForm } from './action-form.js';

export function VerdictDialog(props: FormProps) {
  const { t } = useTranslation('console');
  const [verdict, setVerdict] = useState<Exclude<labels.VerdictCode, 'unknown'> | ''>('');
  const [cause, setCause] = useState<labels.FalseAlarmCause | ''>('');
  const isFalse = verdict === 'false-alarm';
  const effect = ['real', 'no-answer', 'unclear'].includes(verdict)
    ? 'form.effectReal'
    : verdict === 'duress'
      ? 'form.effectDuress'
      : isFalse
        ? 'form.effectFalse'
        : null;
  return (
    <ActionForm
      {...props}
      title={t('act.verdict')}
      route="verdict"
      body={verdict === '' ? null : { verdict, ...(isFalse && cause !== '' ? { cause } : {}) }}
      missing={verdict === '' ? t('form.verdict') : isFalse && cause === '' ? t('form.cause') : undefined}
    >
      <SelectField
        data-first
        label={t('form.verdict')}
        value={verdict}
        placeholder={t('common.choose')}
        choices={choicesOf(labels.VERDICT_LABELS, ['unknown'])}
        hint={effect === null ? undefined : t(effect)}
        onValueChange={setVerdict}
      />
      {isFalse ? (
        <SelectField
          label={t('form.cause')}
          value={cause}
          placeholder={t('common.choose')}
          choices={choicesOf(labels.FALSE_ALARM_CAUSE_LABELS)}
          onValueChange={setCause}
        />
      ) : null}
    </ActionForm>
  );
}
