import { useTranslation } from 'react-i18next';
import type { FormProps } from '../../shared/action-asked.js';
import { useCandidates } from '../../shared/candidates-query.js';
import { OfferWords } from './offer-words.js';
import { ActionForm } from './action-form.js';

export function WaveDialog(props: FormProps) {
  const { t } = useTranslation('console');
  const list = useCandidates(props.incident);
  const first = list.data?.items.find((one) => one.offer === null && one.words !== null);
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
      <OfferWords to={first === undefined ? [] : [first]} />
      {first === undefined ? null : <p className="sb-hint">{t('form.smsOthers')}</p>}
    </ActionForm>
  );
}
