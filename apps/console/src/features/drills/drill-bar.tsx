import { DRILL_PURPOSE_LABELS } from '@silverbell/vocabulary';
import { timeOfDay, labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { useDrills } from './use-drills.js';
import pieces from '../../shared/pieces.module.css';
import styles from './drills.module.css';

/** On every page while a drill runs, so that no drill is taken for real, and no real incident for a drill. */
export function DrillBar({ timeZone }: { timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const open = useDrills().data?.items.filter((one) => one.open) ?? [];
  return open.map((one) => (
    <div key={one.id} className={`${pieces.banner} ${styles.bannerPractice}`} role="status">
      <strong>
        {t('drills.bar', {
          purpose: labelOf(DRILL_PURPOSE_LABELS, one.purpose),
          at: timeOfDay(one.until, timeZone, false),
        })}
      </strong>
    </div>
  ));
}
