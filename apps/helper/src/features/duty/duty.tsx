import { routeKey, useRouteMutation } from '@silverbell/web-api-client';
import { ProblemMessage } from '@silverbell/web-ui';
import { AtTheFoot, Band, Card, Column, Fact, Facts, PhoneButton, vibrate } from '@silverbell/web-ui/phone';
import { useState, useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queries, sound } from '../../shared/app-client.js';

interface DutyProps {
  readonly onDuty: boolean;
  /** The page has read whether she is. */
  readonly known: boolean;
  readonly nightCalls: boolean | null;
  readonly phone: string | null;
  /** What is said above the list: no offers, or why the last one is over. */
  readonly children?: ReactNode;
}

/** Before anything happens: on duty or not, and whether she can be reached. */
export function Duty({ onDuty, known, nightCalls, phone, children }: DutyProps) {
  const { t } = useTranslation('helper');
  // Pending until the page knows the new state: a second press must not end what the first began.
  const duty = useRouteMutation(api, 'duty', {
    onSuccess: () => queries.invalidateQueries({ queryKey: routeKey('me') }),
  });
  const toggle = (): void => {
    if (!onDuty) void sound.unlock().then((heard) => heard && sound.play('single', 0.5));
    duty.mutate({ body: { onDuty: !onDuty } });
  };
  return (
    <section aria-label={t('duty.title')} className="phone-screen">
      <Band
        tone={onDuty ? 'go' : 'plain'}
        icon={onDuty ? 'bell' : 'moon'}
        role="status"
        title={known ? t(onDuty ? 'duty.on' : 'duty.off') : t('common.loading')}
        line={known ? t(onDuty ? 'duty.onMeans' : 'duty.offMeans') : undefined}
      />
      <Column>
        {children}
        <Card>
          <Facts label={t('duty.reach')}>
            <SoundFact />
            {phone === null ? null : (
              <Fact icon="phone" more={t('duty.phoneMeans')}>
                {t('duty.phone', { n: phone })}
              </Fact>
            )}
            <Fact icon="pin" more={t('duty.positionMeans')}>
              {t('duty.position')}
            </Fact>
            {nightCalls === null ? null : (
              <Fact icon="moon" more={t(nightCalls ? 'duty.nightYesMeans' : 'duty.nightNoMeans')}>
                {t(nightCalls ? 'duty.nightYes' : 'duty.nightNo')}
              </Fact>
            )}
          </Facts>
        </Card>
        <AtTheFoot>
          <ProblemMessage problem={duty.error} />
          <PhoneButton
            variant={onDuty ? 'plain' : 'main'}
            icon={onDuty ? 'moon' : 'bell'}
            busy={duty.isPending}
            disabled={!known}
            onClick={toggle}
          >
            {known ? t(onDuty ? 'duty.end' : 'duty.start') : t('common.loading')}
          </PhoneButton>
          <TryRinging />
        </AtTheFoot>
      </Column>
    </section>
  );
}

function SoundFact() {
  const { t } = useTranslation('helper');
  const state = useSyncExternalStore(sound.subscribe, sound.state);
  return (
    <Fact icon="sound" more={t(`duty.soundMeans.${state}`)}>
      {t(`duty.sound.${state}`)}
    </Fact>
  );
}

function TryRinging() {
  const { t } = useTranslation('helper');
  const [tried, setTried] = useState<'heard' | 'silent' | null>(null);
  const ring = async (): Promise<void> => {
    vibrate([500, 200, 500]);
    const open = await sound.unlock();
    setTried(open && sound.play('urgent', 0.9) ? 'heard' : 'silent');
  };
  return (
    <>
      <PhoneButton variant="text" icon="play" onClick={() => void ring()}>
        {t('duty.try')}
      </PhoneButton>
      {tried === null ? null : <p role="status">{t(`duty.tried.${tried}`)}</p>}
    </>
  );
}
