import type { Incident } from '@silverbell/wire';
import * as labels from '@silverbell/vocabulary';
import { SeverityMark, labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Viewers } from './viewers.js';
import { outagePlace, unregisteredTitle } from './outage-labels.js';
import { ExerciseMark } from './exercise-mark.js';
import { PersonFaces } from './person-faces.js';
import styles from './person-strip.module.css';
import { Since } from './since.js';
import pieces from './pieces.module.css';

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
  const faces = <PersonFaces incident={incident} names={names} large={head} />;
  if (!head)
    return (
      <section className={pieces.strip} aria-label={t('incident.strip')}>
        {faces}
        <div className={pieces.stripFacts}>
          <div className={pieces.stripTop}>
            <SeverityMark severity={incident.severity} />
            <span className={pieces.phase}>{labelOf(labels.PHASE_LABELS, incident.phase)}</span>
            <span className={pieces.number}>{t('incident.number', { n: incident.number })}</span>
          </div>
          <strong className={pieces.stripNames}>
            <ExerciseMark of={incident} />
            {names}
          </strong>
          <span>{place}</span>
        </div>
      </section>
    );
  const waitsAtP1 = incident.severity === 1 && incident.attention.state === 'waiting';
  return (
    <section className={`${styles.strip} ${styles[`strip${incident.severity}`]}`} aria-label={t('incident.strip')}>
      {faces}
      <div className={styles.about}>
        <div className={styles.stripTop}>
          <SeverityMark severity={incident.severity} />
          <h2 className={styles.names}>
            <ExerciseMark of={incident} />
            {names}
          </h2>
          {incident.closedAt === null ? <Since iso={incident.raisedAt} urgent={waitsAtP1} /> : null}
        </div>
        <span className={styles.place}>{place}</span>
        <div className={styles.meta}>
          <span className={styles.number}>{t('incident.number', { n: incident.number })}</span>
          <span>{labelOf(labels.PHASE_LABELS, incident.phase)}</span>
          <span>{`${incident.class} · ${labelOf(labels.CLASS_LABELS, incident.class)}`}</span>
          <Viewers />
        </div>
      </div>
    </section>
  );
}
