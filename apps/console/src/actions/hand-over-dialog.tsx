import { SelectField, useSay } from '@silverbell/web-ui';
import { useOnlookers } from '@silverbell/web-live';
import { useState } from 'react';
import { onlookers } from '../house.js';
import type { FormProps } from './action-asked.js';
import { ActionForm } from './action-form.js';

/** The owner names who may take the incident over with her consent: one of those who have it on the screen. */
export function HandOverDialog(props: FormProps) {
  const say = useSay();
  const people = useOnlookers(onlookers);
  const [to, setTo] = useState('');
  return (
    <ActionForm
      {...props}
      title={say('act.hand-over')}
      path="hand-over"
      body={{ to }}
      missing={to === '' ? say('form.handOverTo') : undefined}
    >
      <p>{say('form.handOverHint')}</p>
      {people.length === 0 ? (
        <p className="empty">{say('form.handOverNobody')}</p>
      ) : (
        <SelectField
          data-first
          label={say('form.handOverTo')}
          value={to}
          placeholder={say('common.choose')}
          choices={people.map(({ id, name }) => ({ value: id, label: name }))}
          onValue={setTo}
        />
      )}
    </ActionForm>
  );
}
