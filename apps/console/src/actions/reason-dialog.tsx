import { SelectField, useSay } from '@silverbell/web-ui';
import { useState } from 'react';
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
  const say = useSay();
  const [reason, setReason] = useState('');
  return (
    <ActionForm
      {...props}
      title={say(`act.${path}`)}
      path={path}
      body={{ reason }}
      missing={reason === '' ? say('form.reason') : undefined}
    >
      <SelectField
        data-first
        label={say('form.reason')}
        value={reason}
        placeholder={say('common.choose')}
        choices={choicesOf(codes)}
        onValue={setReason}
      />
    </ActionForm>
  );
}
