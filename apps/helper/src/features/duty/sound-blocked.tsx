import { Band, Column, PhoneButton } from '@silverbell/web-ui/phone';
import { useEffect, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { sound } from '../../shared/app-client.js';

/** On duty with a sound that the browser blocks: said until it is open. Any press may open it. */
export function SoundBlocked({ needed }: { needed: boolean }) {
  const { t } = useTranslation('helper');
  const state = useSyncExternalStore(sound.subscribe, sound.state);
  useEffect(() => {
    if (needed && state === 'locked') return sound.opensAtNextPress();
    return undefined;
  }, [needed, state]);
  if (!needed || state !== 'locked') return null;
  const open = (): void => void sound.unlock().then((heard) => heard && sound.play('single', 0.5));
  return (
    <>
      <Band tone="warn" icon="sound" role="alert" title={t('duty.soundOff')} />
      <Column>
        <PhoneButton onClick={open}>{t('duty.unlock')}</PhoneButton>
      </Column>
    </>
  );
}
