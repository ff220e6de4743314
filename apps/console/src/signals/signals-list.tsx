import type { Incident, RawSignal } from '@silverbell/wire';
import { ALERT_KIND_LABELS, DOUBT_LABELS, SIGNAL_PHASE_LABELS } from '@silverbell/vocabulary';
import { useCommand } from '@silverbell/web-live';
import { Button, ProblemLine, timeOfDay, useSay, wordOf } from '@silverbell/web-ui';
import { useState } from 'react';
import { api } from '../house.js';
import { deviceTimeWords, fixWords, saysMore, valueWords } from './signal-words.js';

type Signal = Incident['signals'][number];

interface SignalsListProps {
  readonly incident: Incident;
  readonly timeZone: string | undefined;
  readonly readsRaw: boolean;
}

/** What each device said: where it stands, its word, its values, its clock, and its message as it came. */
export function SignalsList({ incident, timeZone, readsRaw }: SignalsListProps) {
  const say = useSay();
  return (
    <section className="block" aria-label={say('signals.title')}>
      <h2>{say('signals.title')}</h2>
      <ul className="signals">
        {incident.signals.map((one) => (
          <li key={one.seq}>
            <SignalLine signal={one} timeZone={timeZone} />
            {one.raw && readsRaw ? <Raw incidentId={incident.id} signal={one} timeZone={timeZone} /> : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function SignalLine({ signal, timeZone }: { signal: Signal; timeZone: string | undefined }) {
  const say = useSay();
  const time = deviceTimeWords(signal, say);
  const fix = fixWords(signal, say);
  return (
    <div className="signal">
      <time dateTime={signal.at}>{timeOfDay(signal.at, timeZone)}</time>
      <strong>{wordOf(ALERT_KIND_LABELS, signal.kind)}</strong>
      {signal.phase === 'raise' ? null : <span className="tag">{wordOf(SIGNAL_PHASE_LABELS, signal.phase)}</span>}
      {signal.room === null ? null : <strong>{signal.room}</strong>}
      {saysMore(signal) ? <span>{say('signals.word', { word: signal.word ?? '' })}</span> : null}
      {signal.values.map((value) => (
        <span key={value.name} className="tag tag-strong">
          {valueWords(value, say)}
        </span>
      ))}
      {time === null ? null : <span className="tag tag-warn">{time}</span>}
      <span className="quiet">{[signal.deviceId, signal.child].filter(Boolean).join(' / ')}</span>
      {fix === null ? null : <span className="quiet">{fix}</span>}
      {signal.repeats > 0 ? <span>{say('signals.repeats', { n: signal.repeats })}</span> : null}
      {signal.test ? <span className="tag">{say('signals.test')}</span> : null}
      {signal.batteryPct === null ? null : <span>{say('signals.battery', { n: signal.batteryPct })}</span>}
      {signal.doubts.length === 0 ? null : (
        <span className="tag">
          {say('signals.doubts', {
            what: signal.doubts.map((code) => wordOf(DOUBT_LABELS, code)).join(say('signals.and')),
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
  const say = useSay();
  const [shown, setShown] = useState<RawSignal | null>(null);
  const { busy, problem, run } = useCommand(() => api.newKey());
  const at = timeOfDay(signal.at, timeZone);
  const read = (): void => {
    const path = `/incidents/${encodeURIComponent(incidentId)}/signals/${signal.seq}/raw`;
    void run(path, async () => setShown(await api.get<RawSignal>(path)));
  };
  return (
    <>
      <Button
        tone="quiet"
        busy={busy}
        aria-expanded={shown !== null}
        aria-label={`${say(shown === null ? 'signals.raw' : 'signals.rawHide')} ${at}`}
        onClick={shown === null ? read : () => setShown(null)}
      >
        {say(shown === null ? 'signals.raw' : 'signals.rawHide')}
      </Button>
      <ProblemLine problem={problem} />
      {shown === null ? null : (
        <figure className="raw" aria-label={say('signals.rawOf', { at })}>
          <figcaption className="quiet">{say('signals.rawLabel', { n: shown.bytes })}</figcaption>
          {shown.text === null ? (
            <p>{say('signals.rawGone')}</p>
          ) : shown.text === '' ? (
            <p>{say('signals.rawEmpty')}</p>
          ) : (
            <pre tabIndex={0}>{shown.text}</pre>
          )}
        </figure>
      )}
    </>
  );
}
