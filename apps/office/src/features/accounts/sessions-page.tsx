import { routeKey, routeQuery, useRouteMutation } from '@silverbell/web-api-client';
import { Button, dayAndTime, ProblemMessage } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, queries } from '../../shared/app-client.js';
import { PageFrame } from '../../shared/page-frame.js';
import type { PageProps } from '../../shared/page-props.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';

/** Where this account is logged in; each of them can be ended from here. */
export function SessionsPage({ timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const result = useQuery(routeQuery(api, 'mySessions', {}));
  const end = useRouteMutation(api, 'endMySession', {
    onSuccess: () => queries.invalidateQueries({ queryKey: routeKey('mySessions') }),
  });
  return (
    <PageFrame title={t('accounts.sessions')} note={t('accounts.sessionsNote')}>
      <div className="office-card">
        <QueryStatus of={result} />
        <PlainTable
          name={t('accounts.sessions')}
          heads={[t('accounts.agent'), t('accounts.since'), t('accounts.lastSeen'), t('accounts.until'), '']}
          items={result.data?.items ?? []}
          rowKey={(one) => one.id}
          cells={(one) => [
            one.agent,
            dayAndTime(one.since, timeZone),
            dayAndTime(one.lastSeenAt, timeZone),
            dayAndTime(one.expiresAt, timeZone),
            one.current ? (
              t('accounts.here')
            ) : (
              <Button busy={end.isPending} onClick={() => end.mutate({ params: { id: one.id } })}>
                {t('accounts.end')}
              </Button>
            ),
          ]}
        />
        <ProblemMessage problem={end.error} />
      </div>
    </PageFrame>
  );
}
