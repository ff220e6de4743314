import * as labels from '@silverbell/wire/labels';
import { SelectField, useSay } from '@silverbell/web-ui';
import { useState } from 'react';
import type { FormProps } from './action-asked.js';
import { ActionForm } from './action-form.js';
import { choicesOf } from './choices.js';

export function DestinationDialog(props: FormProps) {
  const say = useSay();
  const [choice, setChoice] = useState<string>(props.incident.destination?.choice ?? '');
  const [reason, setReason] = useState('');
  return (
    <ActionForm
      {...props}
      title={say('act.destination')}
      path="destination"
      body={{ choice, reason }}
      missing={choice === '' ? say('form.choice') : reason === '' ? say('form.reason') : undefined}
    >
      <SelectField
        data-first
        label={say('form.choice')}
        value={choice}
        placeholder={say('common.choose')}
        choices={choicesOf(labels.DESTINATION_CHOICE_LABELS)}
        onChange={(event) => setChoice(event.target.value)}
      />
      <SelectField
        label={say('form.reason')}
        value={reason}
        placeholder={say('common.choose')}
        choices={choicesOf(labels.DESTINATION_REASON_LABELS)}
        onChange={(event) => setReason(event.target.value)}
      />
    </ActionForm>
  );
}
