import { useRouteMutation } from '@silverbell/web-api-client';
import { ProblemMessage } from '@silverbell/web-ui';
import { isTooLong, NoteField, PhoneLink } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, refreshTasks } from '../../shared/app-client.js';
import { fixNow } from '../../shared/fix.js';
import { FormFrame } from '../../shared/form-frame.js';
import styles from './care.module.css';
import { DoorCode, DoorScan } from './door-code.js';
import { NotDelivered } from './not-delivered.js';
import type { VisitFormProps } from './visit.js';

/** She waits for the desk, not for her phone. */
const FIX_WITHIN_MS = 2_000;

/** The door stays shut (CR-37): knocked and called first, then reported at once; never queued, for she waits at the door. */
export function NoEntryForm({ order, desk, onDone }: VisitFormProps) {
  const { t } = useTranslation('helper');
  const [note, setNote] = useState('');
  const [tag, setTag] = useState('');
  const [scanning, setScanning] = useState(false);
  const [locating, setLocating] = useState(false);
  const report = useRouteMutation(api, 'noEntry', {
    onSuccess: async () => {
      await refreshTasks();
      onDone();
    },
  });
  const send = async (): Promise<void> => {
    if (isTooLong(note) || locating) return;
    const doorTag = tag.trim();
    setLocating(true);
    // The code shows where she stands: only without it the phone is asked, and not for long.
    const position = doorTag === '' ? await fixNow(FIX_WITHIN_MS) : null;
    setLocating(false);
    const proof = doorTag === '' ? (position === null ? {} : { position }) : { doorTag };
    report.mutate({
      params: { id: order.id },
      body: { ...proof, ...(note.trim() === '' ? {} : { note: note.trim() }) },
    });
  };
  if (scanning)
    return (
      <DoorScan
        onRead={(read) => {
          setTag(read);
          setScanning(false);
        }}
        onClose={() => setScanning(false)}
      />
    );
  const lost = report.error?.outcomeUnknown === true;
  return (
    <FormFrame
      title={t('care.noEntry.title')}
      icon="door"
      who={order.senior.name}
      send={locating ? t('task.locating') : report.isPending ? t('common.sending') : t('care.noEntry.send')}
      hint={t('care.noEntry.does')}
      onSend={() => void send()}
      onBack={onDone}
    >
      <p className={styles['large']}>{t('care.noEntry.first')}</p>
      {order.seniorPhone === null ? null : (
        <PhoneLink icon="phone" href={`tel:${order.seniorPhone}`}>
          {t('care.callSenior', { name: order.senior.name })}
        </PhoneLink>
      )}
      <DoorCode tag={tag} onTag={setTag} onScan={() => setScanning(true)} />
      <NoteField label={t('care.noEntry.note')} value={note} onValueChange={setNote} />
      {lost ? (
        <NotDelivered numbers={desk === null ? [] : [desk]} busy={report.isPending} onAgain={() => void send()} />
      ) : (
        <ProblemMessage problem={report.error} />
      )}
    </FormFrame>
  );
}
