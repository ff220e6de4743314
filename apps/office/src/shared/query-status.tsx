import type { ApiProblem } from '@silverbell/web-api-client';
import { Button, ProblemMessage } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';

interface Reading {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly error: ApiProblem | null;
  readonly data: unknown;
  readonly refetch: () => unknown;
  readonly isFetching: boolean;
}

/** What a page says while it has nothing, or can no longer read what it shows: a failed reading is never an empty list. */
export function QueryStatus({ of }: { readonly of: Reading }) {
  const { t } = useTranslation('office');
  if (of.isError)
    return (
      <div className="pad">
        <ProblemMessage problem={of.error} />
        {of.data === undefined ? null : <p className="quiet">{t('list.stale')}</p>}
        <Button busy={of.isFetching} onClick={() => void of.refetch()}>
          {t('common.retry')}
        </Button>
      </div>
    );
  return of.isPending ? (
    <p className="pad quiet" role="status">
      {t('common.loading')}
    </p>
  ) : null;
}
