import { useSecond } from '@silverbell/web-live';
import { Button, language } from '@silverbell/web-ui';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { clock, sound } from '../../shared/app-client.js';
import { headlineOf, LatenessAlarm } from './lateness-alarm.js';
import { gravelyLate, usePlatformHealth } from '../../shared/use-platform-health.js';
import pieces from '../../shared/pieces.module.css';

interface LatenessBannerProps {
  /** Somebody here is on duty, and has not muted this desk. */
  readonly audible: boolean;
}

/** On every page while the platform itself is late: nobody may wait for it believing that it works. */
export function LatenessBanner({ audible }: LatenessBannerProps) {
  const { data } = usePlatformHealth();
  return data?.rings === true ? (
    <Ringing
      late={gravelyLate(data)}
      facts={data.items.filter(({ verdict, critical }) => verdict === 'late' && critical).map(({ words }) => words)}
      audible={audible}
    />
  ) : null;
}

interface RingingProps extends LatenessBannerProps {
  readonly late: readonly string[];
  readonly facts: readonly { readonly 'zh-CN': string; readonly en: string }[];
}

function Ringing({ late, facts, audible }: RingingProps) {
  const { t } = useTranslation('console');
  const now = useSecond(clock);
  const alarm = useRef(new LatenessAlarm());
  const [attended, setAttended] = useState(false);
  useEffect(() => {
    if (alarm.current.next(late, now) && audible) sound.play('urgent', 0.55);
    setAttended(alarm.current.isAttended(late));
  }, [late, now, audible]);
  return (
    <div className={`${pieces.banner} ${pieces.bannerBad}`} role="alert">
      <strong>{t(headlineOf(late))}</strong>
      {facts.map((words) => (
        <span key={words.en}>{words[language()]}</span>
      ))}
      <Link to="/platform-health">{t('health.open')}</Link>
      {attended ? (
        <span>{t('health.attended')}</span>
      ) : (
        <Button
          onClick={() => {
            alarm.current.attend(late);
            sound.hush();
            setAttended(true);
          }}
        >
          {t('health.attend')}
        </Button>
      )}
    </div>
  );
}
