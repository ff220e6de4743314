import type { Device, DevicePress } from '@silverbell/wire';
import { ALERT_KIND_LABELS, PRACTICE_MARKS, RECEIPT_STAGE_LABELS, RECEIPT_STATE_LABELS } from '@silverbell/vocabulary';
import { Button, dayAndTime, timeOfDay, labelOf } from '@silverbell/web-ui';
import type { TFunction } from 'i18next';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { stepsOf, wasConfirmed, type Step } from './replay-steps.js';
import pieces from '../../shared/pieces.module.css';
import styles from './devices.module.css';

const stepEveryMs = 900;

/** Every press with what it became and what went back; a replay walks through one of them step by step. */
export function Replay({ device, timeZone }: { device: Device; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const [playing, setPlaying] = useState<{ readonly alertId: string; readonly step: number } | null>(null);
  const length = playing === null ? 0 : (lengthOf(device.presses, playing.alertId) ?? 0);
  useEffect(() => {
    if (playing === null || playing.step >= length - 1) return;
    const timer = setTimeout(() => setPlaying({ ...playing, step: playing.step + 1 }), stepEveryMs);
    return () => clearTimeout(timer);
  }, [playing, length]);
  const confirmed = device.presses.filter(wasConfirmed).length;
  return (
    <section className={pieces.block} aria-label={t('devices.presses')}>
      <h3>{t('devices.presses')}</h3>
      {device.presses.length === 0 ? (
        <p className={pieces.empty}>{t('devices.pressNone')}</p>
      ) : (
        <p className={pieces.quiet}>{t('devices.pressCount', { n: device.presses.length, confirmed })}</p>
      )}
      <ol className={styles.presses}>
        {device.presses.map((press) => {
          const mine = playing?.alertId === press.alertId ? playing : null;
          const steps = stepsOf(press);
          const shown = mine === null ? steps : steps.slice(0, mine.step + 1);
          return (
            <li key={`${press.alertId} ${press.at}`} aria-label={dayAndTime(press.at, timeZone)}>
              <div className={styles.pressHead}>
                <strong>
                  {press.practice === null ? '' : labelOf(PRACTICE_MARKS, press.practice)}
                  {t('devices.pressWord', {
                    at: dayAndTime(press.at, timeZone),
                    kind: labelOf(ALERT_KIND_LABELS, press.kind),
                  })}
                </strong>
                <Link to={`/incidents/${press.incidentId}`}>{t('incident.number', { n: press.incidentNumber })}</Link>
                <Button
                  tone="quiet"
                  aria-pressed={mine !== null}
                  onClick={() => setPlaying(mine === null ? { alertId: press.alertId, step: 0 } : null)}
                >
                  {t(mine === null ? 'devices.replay' : 'devices.replayStop')}
                </Button>
              </div>
              <ol className={pieces.timeline} aria-live={mine === null ? undefined : 'polite'}>
                {shown.map((step, at) => (
                  <li key={at}>
                    <time dateTime={step.at}>{timeOfDay(step.at, timeZone)}</time>
                    <span>{stepLabel(step, press, t)}</span>
                  </li>
                ))}
              </ol>
              {press.receipts.length === 0 ? <p className={pieces.quiet}>{t('devices.noReceipt')}</p> : null}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

const lengthOf = (presses: readonly DevicePress[], alertId: string): number | undefined => {
  const press = presses.find((one) => one.alertId === alertId);
  return press === undefined ? undefined : stepsOf(press).length;
};

function stepLabel(step: Step, press: DevicePress, t: TFunction<'console'>): string {
  switch (step.what) {
    case 'frame':
      return t('devices.frame');
    case 'signal':
      return t('devices.signal', { kind: labelOf(ALERT_KIND_LABELS, press.kind), n: press.incidentNumber });
    case 'receipt':
      return t('devices.receipt', {
        stage: labelOf(RECEIPT_STAGE_LABELS, step.stage),
        state: labelOf(RECEIPT_STATE_LABELS, step.state),
      });
  }
}
