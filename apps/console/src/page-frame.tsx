import { Button, ProblemLine, useSay, type ProblemLike } from '@silverbell/web-ui';
import type { ReactNode } from 'react';

/** Every page beside the board: a named main with its title. */
export function PageFrame({ title, beside, children }: { title: string; beside?: ReactNode; children: ReactNode }) {
  return (
    <main className="page-plain" aria-label={title}>
      <div className="page-head">
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
  readonly error: Error | null;
  readonly data: unknown;
  readonly refetch: () => unknown;
  readonly isFetching: boolean;
}

/**
 * What a page says while it has nothing, or can no longer read what it shows: never an empty list that is only a failed one.
 * A failed reading keeps what was there before and says that it may be old.
 */
export function ReadingLine({ of }: { of: Reading }) {
  const say = useSay();
  if (of.isError)
    return (
      <div className="reading-failed">
        <ProblemLine problem={of.error as (Error & ProblemLike) | null} />
        {of.data === undefined ? null : <p className="quiet">{say('page.stale')}</p>}
        <Button busy={of.isFetching} onClick={() => void of.refetch()}>
          {say('common.retry')}
        </Button>
      </div>
    );
  return of.isLoading ? (
    <p className="empty" role="status">
      {say('common.loading')}
    </p>
  ) : null;
}
