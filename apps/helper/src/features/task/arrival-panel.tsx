import type { Assignment, BodyOf } from '@silverbell/wire';
import { TextField } from '@silverbell/web-ui';
import { Countdown, PhoneButton } from '@silverbell/web-ui/phone';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './task.module.css';
import type { Fix } from '../../shared/fix.js';
import { useDoorCountdown } from './use-door-countdown.js';

/** Its reader of codes weighs more than the rest of the page: it comes when she wants to scan. */
const DoorScanner = lazy(() =>
  import('../../shared/door/door-scanner.js').then(({ DoorScanner: Scanner }) => ({ default: Scanner })),
);

interface ArrivalPanelProps {
  readonly task: Assignment;
  readonly busy: boolean;
  /** A precise fix says that she stands at the door. */
  readonly near: boolean;
  readonly fix: () => Promise<Fix | null>;
  readonly onArrive: (body: BodyOf<'arrive'>) => void;
}

/** Arrival by button, by staying at the door, or by the code on its frame; and later the proof of one that had none. */
export function ArrivalPanel({ task, busy, near, fix, onArrive }: ArrivalPanelProps) {
  const { t } = useTranslation('helper');
  const [doorTag, setDoorTag] = useState('');
  const [scanning, setScanning] = useState(false);
  const [locating, setLocating] = useState(false);
  const onTheWay = task.state === 'departed' || task.state === 'accepted';
  const unproven = task.state === 'arrived' && task.destination?.entryCodeWithheld === 'unproven';
  const arrive = async (tag: string): Promise<void> => {
    setLocating(true);
    const position = await fix();
    setLocating(false);
    onArrive({
      ...(position === null ? {} : { position }),
      ...(tag.trim() === '' ? {} : { doorTag: tag.trim() }),
    });
  };
  const atTheDoor = useDoorCountdown(near, () => void arrive(doorTag));
  if (!onTheWay && !unproven) return null;
  return (
    <>
      {atTheDoor.leftS === null ? null : (
        <div className={styles['near']} role="status">
          <Countdown share={atTheDoor.leftS / 30} digits={String(atTheDoor.leftS)}>
            <p>{t('task.near')}</p>
          </Countdown>
          <PhoneButton onClick={atTheDoor.stop}>{t('task.notThere')}</PhoneButton>
        </div>
      )}
      {scanning ? (
        <Suspense fallback={<p role="status">{t('common.loading')}</p>}>
          <DoorScanner
            onRead={(tag) => {
              setDoorTag(tag);
              setScanning(false);
              void arrive(tag);
            }}
            onClose={() => setScanning(false)}
          />
        </Suspense>
      ) : null}
      <PhoneButton
        variant={task.state === 'departed' ? 'main' : 'plain'}
        icon="flag"
        busy={busy || locating}
        onClick={() => void arrive(doorTag)}
      >
        {t(unproven ? 'task.prove' : 'task.arrive')}
      </PhoneButton>
      <div className={styles['tag']}>
        <TextField label={t('task.doorTag')} value={doorTag} maxLength={200} onValueChange={setDoorTag} />
        <PhoneButton icon="scan" onClick={() => setScanning(true)}>
          {t('task.scan')}
        </PhoneButton>
      </div>
      {locating ? <p role="status">{t('task.locating')}</p> : null}
    </>
  );
}
