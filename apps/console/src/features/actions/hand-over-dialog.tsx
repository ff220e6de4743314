import { SelectField } from '@silverbell/web-ui';
import { useViewers } from '@silverbell/web-live';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { viewers } from '../../shared/app-client.js';
import type { FormProps } from '../../shared/action-asked.js';
import { ActionForm } from './action-form.js';
import pieces from '../../shared/pieces.module.css';

/** The owner names who may take the incident over with her consent: one of those who have it on the screen. */
export function HandOverDialog(props: FormProps) {
  const { t } = useTranslation('console');
  const people = useViewers(viewers);
  const [to, setTo] = useState('');
  return (
    <ActionForm
      {...props}
      title={t('act.hand-over')}
      route="handOver"
      body={{ to }}
      missing={to === '' ? t('form.handOverTo') : undefined}
    >
      <p>{t('form.handOverHint')}</p>
      {people.length === 0 ? (
        <p className={pieces.empty}>{t('form.handOverNobody')}</p>
      ) : (
        <SelectField
          data-first
          label={t('form.handOverTo')}
          value={to}
          placeholder={t('common.choose')}
          choices={people.map(({ id, name }) => ({ value: id, label: name }))}
          onValueChange={setTo}
        />
      )}
    </ActionForm>
  );
}
