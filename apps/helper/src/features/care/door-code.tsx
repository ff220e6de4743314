import { TextField } from '@silverbell/web-ui';
import { PhoneButton } from '@silverbell/web-ui/phone';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './care.module.css';

/** Its reader of codes weighs more than the rest of the page: it comes when she wants to scan. */
const DoorScanner = lazy(() =>
  import('../../shared/door/door-scanner.js').then(({ DoorScanner: Scanner }) => ({ default: Scanner })),
);

interface DoorCodeProps {
  readonly tag: string;
  readonly onTag: (tag: string) => void;
  readonly onScan: () => void;
}

/** The code at the door, typed or scanned; a door may have none. */
export function DoorCode({ tag, onTag, onScan }: DoorCodeProps) {
  const { t } = useTranslation('helper');
  return (
    <div className={styles['panel']}>
      <TextField label={t('care.doorTag')} value={tag} maxLength={200} onValueChange={onTag} />
      <PhoneButton icon="scan" onClick={onScan}>
        {t('task.scan')}
      </PhoneButton>
    </div>
  );
}

/** The camera in the place of the page, until a code was read or she has closed it. */
export function DoorScan(props: { readonly onRead: (tag: string) => void; readonly onClose: () => void }) {
  const { t } = useTranslation('helper');
  return (
    <Suspense fallback={<p role="status">{t('common.loading')}</p>}>
      <DoorScanner {...props} />
    </Suspense>
  );
}
