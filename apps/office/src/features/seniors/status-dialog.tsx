import type { SeniorOnFile } from '@silverbell/wire';
import { SENIOR_STATUS_LABELS, type SeniorStatus } from '@silverbell/vocabulary';
import { choicesOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { refreshFile } from './refresh-file.js';

export function StatusDialog({ senior, onClose }: { readonly senior: SeniorOnFile; readonly onClose: () => void }) {
  const { t } = useTranslation('office');
  return (
    <ActDialog
      title={t('seniors.setStatus')}
      note={t('seniors.statusWhy')}
      fields={[
        {
          ...{ key: 'status', label: t('seniors.status'), kind: 'choice', required: true },
          choices: choicesOf(SENIOR_STATUS_LABELS, [senior.status]),
        },
        { key: 'on', label: t('seniors.on'), kind: 'date', required: true },
        { key: 'reason', label: t('seniors.reason'), kind: 'text', required: true },
      ]}
      initial={{ status: '', on: '', reason: '' }}
      route="seniorStatus"
      inputOf={({ status, on, reason }) => ({
        params: { id: senior.id },
        body: { status: status as SeniorStatus, on: String(on), reason: String(reason) },
      })}
      onDone={() => {
        refreshFile();
        onClose();
      }}
      onClose={onClose}
    />
  );
}
