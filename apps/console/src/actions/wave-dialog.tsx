import { useSay } from '@silverbell/web-ui';
import type { FormProps } from './action-asked.js';
import { ActionForm } from './action-form.js';

export function WaveDialog(props: FormProps) {
  const say = useSay();
  return (
    <ActionForm
      {...props}
      title={say('act.wave')}
      path="offers"
      body={{ wave: true }}
      submit={say('form.submitWave')}
      confirmOnly
    >
      <p>{say('form.confirmWave')}</p>
    </ActionForm>
  );
}
