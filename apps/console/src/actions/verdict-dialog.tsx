import * as labels from '@silverbell/vocabulary';
import { SelectField, useSay } from '@silverbell/web-ui';
import { useState } from 'react';
import type { FormProps } from './action-asked.js';
import { ActionForm } from './action-form.js';
import { choicesOf } from './choices.js';

export function VerdictDialog(props: FormProps) {
  const say = useSay();
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
      title={say('act.verdict')}
      path="verdict"
      body={{ verdict, ...(isFalse && cause !== '' ? { cause } : {}) }}
      missing={verdict === '' ? say('form.verdict') : isFalse && cause === '' ? say('form.cause') : undefined}
    >
      <SelectField
        data-first
        label={say('form.verdict')}
        value={verdict}
        placeholder={say('common.choose')}
        choices={choicesOf(labels.VERDICT_LABELS, ['unknown'])}
        hint={effect === null ? undefined : say(effect)}
        onValue={setVerdict}
      />
      {isFalse ? (
        <SelectField
          label={say('form.cause')}
          value={cause}
          placeholder={say('common.choose')}
          choices={choicesOf(labels.FALSE_ALARM_CAUSE_LABELS)}
          onValue={setCause}
        />
      ) : null}
    </ActionForm>
  );
}
