import { useDraft } from '@silverbell/web-session';
import { TextArea, useSay } from '@silverbell/web-ui';
import { drafts } from '../house.js';
import type { FormProps } from './action-asked.js';
import { ActionForm } from './action-form.js';

export function NoteDialog(props: FormProps) {
  const say = useSay();
  const [{ text }, write, forget] = useDraft(drafts, `note:${props.incident.id}`, { text: '' });
  return (
    <ActionForm
      {...props}
      title={say('act.note')}
      path="notes"
      body={{ text: text.trim() }}
      missing={text.trim() === '' ? say('form.text') : undefined}
      onOver={forget}
    >
      <TextArea
        data-first
        label={say('form.text')}
        value={text}
        rows={4}
        maxLength={2000}
        onValue={(value) => write({ text: value })}
      />
    </ActionForm>
  );
}
