import type { Assignment } from '@silverbell/wire';
import { Pair, PhoneButton, PhoneLink } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Ways } from '../../shared/way/ways.js';
import styles from './task.module.css';

/** Ways there: the navigation apps, the address as text, and the telephone of the home. */
export function Navigation({ task, metres }: { task: Assignment; metres: number | null }) {
  const { t } = useTranslation('helper');
  const [open, setOpen] = useState(false);
  const to = task.destination;
  if (to === null) return null;
  const arrived = task.state === 'arrived';
  return (
    <>
      {metres === null || arrived ? null : <p className={styles['quiet']}>{distanceLabel(metres)}</p>}
      <Pair>
        {arrived ? null : (
          <PhoneButton icon="navigate" aria-expanded={open} onClick={() => setOpen(!open)}>
            {t('task.navigation')}
          </PhoneButton>
        )}
        {to.callBackNumber === null ? null : (
          <PhoneLink icon="phone" href={`tel:${to.callBackNumber}`}>
            {t('task.callBack', { n: to.callBackNumber })}
          </PhoneLink>
        )}
      </Pair>
      {open && !arrived ? <Ways to={to} /> : null}
    </>
  );

  function distanceLabel(m: number): string {
    return m < 1_000
      ? t('task.metres', { n: Math.round(m / 10) * 10 })
      : t('task.kilometres', { n: (m / 1_000).toFixed(1) });
  }
}
