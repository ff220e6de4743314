import { useTranslation } from 'react-i18next';
import type { FormProps } from '../../shared/action-asked.js';
import { ActionForm } from './action-form.js';

export function WaveDialog(props: FormProps) {
  const { t } = useTranslation('console');
  return (
    <ActionForm
      {...props}
      title={t('act.wave')}
      route="offers"
      body={{ wave: true }}
      submit={t('form.submitWave')}
      confirmOnly
    >
      <p>{t('form.confirmWave')}</p>
    </ActionForm>
  );
}
