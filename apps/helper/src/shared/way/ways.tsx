import { Pair, PhoneButton, PhoneLink } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { navigationLinks } from './navigation-links.js';
import styles from './way.module.css';

export interface WayTo {
  readonly lat: number | null;
  readonly lng: number | null;
  readonly label: string;
  /** In words. */
  readonly address: string;
}

/** The navigation apps, and the address to be copied. */
export function Ways({ to }: { to: WayTo }) {
  const { t } = useTranslation('helper');
  const [copied, setCopied] = useState<boolean | null>(null);
  const links = to.lat === null || to.lng === null ? null : navigationLinks({ lat: to.lat, lng: to.lng }, to.label);
  const copy = (): void => {
    // Without https a browser has no clipboard; then she is told instead of believing it was copied.
    const clipboard =
      'clipboard' in navigator ? navigator.clipboard.writeText(to.address) : Promise.reject(new Error());
    clipboard.then(
      () => setCopied(true),
      () => setCopied(false),
    );
  };
  return (
    <nav aria-label={t('task.navigation')} className={styles['ways']}>
      {links === null ? (
        <p className={styles['quiet']}>{t('task.noPoint')}</p>
      ) : (
        <Pair>
          <PhoneLink href={links.amap} target="_blank" rel="noreferrer">
            {t('task.amap')}
          </PhoneLink>
          <PhoneLink href={links.baidu}>{t('task.baidu')}</PhoneLink>
          <PhoneLink href={links.geo}>{t('task.geo')}</PhoneLink>
          <CopyButton copied={copied} onCopy={copy} />
        </Pair>
      )}
      {links === null ? <CopyButton copied={copied} onCopy={copy} /> : null}
      {copied === false ? <p role="alert">{t('task.notCopied')}</p> : null}
    </nav>
  );
}

function CopyButton({ copied, onCopy }: { copied: boolean | null; onCopy: () => void }) {
  const { t } = useTranslation('helper');
  return (
    <PhoneButton icon="copy" onClick={onCopy}>
      {copied === true ? t('common.copied') : t('task.copyAddress')}
    </PhoneButton>
  );
}
