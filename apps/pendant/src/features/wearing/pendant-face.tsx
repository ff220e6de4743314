import { useTranslation } from 'react-i18next';
import { LAMPS } from '../../shared/stages.js';
import styles from './wearing.module.css';

/** The pendant as it hangs: four lamps and the one button. */
export function PendantFace({ lamps, presses, onPress }: { lamps: number; presses: number; onPress: () => void }) {
  const { t } = useTranslation('pendant');
  return (
    <div className={styles['face']}>
      <ul className={styles['lamps']} aria-label={t('lights.title')}>
        {LAMPS.map((lamp, n) => (
          <li key={lamp} className={n < lamps ? (n === lamps - 1 ? styles['last'] : styles['lit']) : undefined}>
            <span className="sb-visually-hidden">
              {t(`lights.${lamp}`)}：{t(n < lamps ? 'lights.on' : 'lights.off')}
            </span>
          </li>
        ))}
      </ul>
      <button type="button" className={styles['bell']} onClick={onPress}>
        <span>{presses === 0 ? t('press.button') : t('press.again')}</span>
        {presses === 0 ? null : <small>{t('press.times', { n: presses })}</small>}
      </button>
    </div>
  );
}
