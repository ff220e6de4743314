import type { Drill } from '@silverbell/wire';
import { DRILL_PURPOSE_LABELS } from '@silverbell/vocabulary';
import { dayAndTime, timeOfDay, labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { PageFrame, QueryStatus } from '../../shared/page-frame.js';
import type { PageProps } from '../../shared/page-props.js';
import { OpenDrillForm } from './open-drill-form.js';
import { RunningDrill } from './running-drill.js';
import { useDrills } from './use-drills.js';
import pieces from '../../shared/pieces.module.css';
import styles from './drills.module.css';

const openingRoles = ['lead', 'admin'];

/** Exercises: opened and ended by a lead, marked on every channel, in no figure (safety.md H13). */
export function DrillsPage({ user, timeZone }: PageProps) {
  const { t } = useTranslation('console');
  const result = useDrills();
  const drills = result.data?.items ?? [];
  const may = openingRoles.includes(user.role);
  const [running, past] = [drills.filter((one) => one.open), drills.filter((one) => !one.open)];
  return (
    <PageFrame title={t('drills.title')}>
      <p className={pieces.quiet}>{t('drills.why')}</p>
      <QueryStatus of={result} />
      {result.isSuccess ? (
        <section className={pieces.block} aria-label={t('drills.openNow')}>
          <h3>{t('drills.openNow')}</h3>
          {running.length === 0 ? <p className={pieces.empty}>{t('drills.openNone')}</p> : null}
          {running.map((one) => (
            <div key={one.id} className={styles.runningDrill}>
              <DrillItem one={one} timeZone={timeZone} />
              {may ? <RunningDrill drill={one} /> : null}
            </div>
          ))}
        </section>
      ) : null}
      {may ? <OpenDrillForm /> : null}
      {result.isSuccess ? (
        <section className={pieces.block} aria-label={t('drills.past')}>
          <h3>{t('drills.past')}</h3>
          {past.length === 0 ? <p className={pieces.empty}>{t('drills.pastNone')}</p> : null}
          {past.map((one) => (
            <DrillItem key={one.id} one={one} timeZone={timeZone} />
          ))}
        </section>
      ) : null}
    </PageFrame>
  );
}

function DrillItem({ one, timeZone }: { one: Drill; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const chosen = one.homeIds.length + one.deviceIds.length;
  return (
    <p className={one.open ? pieces.practiceLine : ''}>
      {[
        t('drills.line', {
          at: dayAndTime(one.openedAt, timeZone),
          by: one.openedBy.name,
          purpose: labelOf(DRILL_PURPOSE_LABELS, one.purpose),
        }),
        chosen === 0 ? t('drills.everybody') : t('drills.some', { n: chosen }),
        one.endedAt === null
          ? t('drills.until', { at: timeOfDay(one.until, timeZone, false) })
          : t('drills.ended', { at: timeOfDay(one.endedAt, timeZone, false) }),
      ].join(' · ')}
    </p>
  );
}
