import { timeOfDay } from '@silverbell/web-ui';
import type { ComponentProps, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { QueryStatus } from '../../shared/page-frame.js';
import styles from './shift.module.css';

export type Reading = ComponentProps<typeof QueryStatus>['of'];

interface ShiftCardProps {
  readonly title: string;
  /** The page that tells all of it. */
  readonly page?: { readonly to: string; readonly words: string };
  /** What it is read from; each that is still being read, or could not be, says so. */
  readonly of?: readonly Reading[];
  /** When it was read, by the server's clock; `null`: it was not yet. */
  readonly at: string | number | null;
  readonly timeZone: string | undefined;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** A few facts of one kind, with the time they were read. It says what is known and what could not be read, never that all is well. */
export function ShiftCard({ title, page, of = [], at, timeZone, wide = false, children }: ShiftCardProps) {
  const { t } = useTranslation('console');
  return (
    <section className={`${styles.card} ${wide ? styles.wide : ''}`} aria-label={title}>
      <header>
        <h3>{title}</h3>
        {page === undefined ? null : <Link to={page.to}>{page.words}</Link>}
      </header>
      {of.map((one, index) => (
        <QueryStatus key={index} of={one} />
      ))}
      {children}
      {at === null ? null : <p className={styles.read}>{t('shift.readAt', { at: timeOfDay(at, timeZone) })}</p>}
    </section>
  );
}

/** Names and numbers below one another. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl className={styles.facts}>{children}</dl>;
}

export function Fact({ name, children }: { name: ReactNode; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
