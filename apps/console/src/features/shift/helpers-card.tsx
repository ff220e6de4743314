import { usePeriod } from '@silverbell/web-live';
import { timeOfDay } from '@silverbell/web-ui';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { clock, helperPositions } from '../../shared/app-client.js';
import { Fact, Facts, ShiftCard } from './card.js';
import { countHelpers } from './helper-counts.js';
import styles from './shift.module.css';
import pieces from '../../shared/pieces.module.css';

/** Positions come every second; the time they were heard is told in steps of this, so that the card rests while nothing changes. */
const STEP_MS = 10_000;
/** Without a message for so long the numbers are those of an earlier moment. */
const SILENT_MS = 30_000;

/** A string, because an equal one renders nothing; empty: no message yet. */
function heard(): string {
  const at = helperPositions.heardAt();
  if (at === null) return '';
  const { onDuty, live, expired, based } = countHelpers(helperPositions.places().values(), helperPositions.nowS());
  return [Math.floor(at / STEP_MS) * STEP_MS, onDuty, live, expired, based].join(' ');
}

/**
 * Helpers on duty in the own regions, and of how many a position is known: counted in the messages `positions` of the socket, each of
 * which names all of them. Without a task a helper sends no position and counts at her registered place (web.md section 5).
 */
export function HelpersCard({ timeZone }: { timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const words = useSyncExternalStore(helperPositions.subscribe, heard);
  const now = usePeriod(clock, STEP_MS);
  const [at = 0, onDuty = 0, live = 0, expired = 0, based = 0] = words.split(' ').map(Number);
  return (
    <ShiftCard title={t('shift.helpers.title')} at={words === '' ? null : at} timeZone={timeZone}>
      {words === '' ? (
        <p className={pieces.empty} role="status">
          {t('shift.helpers.unknown')}
        </p>
      ) : (
        <>
          {now - at > SILENT_MS ? (
            <p className={styles.doubt}>{t('shift.helpers.silent', { at: timeOfDay(at, timeZone) })}</p>
          ) : null}
          <p className={styles.figure}>
            <b>{onDuty}</b> {t('shift.helpers.people')}
          </p>
          {onDuty === 0 ? (
            <p className={pieces.quiet}>{t('shift.helpers.none')}</p>
          ) : (
            <Facts>
              <Fact name={t('shift.helpers.live')}>{live}</Fact>
              <Fact name={t('shift.helpers.based')}>{based}</Fact>
              {expired === 0 ? null : <Fact name={t('shift.helpers.expired')}>{expired}</Fact>}
            </Facts>
          )}
          <p className={pieces.quiet}>{t('shift.helpers.how')}</p>
        </>
      )}
    </ShiftCard>
  );
}
