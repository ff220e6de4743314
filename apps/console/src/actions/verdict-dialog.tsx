import * as labels from '@silverbell/vocabulary';
import { SelectField } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormProps } from './action-asked.js';
import { ActionForm } from './action-form.js';
import { choicesOf } from './choices.js';

export function VerdictDialog(props: FormProps) {
  const { t } = useTranslation('console');
  const [verdict, setVerdict] = useState('');
  const [cause, setCause] = useState('');
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
      path="verdict"
      body={{ verdict, ...(isFalse && cause !== '' ? { cause } : {}) }}
      missing={verdict === '' ? t('form.verdict') : isFalse && cause === '' ? t('form.cause') : undefined}
    >
      <SelectField
        data-first
        label={t('form.verdict')}
        value={verdict}
        placeholder={t('common.choose')}
        choices={choicesOf(labels.VERDICT_LABELS, ['unknown'])}
        hint={effect === null ? undefined : t(effect)}
        onValue={setVerdict}
      />
      {isFalse ? (
        <SelectField
          label={t('form.cause')}
          value={cause}
          placeholder={t('common.choose')}
          choices={choicesOf(labels.FALSE_ALARM_CAUSE_LABELS)}
          onValue={setCause}
        />
      ) : null}
    </ActionForm>
  );
}
