import { TextArea, useSay } from '@silverbell/web-ui';
import { useState } from 'react';
import type { FormProps } from './action-asked.js';
import { ActionForm } from './action-form.js';

export function NoteDialog(props: FormProps) {
  const say = useSay();
  const [text, setText] = useState('');
  return (
    <ActionForm
      {...props}
      title={say('act.note')}
      path="notes"
      body={{ text: text.trim() }}
      missing={text.trim() === '' ? say('form.text') : undefined}
    >
      <TextArea data-first label={say('form.text')} value={text} rows={4} maxLength={2000} onValue={setText} />
    </ActionForm>
  );
}
