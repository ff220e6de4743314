import type { Incident } from '@silverbell/wire';
import * as labels from '@silverbell/vocabulary';
import { SeverityMark, useSay, wordOf } from '@silverbell/web-ui';
import { OnlookersLine } from './looking/onlookers-line.js';
import { outagePlace, unregisteredTitle } from './outages/outage-words.js';
import { PracticeMark } from './practice-mark.js';
import { Since } from './queue.js';

/** Who this is about; also on top of every dialog, so that no act happens to the wrong person. */
export function PersonStrip({ incident, head = false }: { incident: Incident; head?: boolean }) {
  const say = useSay();
  const people = incident.person?.people ?? [];
  const names =
    people.length > 0
      ? people
          .map((one) => (one.age === null ? one.name : `${one.name}（${say('incident.age', { n: one.age })}）`))
          .join('、')
      : incident.seniors.map((one) => one.name).join('、') ||
        (incident.outage === null ? say('incident.unknownPerson') : wordOf(labels.CLASS_LABELS, incident.class));
  const place =
    unregisteredTitle(incident, say) ??
    outagePlace(incident, say, incident.regionName) ??
    incident.person?.home?.address ??
    incident.home?.label ??
    incident.deviceId ??
    say('queue.noHome');
  const Title = head ? 'h2' : 'strong';
  return (
    <section className="strip" aria-label={say('incident.strip')}>
      <div className="strip-top">
        <SeverityMark severity={incident.severity} />
        <span className="phase">{wordOf(labels.PHASE_LABELS, incident.phase)}</span>
        <span className="number">{say('incident.number', { n: incident.number })}</span>
        {incident.closedAt === null ? (
          <Since iso={incident.raisedAt} urgent={incident.severity === 1 && incident.attention.state === 'waiting'} />
        ) : null}
      </div>
      <Title className="strip-names">
        <PracticeMark of={incident} />
        {names}
      </Title>
      <span className="strip-place">{place}</span>
      {head ? <OnlookersLine /> : null}
    </section>
  );
}
