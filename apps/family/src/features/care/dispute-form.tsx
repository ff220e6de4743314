import type { ServiceOrderOnWire } from '@silverbell/wire';
import { useRouteMutation } from '@silverbell/web-api-client';
import { Form, ProblemMessage } from '@silverbell/web-ui';
import { isTooLong, NoteField, PhoneButton } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import { refreshVisits, BY_CONTACT } from './by-contact.js';

export function DisputeForm({ order, onDone }: { order: ServiceOrderOnWire; onDone: () => void }) {
  const { t } = useTranslation('family');
  const [note, setNote] = useState('');
  const dispute = useRouteMutation(api, 'disputeOrder', {
    onSuccess: async () => {
      await refreshVisits();
      onDone();
    },
  });
  const send = (): void => {
    if (isTooLong(note)) return;
    const words = note.trim() === '' ? {} : { note: note.trim() };
    dispute.mutate({ params: { id: order.id }, body: { ...BY_CONTACT, ...words } });
  };
  return (
    <Form name={t('care.disputeTitle')} onSend={send}>
      <NoteField label={t('care.disputeNote')} value={note} onValueChange={setNote} />
      <ProblemMessage problem={dispute.error} />
      <PhoneButton type="submit" variant="main" icon="send" busy={dispute.isPending}>
        {t('care.disputeSend')}
      </PhoneButton>
      <PhoneButton variant="text" onClick={onDone}>
        {t('care.back')}
      </PhoneButton>
    </Form>
  );
}
