import { SelectField, choicesOf } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HoldReason, Labels, ReleaseReason, TakeOverReason } from '@silverbell/vocabulary';
import type { BodyOf } from '@silverbell/wire';
import type { FormProps } from '../../shared/action-asked.js';
import { ActionForm } from './action-form.js';

type ReasonRoute = 'release' | 'takeOver' | 'hold';

const ACTION = { release: 'release', takeOver: 'take-over', hold: 'hold' } as const;

export function ReasonDialog<Reason extends ReleaseReason | TakeOverReason | HoldReason>({
  route,
  codes,
  capMinutes,
  ...props
}: FormProps & {
  readonly route: ReasonRoute;
  readonly codes: Labels<Reason>;
  /** After how many minutes it ends by itself: said before it is chosen. */
  readonly capMinutes?: Readonly<Record<Reason, number>>;
}) {
  const { t } = useTranslation('console');
  const [reason, setReason] = useState<Reason | ''>('');
  const choices = choicesOf(codes).map(({ value, label }) => ({
    value,
    label: capMinutes === undefined ? label : t('form.atMost', { label, n: capMinutes[value] }),
  }));
  return (
    <ActionForm
      {...props}
      title={t(`act.${ACTION[route]}`)}
      route={route}
      body={reason === '' ? null : ({ reason } as BodyOf<ReasonRoute>)}
      missing={reason === '' ? t('form.reason') : undefined}
    >
      <SelectField
        data-first
        label={t('form.reason')}
        value={reason}
        placeholder={t('common.choose')}
        choices={choices}
        onValueChange={setReason}
      />
    </ActionForm>
  );
}
