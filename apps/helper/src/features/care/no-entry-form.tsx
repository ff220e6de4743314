import { useRouteMutation } from '@silverbell/web-api-client';
import { ProblemMessage } from '@silverbell/web-ui';
import { isTooLong, NoteField, PhoneLink } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, refreshTasks } from '../../shared/app-client.js';
import { FormFrame } from '../../shared/form-frame.js';
import styles from './care.module.css';
import { NotDelivered } from './not-delivered.js';
import type { VisitFormProps } from './visit.js';

/** The door stays shut (CR-37): knocked and called first, then reported at once; never queued, for she waits at the door. */
export function NoEntryForm({ order, desk, onDone }: VisitFormProps) {
  const { t } = useTranslation('helper');
  const [note, setNote] = useState('');
  const report = useRouteMutation(api, 'noEntry', {
    onSuccess: async () => {
      await refreshTasks();
      onDone();
    },
  });
  const send = (): void => {
    if (isTooLong(note)) return;
    report.mutate({ params: { id: order.id }, body: note.trim() === '' ? {} : { note: note.trim() } });
  };
  const lost = report.error?.outcomeUnknown === true;
  return (
    <FormFrame
      title={t('care.noEntry.title')}
      icon="door"
      who={order.senior.name}
      send={report.isPending ? t('common.sending') : t('care.noEntry.send')}
      hint={t('care.noEntry.does')}
      onSend={send}
      onBack={onDone}
    >
      <p className={styles['large']}>{t('care.noEntry.first')}</p>
      {order.seniorPhone === null ? null : (
        <PhoneLink icon="phone" href={`tel:${order.seniorPhone}`}>
          {t('care.callSenior', { name: order.senior.name })}
        </PhoneLink>
      )}
      <NoteField label={t('care.noEntry.note')} value={note} onValueChange={setNote} />
      {lost ? (
        <NotDelivered numbers={desk === null ? [] : [desk]} busy={report.isPending} onAgain={send} />
      ) : (
        <ProblemMessage problem={report.error} />
      )}
    </FormFrame>
  );
}
