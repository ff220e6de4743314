import { CHECK_IN_REASON_LABELS, type CheckInReason } from '@silverbell/vocabulary';
import { choicesOf } from '@silverbell/web-ui';
import { ChoiceList, PhoneButton } from '@silverbell/web-ui/phone';
import type { BodyOf, MyOrder } from '@silverbell/wire';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fixNow } from '../../shared/fix.js';
import styles from './care.module.css';
import { DoorCode, DoorScan } from './door-code.js';
import { isAtDoor } from './visits.js';

interface CheckInProps {
  readonly order: MyOrder;
  readonly busy: boolean;
  readonly now: () => string;
  readonly onStart: (body: BodyOf<'startOrder'>) => void;
}

/** Coming in, shown by the code at the door or by her position; with neither, by a reason that is reviewed (CR-32). */
export function CheckIn({ order, busy, now, onStart }: CheckInProps) {
  const { t } = useTranslation('helper');
  const [tag, setTag] = useState('');
  const [scanning, setScanning] = useState(false);
  const [locating, setLocating] = useState(false);
  const [unproven, setUnproven] = useState<BodyOf<'startOrder'> | null>(null);
  const start = async (doorTag: string): Promise<void> => {
    // The moment of the press counts, not the one when the phone has found itself.
    const at = now();
    setLocating(true);
    const position = await fixNow();
    setLocating(false);
    const body = { at, ...(position === null ? {} : { position }) };
    if (doorTag !== '') onStart({ ...body, doorTag });
    else if (isAtDoor(position, order)) onStart(body);
    else setUnproven(body);
  };
  if (scanning)
    return (
      <DoorScan
        onRead={(read) => {
          setTag(read);
          setScanning(false);
          void start(read);
        }}
        onClose={() => setScanning(false)}
      />
    );
  return (
    <>
      <PhoneButton variant="main" icon="flag" busy={busy || locating} onClick={() => void start(tag.trim())}>
        {t('care.start')}
      </PhoneButton>
      {locating ? <p role="status">{t('task.locating')}</p> : null}
      {unproven === null ? null : <WithoutProof onReason={(reason) => onStart({ ...unproven, reason })} />}
      <DoorCode tag={tag} onTag={setTag} onScan={() => setScanning(true)} />
    </>
  );
}

function WithoutProof({ onReason }: { onReason: (reason: CheckInReason) => void }) {
  const { t } = useTranslation('helper');
  const [reason, setReason] = useState<CheckInReason | ''>('');
  const [missing, setMissing] = useState(false);
  const send = (): void => {
    setMissing(reason === '');
    if (reason !== '') onReason(reason);
  };
  return (
    <div className={styles['panel']}>
      <p role="alert" className={styles['warn']}>
        {t('care.noProof')}
      </p>
      <ChoiceList
        name={t('care.reason')}
        choices={choicesOf(CHECK_IN_REASON_LABELS)}
        value={reason}
        onChoose={setReason}
      />
      {missing ? <p role="alert">{t('care.chooseReason')}</p> : null}
      <PhoneButton onClick={send}>{t('care.noProofStart')}</PhoneButton>
    </div>
  );
}
