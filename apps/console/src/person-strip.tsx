import type { Incident } from '@silverbell/wire';
import * as labels from '@silverbell/vocabulary';
import { SeverityMark, labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { ViewersLine } from './viewers/viewers-line.js';
import { outagePlace, unregisteredTitle } from './outages/outage-labels.js';
import { PracticeMark } from './practice-mark.js';
import { Since } from './queue.js';

/** Who this is about; also on top of every dialog, so that no act happens to the wrong person. */
export function PersonStrip({ incident, head = false }: { incident: Incident; head?: boolean }) {
  const { t } = useTranslation('console');
  const people = incident.person?.people ?? [];
  const names =
    people.length > 0
      ? people
          .map((one) => (one.age === null ? one.name : `${one.name}（${t('incident.age', { n: one.age })}）`))
          .join('、')
      : incident.seniors.map((one) => one.name).join('、') ||
        (incident.outage === null ? t('incident.unknownPerson') : labelOf(labels.CLASS_LABELS, incident.class));
  const place =
    unregisteredTitle(incident, t) ??
    outagePlace(incident, t, incident.regionName) ??
    incident.person?.home?.address ??
    incident.home?.label ??
    incident.deviceId ??
    t('queue.noHome');
  const Title = head ? 'h2' : 'strong';
  return (
    <section className="strip" aria-label={t('incident.strip')}>
      <div className="strip-top">
        <SeverityMark severity={incident.severity} />
        <span className="phase">{labelOf(labels.PHASE_LABELS, incident.phase)}</span>
        <span className="number">{t('incident.number', { n: incident.number })}</span>
        {incident.closedAt === null ? (
          <Since iso={incident.raisedAt} urgent={incident.severity === 1 && incident.attention.state === 'waiting'} />
        ) : null}
      </div>
      <Title className="strip-names">
        <PracticeMark of={incident} />
        {names}
      </Title>
      <span className="strip-place">{place}</span>
      {head ? <ViewersLine /> : null}
    </section>
  );
}
