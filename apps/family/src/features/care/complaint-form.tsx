import type { ServiceOrderOnWire } from '@silverbell/wire';
import { COMPLAINT_LABELS, type Complaint } from '@silverbell/vocabulary';
import { useRouteMutation } from '@silverbell/web-api-client';
import { choicesOf, Form, ProblemMessage } from '@silverbell/web-ui';
import { ChoiceList, isTooLong, NoteField, PhoneButton } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';

/** A complaint about the worker of a visit (CR-52); the office answers it within the term that the answer names. */
export function ComplaintForm({ order, onDone }: { order: ServiceOrderOnWire; onDone: () => void }) {
  const { t } = useTranslation('family');
  const [kind, setKind] = useState<Complaint | ''>('');
  const [text, setText] = useState('');
  const [missing, setMissing] = useState(false);
  const [answerDue, setAnswerDue] = useState<string | null>(null);
  const complain = useRouteMutation(api, 'createComplaint', { onSuccess: (made) => setAnswerDue(made.answerDue) });
  const send = (): void => {
    const words = text.trim();
    setMissing(kind === '' || words === '');
    if (kind === '' || words === '' || isTooLong(text)) return;
    complain.mutate({ body: { orderId: order.id, by: 'contact', kind, text: words } });
  };
  if (answerDue !== null)
    return (
      <>
        <p role="status">{t('care.complained', { day: answerDue })}</p>
        <PhoneButton variant="text" onClick={onDone}>
          {t('care.back')}
        </PhoneButton>
      </>
    );
  return (
    <Form name={t('care.complainTitle')} onSend={send}>
      <ChoiceList
        name={t('care.complainKind')}
        choices={choicesOf(COMPLAINT_LABELS, ['device', 'operator'])}
        value={kind}
        onChoose={setKind}
      />
      <NoteField label={t('care.complainText')} value={text} onValueChange={setText} />
      {missing ? (
        <p role="alert" className="sb-problem">
          {t('care.complainMissing')}
        </p>
      ) : null}
      <ProblemMessage problem={complain.error} />
      <PhoneButton type="submit" variant="main" icon="send" busy={complain.isPending}>
        {t('care.complainSend')}
      </PhoneButton>
      <PhoneButton variant="text" onClick={onDone}>
        {t('care.back')}
      </PhoneButton>
    </Form>
  );
}
