import type { MetaResponse } from '@silverbell/wire';
import { useRouteMutation } from '@silverbell/web-api-client';
import { useLiveCases, useSecond, type SessionUser } from '@silverbell/web-live';
import { Button, LanguageSwitch, ProblemMessage, timeOfDay, labelOf } from '@silverbell/web-ui';
import { ROLE_LABELS } from '@silverbell/vocabulary';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AlarmState } from './duty.js';
import { askForNotices } from './second-path.js';
import { ThemeChoice } from './theme-choice.js';
import { api, clock, live, session, sound } from '../shared/app-client.js';
import styles from './header.module.css';
import pieces from '../shared/pieces.module.css';

interface HeaderProps {
  readonly user: SessionUser;
  readonly acts: boolean;
  readonly onDuty: boolean;
  readonly dutyKnown: boolean;
  readonly meta: MetaResponse | undefined;
  readonly alarm: AlarmState;
  readonly onHelp: () => void;
  readonly onDutyChanged: () => Promise<unknown>;
  /** The links to the pages. */
  readonly children: ReactNode;
}

export function Header({ user, acts, onDuty, dutyKnown, meta, alarm, onHelp, onDutyChanged, children }: HeaderProps) {
  const { t } = useTranslation('console');
  // Pending until the page knows the new state: a second press must not end what the first began.
  const duty = useRouteMutation(api, 'duty', { onSuccess: onDutyChanged });
  const toggle = (): void => {
    // Inside the click: browsers unlock sound only there. The test tone tells the person that it works.
    if (!onDuty) {
      void sound.unlock().then((heard) => heard && sound.play('important', 0.4));
      askForNotices();
    }
    duty.mutate({ body: { onDuty: !onDuty } });
  };
  return (
    <>
      <header className={styles.header}>
        <h1 className={styles.brand}>{t('app.title')}</h1>
        {children}
        <div className={styles.state} role="group" aria-label={t('header.label')}>
          <ConnectionState />
          {acts ? (
            <span className={dutyKnown && !onDuty ? styles.start : ''}>
              <Button busy={duty.isPending} onClick={toggle} disabled={!dutyKnown}>
                {/* Until the state is known the button has neither label: one that changed under the finger would end a duty instead of starting it. */}
                {dutyKnown ? t(onDuty ? 'header.dutyOff' : 'header.dutyOn') : t('common.loading')}
              </Button>
            </span>
          ) : (
            <span className={styles.tag}>{t('header.readOnly')}</span>
          )}
          {acts ? <SoundState alarm={alarm} onDuty={onDuty} /> : null}
          <Clock timeZone={meta?.timeZone} />
          <span className={styles.who}>
            {user.name}
            <small>{labelOf(ROLE_LABELS, user.role)}</small>
          </span>
          <ThemeChoice accountId={user.id} />
          <LanguageSwitch />
          <Button onClick={onHelp} aria-label={t('header.help')}>
            ?
          </Button>
          <Button onClick={() => session.end('left')}>{t('common.logout')}</Button>
        </div>
      </header>
      <ProblemMessage problem={duty.error} />
      <Banners alarm={alarm} onDuty={onDuty} dutyKnown={dutyKnown} acts={acts} timeZone={meta?.timeZone} />
    </>
  );
}

function Clock({ timeZone }: { timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const now = useSecond(clock);
  return (
    <time className={styles.clock} role="timer" aria-label={t('header.clock')}>
      {timeOfDay(now, timeZone)}
    </time>
  );
}

function ConnectionState() {
  const { t } = useTranslation('console');
  const now = useSecond(clock);
  const { connection, listReadAt } = useLiveCases(live);
  // `now` only causes a new render; the age is measured by the monotonic clock, which setting the PC's clock does not move.
  const age = listReadAt === null ? null : Math.max(0, Math.floor((clock.elapsed() - listReadAt) / 1_000));
  return (
    <span className={`${styles.connection} ${styles[connection] ?? ''}`} data-second={now}>
      <span className={styles.dot} aria-hidden="true" />
      <span role="status">{t(`header.${connection}`)}</span>
      {age === null ? null : <span className={styles.age}>{t('header.age', { n: age })}</span>}
    </span>
  );
}

function SoundState({ alarm, onDuty }: { alarm: AlarmState; onDuty: boolean }) {
  const { t } = useTranslation('console');
  const word =
    alarm.sound === 'ready'
      ? 'header.soundReady'
      : alarm.sound === 'missing'
        ? 'header.soundMissing'
        : 'header.soundLocked';
  return (
    <span className={styles.sound}>
      <span>{alarm.mutedForS > 0 ? t('header.muted', { n: alarm.mutedForS }) : t(word)}</span>
      {onDuty ? (
        <Button tone="quiet" keys="F1" onClick={alarm.mute}>
          {t('header.mute')}
        </Button>
      ) : null}
    </span>
  );
}

function Banners({
  alarm,
  onDuty,
  dutyKnown,
  acts,
  timeZone,
}: {
  alarm: AlarmState;
  onDuty: boolean;
  dutyKnown: boolean;
  acts: boolean;
  timeZone: string | undefined;
}) {
  const { t } = useTranslation('console');
  const { connection, listFailed, listReadAt } = useLiveCases(live);
  return (
    <>
      {connection === 'down' ? (
        <div className={`${pieces.banner} ${pieces.bannerBad}`} role="alert">
          <strong>{t('down.banner')}</strong>
          {acts && onDuty ? <strong>{t('header.dutyUnconnected')}</strong> : null}
          <span>{listFailed ? t('down.failing') : t('down.polling')}</span>
          <span>
            {listReadAt === null
              ? t('down.never')
              : t('down.lastRead', { at: timeOfDay(clock.at(listReadAt), timeZone) })}
          </span>
        </div>
      ) : null}
      {acts && onDuty && alarm.sound !== 'ready' ? (
        <div className={`${pieces.banner} ${pieces.bannerBad}`} role="alert">
          <strong>{t('header.soundBanner')}</strong>
          <Button
            onClick={() => {
              void sound.unlock().then((heard) => heard && sound.play('important', 0.4));
            }}
          >
            {t('header.unlock')}
          </Button>
        </div>
      ) : null}
      {acts && dutyKnown && !onDuty ? (
        <div className={`${pieces.banner} ${pieces.bannerWarn}`} role="status">
          {t('header.dutyBanner')}
        </div>
      ) : null}
    </>
  );
}
