import { RECEIPT_STAGE_LABELS } from '@silverbell/vocabulary';
import { labelOf } from '@silverbell/web-ui';
import { readAloud, vibrate } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LAMPS, LESSONS, VIBRATIONS, type Lesson } from '../../shared/stages.js';
import styles from './lessons.module.css';

/** The whole answer of the platform, stage by stage: a press on a row lights, vibrates and speaks as the device would. */
export function LessonList({ onTry }: { onTry: (lamps: number) => void }) {
  const { t } = useTranslation('pendant');
  const [tried, setTried] = useState<string | null>(null);
  const tryOut = ({ stage, lamps, vibration }: Lesson): void => {
    setTried(stage);
    onTry(lamps);
    vibrate(VIBRATIONS[vibration]);
    readAloud(labelOf(RECEIPT_STAGE_LABELS, stage));
  };
  return (
    <section aria-label={t('lessons.title')} className={styles['lessons']}>
      <h2>{t('lessons.title')}</h2>
      <p>{t('lessons.how')}</p>
      <ol>
        {LESSONS.map((lesson) => (
          <li key={lesson.stage} className={tried === lesson.stage ? styles['on'] : undefined}>
            <button type="button" onClick={() => tryOut(lesson)}>
              <span className={styles['leds']}>
                {LAMPS.map((lamp, n) => (
                  <span key={lamp} className={n < lesson.lamps ? styles['lit'] : undefined} aria-hidden="true" />
                ))}
                <span className="sb-visually-hidden">{t('lessons.lamps', { n: lesson.lamps })}</span>
              </span>
              <span className={styles['say']}>{labelOf(RECEIPT_STAGE_LABELS, lesson.stage)}</span>
              <span className={styles['felt']}>{t(`lessons.felt.${lesson.vibration}`)}</span>
            </button>
          </li>
        ))}
      </ol>
      <p>{t('lessons.fallBack')}</p>
    </section>
  );
}
