import type { Incident } from '@silverbell/wire';
import { ALERT_KIND_LABELS } from '@silverbell/vocabulary';
import { timeOfDay, useSay, wordOf } from '@silverbell/web-ui';
import { Link } from 'react-router';

/** Who called without being registered: number by number, and where each went that somebody registered. */
export function UnregisteredDevices({ incident, timeZone }: { incident: Incident; timeZone: string | undefined }) {
  const say = useSay();
  const { unregistered, unregisteredDevices } = incident;
  if (unregistered === null) return null;
  const { turnedAway, lastTurnedAway } = unregistered;
  return (
    <section className="block" aria-label={say('unregistered.label')}>
      <h2>{say('unregistered.title', { n: unregistered.heard })}</h2>
      <p>{say('unregistered.about')}</p>
      {turnedAway === 0 ? null : (
        <p className="banner banner-warn">
          {say('unregistered.turnedAway', { n: turnedAway, id: lastTurnedAway ?? '—' })}
        </p>
      )}
      <ul className="lines">
        {unregisteredDevices.map((one) => (
          <li key={one.deviceId} className={one.claimed === null ? '' : 'line-over'}>
            <strong>{one.deviceId}</strong>
            <span>{one.kinds.map((kind) => wordOf(ALERT_KIND_LABELS, kind)).join('、')}</span>
            <span>
              {say('unregistered.line', {
                first: timeOfDay(one.firstAt, timeZone),
                last: timeOfDay(one.lastAt, timeZone),
                n: one.signals,
              })}
            </span>
            {one.claimed === null ? null : (
              <span>
                {say('unregistered.claimed', {
                  id: one.claimed.registeredAs,
                  home: one.claimed.home?.label ?? say('unregistered.noHome'),
                })}{' '}
                {one.claimed.incidentId === null ? null : (
                  <Link to={`/incidents/${one.claimed.incidentId}`}>{say('unregistered.open')}</Link>
                )}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
