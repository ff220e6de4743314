import { useSyncExternalStore, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, Logo, type IconName } from './icon.js';
import styles from './phone.module.css';
import { textSizes } from './text-size.js';

/** The bar at the top: which app, whether it is a demo, and how large the text is. */
export function PhoneTop({ title, demo, children }: { title: string; demo: boolean; children?: ReactNode }) {
  const { t } = useTranslation();
  return (
    <header className={styles['top']}>
      <Logo className={styles['logo']} />
      <h1>{title}</h1>
      {demo ? <span className={styles['demo']}>{t('demo.short')}</span> : null}
      <span className={styles['push']} />
      {children}
      <TextSizeButton />
    </header>
  );
}

function TextSizeButton() {
  const { t } = useTranslation();
  const size = useSyncExternalStore(textSizes.subscribe, textSizes.current);
  return (
    <button type="button" onClick={() => textSizes.next()}>
      {t('phone.textSize')} {t(`phone.textSizes.${size}`)}
    </button>
  );
}

export type BandTone = 'alarm' | 'go' | 'bad' | 'warn' | 'plain';

interface BandProps {
  readonly tone: BandTone;
  readonly icon: IconName | 'severity-1';
  readonly title: ReactNode;
  readonly line?: ReactNode;
  /** At the end of the band: a time, a mark. */
  readonly end?: ReactNode;
  /** `alert` is read out at once, `status` when the reader has time. */
  readonly role?: 'alert' | 'status';
}

/** The one thing that matters now, across the whole width. */
export function Band({ tone, icon, title, line, end, role }: BandProps) {
  return (
    <div className={`${styles['band']} ${styles[tone]}`} role={role}>
      {icon === 'severity-1' ? (
        <svg viewBox="0 0 16 16" aria-hidden="true" className={styles['bandIcon']} fill="currentColor">
          <polygon points="5,1 11,1 15,5 15,11 11,15 5,15 1,11 1,5" />
        </svg>
      ) : (
        <Icon name={icon} className={styles['bandIcon']} />
      )}
      <div className={styles['bandText']}>
        <h2>{title}</h2>
        {line === undefined || line === null ? null : <p>{line}</p>}
      </div>
      {end === undefined || end === null ? null : <div className={styles['bandEnd']}>{end}</div>}
    </div>
  );
}

/** The column below the bands. `as="section"` where the page has its `main` already. */
export function Column({ children }: { children: ReactNode }) {
  return <div className={styles['column']}>{children}</div>;
}

export function Card({
  title,
  label,
  children,
}: {
  /** A quiet heading above. */
  title?: string | undefined;
  /** The name of the region; absent: the card is no region. */
  label?: string;
  children: ReactNode;
}) {
  return (
    <section className={styles['card']} aria-label={label}>
      {title === undefined ? null : <h2 className={styles['cardTitle']}>{title}</h2>}
      {children}
    </section>
  );
}

export interface Tab<Key extends string> {
  readonly key: Key;
  readonly label: string;
  readonly icon: IconName;
}

export function BottomTabs<Key extends string>({
  label,
  tabs,
  current,
  onChoose,
}: {
  label: string;
  tabs: readonly Tab<Key>[];
  current: Key;
  onChoose: (key: Key) => void;
}) {
  return (
    <nav className={styles['tabs']} aria-label={label}>
      {tabs.map((tab) => (
        <button
          key={tab.key}
          type="button"
          aria-current={tab.key === current ? 'page' : undefined}
          onClick={() => onChoose(tab.key)}
        >
          <Icon name={tab.icon} className={styles['tabIcon']} />
          {tab.label}
        </button>
      ))}
    </nav>
  );
}
