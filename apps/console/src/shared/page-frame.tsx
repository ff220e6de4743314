import type { ApiProblem } from '@silverbell/web-api-client';
import { Button, ProblemMessage } from '@silverbell/web-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import pieces from './pieces.module.css';

/** Every page beside the board: a named main with its title, which takes the keys because it scrolls. */
export function PageFrame({ title, beside, children }: { title: string; beside?: ReactNode; children: ReactNode }) {
  return (
    <main className={pieces.pagePlain} aria-label={title} tabIndex={0}>
      <div className={pieces.pageHead}>
        <h2>{title}</h2>
        {beside}
      </div>
      {children}
    </main>
  );
}

interface Reading {
  readonly isLoading: boolean;
  readonly isError: boolean;
  readonly error: ApiProblem | null;
  readonly data: unknown;
  readonly refetch: () => unknown;
  readonly isFetching: boolean;
}

/**
 * What a page says while it has nothing, or can no longer read what it shows: never an empty list that is only a failed one.
 * A failed reading keeps what was there before and says that it may be old.
 */
export function QueryStatus({ of }: { of: Reading }) {
  const { t } = useTranslation('console');
  if (of.isError)
    return (
      <div className={pieces.readingFailed}>
        <ProblemMessage problem={of.error} />
        {of.data === undefined ? null : <p className={pieces.quiet}>{t('page.stale')}</p>}
        <Button busy={of.isFetching} onClick={() => void of.refetch()}>
          {t('common.retry')}
        </Button>
      </div>
    );
  return of.isLoading ? (
    <p className={pieces.empty} role="status">
      {t('common.loading')}
    </p>
  ) : null;
}
