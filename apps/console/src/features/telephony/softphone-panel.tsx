import { CALL_CONTROL_LABELS, CALL_STATE_LABELS, type CallControl } from '@silverbell/vocabulary';
import { Button, labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import type { SoftphoneState } from './softphone.js';
import styles from './call-bar.module.css';

/**
 * The telephone in this browser, in words. Who calls stands in the call bar alone, by the reports of the exchange; while those are missing
 * a phone that rings can be answered here all the same.
 */
export function SoftphonePanel({
  state: { line, leg },
  extension,
  isReported,
  onControl,
  onMicrophone,
}: {
  readonly state: SoftphoneState;
  readonly extension: string;
  /** The call bar shows a call. */
  readonly isReported: boolean;
  readonly onControl: (control: CallControl) => void;
  readonly onMicrophone: (on: boolean) => void;
}) {
  const { t } = useTranslation('console');
  const going =
    leg === null
      ? ''
      : leg.state === 'connecting'
        ? t('telephony.softphone.connecting')
        : labelOf(CALL_STATE_LABELS, leg.state);
  const speaks = leg?.state === 'talking' || leg?.state === 'held';
  return (
    <div className={styles.call} role="group" aria-label={t('telephony.softphone.label')}>
      <span role="status" className={line === 'registered' ? styles.quiet : styles.who}>
        {leg === null
          ? t(`telephony.softphone.${line}`, { extension })
          : t('telephony.softphone.leg', { state: going })}
      </span>
      {leg?.state === 'ringing' && !isReported ? (
        <Button id="answer-call" tone="primary" keys="Alt+A" onClick={() => onControl('answer')}>
          {labelOf(CALL_CONTROL_LABELS, 'answer')}
        </Button>
      ) : null}
      {leg !== null && !isReported ? (
        <Button id="hang-up-call" keys="Alt+X" onClick={() => onControl('hang-up')}>
          {labelOf(CALL_CONTROL_LABELS, 'hang-up')}
        </Button>
      ) : null}
      {leg !== null && speaks ? (
        <Button id="microphone" keys="Alt+Q" onClick={() => onMicrophone(leg.microphoneOff)}>
          {t(leg.microphoneOff ? 'telephony.softphone.microphoneOn' : 'telephony.softphone.microphoneOff')}
        </Button>
      ) : null}
    </div>
  );
}
