import type { Incident } from '@silverbell/wire';
import { ALERT_KIND_LABELS, PRACTICE_MARKS } from '@silverbell/vocabulary';
import { useSay, wordOf } from '@silverbell/web-ui';
import { LastFixLine } from './last-fix-line.js';
import { isLost } from './is-lost.js';

const fireAndGas = ['smoke', 'heat', 'gas', 'carbon-monoxide'] as const;

/**
 * What the class of a case forbids or asks, in words and above everything else: nobody enters (C), nobody is told (D),
 * she moves on (E), knock first (F). Several may hold at once, because joins keep the warnings (safety.md 2.1).
 */
export function ClassBanners({ incident, timeZone }: { incident: Incident; timeZone: string | undefined }) {
  const say = useSay();
  if (incident.closedAt !== null) return null;
  const burning = incident.kinds.filter((kind) => (fireAndGas as readonly string[]).includes(kind));
  const banners = [
    incident.practice === null
      ? null
      : {
          key: 'practice',
          title: wordOf(PRACTICE_MARKS, incident.practice).trim(),
          words: say(`classes.practice.${incident.practice}`),
        },
    incident.outsideOnly
      ? {
          key: 'outside',
          title: say('classes.outsideTitle', {
            kinds: burning.map((kind) => wordOf(ALERT_KIND_LABELS, kind)).join('、'),
          }),
          words: say('classes.outside'),
        }
      : null,
    incident.silent ? { key: 'silent', title: say('classes.silentTitle'), words: say('classes.silent') } : null,
    isLost(incident)
      ? {
          key: 'lost',
          title: say('classes.lostTitle'),
          words: (
            <>
              {say('classes.lost')} <LastFixLine incident={incident} timeZone={timeZone} />
            </>
          ),
        }
      : null,
    incident.knockFirst ? { key: 'knock', title: say('classes.knockTitle'), words: say('classes.knock') } : null,
    incident.destination?.alternative
      ? { key: 'places', title: say('classes.twoPlacesTitle'), words: say('classes.twoPlaces') }
      : null,
  ].filter((one) => one !== null);
  if (banners.length === 0) return null;
  return (
    <ul className="class-banners" aria-label={say('classes.label')}>
      {banners.map(({ key, title, words }) => (
        <li key={key} data-banner={key}>
          <strong>{title}</strong>
          <span>{words}</span>
        </li>
      ))}
    </ul>
  );
}
