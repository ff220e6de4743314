import { Form, SelectField, TextField } from '@silverbell/web-ui';
import { Card, PhoneButton } from '@silverbell/web-ui/phone';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Device } from '../../shared/pendant-connection.js';

const DEMO_DEVICES = Array.from({ length: 8 }, (_, n) => `demo-pendant-${String(n + 1)}`);

export function Connect({
  demo,
  ready,
  onConnect,
}: {
  demo: boolean;
  ready: boolean;
  onConnect: (device: Device) => void;
}) {
  const { t } = useTranslation('pendant');
  const [deviceId, setDeviceId] = useState('');
  const [secret, setSecret] = useState('');
  useEffect(() => {
    if (!demo) return;
    setDeviceId((before) => (before === '' ? 'demo-pendant-1' : before));
    setSecret((before) => (before === '' ? 'silverbell-demo' : before));
  }, [demo]);
  return (
    <Card label={t('connect.title')}>
      <p>{t(demo ? 'app.intro' : 'app.introReal')}</p>
      <Form
        name={t('connect.title')}
        onSend={() => {
          if (ready && deviceId.trim() !== '') onConnect({ deviceId: deviceId.trim(), secret });
        }}
      >
        {demo ? (
          <SelectField
            label={t('connect.device')}
            value={deviceId}
            choices={DEMO_DEVICES.map((value) => ({ value, label: value }))}
            onValueChange={setDeviceId}
          />
        ) : (
          <TextField label={t('connect.device')} value={deviceId} onValueChange={setDeviceId} />
        )}
        <TextField label={t('connect.secret')} type="password" value={secret} onValueChange={setSecret} />
        {ready ? null : <p role="status">{t('connect.noPort')}</p>}
        <PhoneButton type="submit" variant="main" disabled={!ready}>
          {t('connect.submit')}
        </PhoneButton>
      </Form>
    </Card>
  );
}
