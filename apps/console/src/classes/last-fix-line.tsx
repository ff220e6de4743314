import type { Incident } from '@silverbell/wire';
import { useSecond } from '@silverbell/web-live';
import { codeWord, spanInWords, timeOfDay, useSay } from '@silverbell/web-ui';
import { clock } from '../house.js';
import { lastFixOf } from '../places/places-of.js';

/** Where she was heard from last, how long ago and how exactly: the age is counted by the server's clock. */
export function LastFixLine({ incident, timeZone }: { incident: Incident; timeZone: string | undefined }) {
  const say = useSay();
  const now = useSecond(clock);
  const fix = lastFixOf(incident);
  if (fix === null) return <span>{say('classes.noFix')}</span>;
  return (
    <span>
      {say('classes.lastFix', {
        ago: spanInWords(Math.max(0, now - Date.parse(fix.receivedAt)) / 1_000, say),
        at: timeOfDay(fix.receivedAt, timeZone),
        accuracy:
          fix.accuracyM === null
            ? say('places.accuracyUnknown')
            : say('places.accuracy', { n: Math.round(fix.accuracyM) }),
        source: codeWord('places.source', fix.source, say),
      })}
    </span>
  );
}
