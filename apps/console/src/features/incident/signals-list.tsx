import type { Incident, RawSignal } from '@silverbell/wire';
import { ALERT_KIND_LABELS, DOUBT_LABELS, SIGNAL_PHASE_LABELS } from '@silverbell/vocabulary';
import { useRouteMutation } from '@silverbell/web-api-client';
import { Button, ProblemMessage, timeOfDay, labelOf } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import { deviceTimeMessage, fixMessage, hasOwnWord, valueLabel } from './signal-messages.js';
import pieces from '../../shared/pieces.module.css';
import styles from './lists.module.css';

type Signal = Incident['signals'][number];

interface SignalsListProps {
  readonly incident: Incident;
  readonly timeZone: string | undefined;
  readonly readsRaw: boolean;
}

/** What each device said: where it stands, its word, its values, its clock, and its message as it came. */
export function SignalsList({ incident, timeZone, readsRaw }: SignalsListProps) {
  const { t } = useTranslation('console');
  return (
    <section className={pieces.block} aria-label={t('signals.title')}>
      <h2>{t('signals.title')}</h2>
      <ul className={styles.signals}>
        {incident.signals.map((one) => (
          <li key={one.seq}>
            <SignalRow signal={one} timeZone={timeZone} />
            {one.raw && readsRaw ? <Raw incidentId={incident.id} signal={one} timeZone={timeZone} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function SignalRow({ signal, timeZone }: { signal: Signal; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const time = deviceTimeMessage(signal, t);
  const fix = fixMessage(signal, t);
  return (
    <div className={styles.signal}>
      <time dateTime={signal.at}>{timeOfDay(signal.at, timeZone)}</time>
      <strong>{labelOf(ALERT_KIND_LABELS, signal.kind)}</strong>
      {signal.phase === 'raise' ? null : (
        <span className={pieces.tag}>{labelOf(SIGNAL_PHASE_LABELS, signal.phase)}</span>
      )}
      {signal.room === null ? null : <strong>{signal.room}</strong>}
      {hasOwnWord(signal) ? <span>{t('signals.word', { word: signal.word ?? '' })}</span> : null}
      {signal.values.map((value) => (
        <span key={value.name} className={`${pieces.tag} ${pieces.tagStrong}`}>
          {valueLabel(value, t)}
        </span>
      ))}
      {time === null ? null : <span className={`${pieces.tag} ${pieces.tagWarn}`}>{time}</span>}
      <span className={pieces.quiet}>{[signal.deviceId, signal.child].filter(Boolean).join(' / ')}</span>
      {fix === null ? null : <span className={pieces.quiet}>{fix}</span>}
      {signal.repeats > 0 ? <span>{t('signals.repeats', { n: signal.repeats })}</span> : null}
      {signal.test ? <span className={pieces.tag}>{t('signals.test')}</span> : null}
      {signal.batteryPct === null ? null : <span>{t('signals.battery', { n: signal.batteryPct })}</span>}
      {signal.doubts.length === 0 ? null : (
        <span className={pieces.tag}>
          {t('signals.doubts', {
            what: signal.doubts.map((code) => labelOf(DOUBT_LABELS, code)).join(t('signals.and')),
          })}
        </span>
      )}
    </div>
  );
}

interface RawProps {
  readonly incidentId: string;
  readonly signal: Signal;
  readonly timeZone: string | undefined;
}

/** Asked for by a person each time, because each reading is written down. */
function Raw({ incidentId, signal, timeZone }: RawProps) {
  const { t } = useTranslation('console');
  const [shown, setShown] = useState<RawSignal | null>(null);
  const { isPending, error, mutate } = useRouteMutation(api, 'rawSignal', { onSuccess: setShown });
  const at = timeOfDay(signal.at, timeZone);
  const read = (): void => mutate({ params: { id: incidentId, seq: String(signal.seq) } });
  return (
    <>
      <Button
        tone="quiet"
        busy={isPending}
        aria-expanded={shown !== null}
        aria-label={`${t(shown === null ? 'signals.raw' : 'signals.rawHide')} ${at}`}
        onClick={shown === null ? read : () => setShown(null)}
      >
        {t(shown === null ? 'signals.raw' : 'signals.rawHide')}
      </Button>
      <ProblemMessage problem={error} />
      {shown === null ? null : (
        <figure className={styles.raw} aria-label={t('signals.rawOf', { at })}>
          <figcaption className={pieces.quiet}>{t('signals.rawLabel', { n: shown.bytes })}</figcaption>
          {shown.text === null ? (
            <p>{t('signals.rawGone')}</p>
          ) : shown.text === '' ? (
            <p>{t('signals.rawEmpty')}</p>
          ) : (
            <pre tabIndex={0}>{shown.text}</pre>
          )}
        </figure>
      )}
    </>
  );
}
