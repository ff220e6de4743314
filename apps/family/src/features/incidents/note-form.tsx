import { useRouteMutation } from '@silverbell/web-api-client';
import { useDraft } from '@silverbell/web-session';
import { Form, ProblemMessage } from '@silverbell/web-ui';
import { Card, isTooLong, NoteField, PhoneButton } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, drafts } from '../../shared/app-client.js';

/** As many characters as the server takes of a note of a relative. */
const LONGEST = 500;

export function NoteForm({ incidentId }: { incidentId: string }) {
  const { t } = useTranslation('family');
  const [{ text }, write, forget] = useDraft(drafts, `note:${incidentId}`, { text: '' });
  const [state, setState] = useState<'none' | 'missing' | 'sent'>('none');
  const { isPending, error, mutate } = useRouteMutation(api, 'familyNote', {
    onSuccess: () => {
      write({ text: '' });
      forget();
      setState('sent');
    },
  });
  const send = (): void => {
    const body = { text: text.trim() };
    setState(body.text === '' ? 'missing' : 'none');
    if (body.text !== '' && !isTooLong(body.text, LONGEST)) mutate({ params: { id: incidentId }, body });
  };
  return (
    <Card>
      <Form name={t('incident.note')} onSend={send}>
        <NoteField
          label={t('incident.note')}
          hint={t('incident.noteHint')}
          value={text}
          max={LONGEST}
          onValueChange={(value) => write({ text: value })}
        />
        {state === 'missing' ? (
          <p role="alert" className="sb-problem">
            {t('incident.missing')}
          </p>
        ) : null}
        {state === 'sent' ? <p role="status">{t('incident.sent')}</p> : null}
        <ProblemMessage problem={error} />
        <PhoneButton type="submit" icon="edit" busy={isPending}>
          {t('incident.send')}
        </PhoneButton>
      </Form>
    </Card>
  );
}
