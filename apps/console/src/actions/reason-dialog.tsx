import { SelectField } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { FormProps } from './action-asked.js';
import { ActionForm } from './action-form.js';
import { choicesOf } from './choices.js';

export function ReasonDialog({
  path,
  codes,
  ...props
}: FormProps & {
  path: 'release' | 'take-over' | 'hold';
  codes: Readonly<Record<string, { 'zh-CN': string; en: string }>>;
}) {
  const { t } = useTranslation('console');
  const [reason, setReason] = useState('');
  return (
    <ActionForm
      {...props}
      title={t(`act.${path}`)}
      path={path}
      body={{ reason }}
      missing={reason === '' ? t('form.reason') : undefined}
    >
      <SelectField
        data-first
        label={t('form.reason')}
        value={reason}
        placeholder={t('common.choose')}
        choices={choicesOf(codes)}
        onValue={setReason}
      />
    </ActionForm>
  );
}
