import { useRouteMutation } from '@silverbell/web-api-client';
import { ProblemMessage } from '@silverbell/web-ui';
import { isTooLong, NoteField } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, refreshTasks } from '../../shared/app-client.js';
import { FormFrame } from '../../shared/form-frame.js';
import type { VisitFormProps } from './visit.js';

/** As long as a reason may be. */
const REASON_LENGTH = 200;

/** She cannot go: not queued, for another worker has to be sent while there is time. */
export function DeclineForm({ order, onDone }: VisitFormProps) {
  const { t } = useTranslation('helper');
  const [reason, setReason] = useState('');
  const [missing, setMissing] = useState(false);
  const decline = useRouteMutation(api, 'declineOrder', {
    onSuccess: async () => {
      await refreshTasks();
      onDone();
    },
  });
  const send = (): void => {
    setMissing(reason.trim() === '');
    if (reason.trim() === '' || isTooLong(reason, REASON_LENGTH)) return;
    decline.mutate({ params: { id: order.id }, body: { reason: reason.trim() } });
  };
  return (
    <FormFrame
      title={t('care.decline.title')}
      icon="alert"
      who={order.senior.name}
      send={decline.isPending ? t('common.sending') : t('care.decline.send')}
      hint={t('care.decline.does')}
      onSend={send}
      onBack={onDone}
    >
      <NoteField label={t('care.decline.why')} value={reason} max={REASON_LENGTH} onValueChange={setReason} />
      {missing ? (
        <p role="alert" className="sb-problem">
          {t('care.decline.missing')}
        </p>
      ) : null}
      <ProblemMessage problem={decline.error} />
    </FormFrame>
  );
}
