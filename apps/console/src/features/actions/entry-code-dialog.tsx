import { useTranslation } from 'react-i18next';
import type { FormProps } from '../../shared/action-asked.js';
import { ActionForm } from './action-form.js';

/** The operator's word that this helper is at the door: her page shows the code of the lock from then on. */
export function EntryCodeDialog(props: FormProps) {
  const { t } = useTranslation('console');
  const { asked, incident } = props;
  const going = incident.response.assignments.find((one) => one.id === asked.assignmentId);
  return (
    <ActionForm
      {...props}
      title={t('act.entry-code')}
      route="entryCode"
      body={{ assignmentId: asked.assignmentId ?? '' }}
      submit={t('form.submitEntryCode')}
      confirmOnly
    >
      <p>{t('form.confirmEntryCode', { helper: going?.helper.name ?? '' })}</p>
    </ActionForm>
  );
}
