import { useDraft } from '@silverbell/web-session';
import { TextArea, NOTE_LENGTH } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { drafts } from '../../shared/app-client.js';
import type { FormProps } from '../../shared/action-asked.js';
import { ActionForm } from './action-form.js';

export function NoteDialog(props: FormProps) {
  const { t } = useTranslation('console');
  const [{ text }, write, forget] = useDraft(drafts, `note:${props.incident.id}`, { text: '' });
  return (
    <ActionForm
      {...props}
      title={t('act.note')}
      route="notes"
      body={{ text: text.trim() }}
      missing={text.trim() === '' ? t('form.text') : undefined}
      onOver={forget}
    >
      <TextArea
        data-first
        label={t('form.text')}
        value={text}
        rows={4}
        longest={NOTE_LENGTH}
        onValueChange={(value) => write({ text: value })}
      />
    </ActionForm>
  );
}
