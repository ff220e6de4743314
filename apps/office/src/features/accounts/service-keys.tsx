import type { AnswerOf } from '@silverbell/wire';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { Button, dayAndTime } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { ActDialog } from '../../shared/act-dialog.js';
import { api, queries } from '../../shared/app-client.js';
import { beginOfDay } from '../../shared/begin-of-day.js';
import { orNone } from '../../shared/form/field.js';
import { PageFrame } from '../../shared/page-frame.js';
import type { PageProps } from '../../shared/page-props.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { ShownOnce } from '../../shared/shown-once.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';

type Key = AnswerOf<'serviceKeys'>['items'][number];
type Open =
  | { readonly what: 'new' }
  | { readonly what: 'made'; readonly key: string }
  | { readonly what: 'revoke'; readonly one: Key };
const DAY_MS = 86_400_000;

/** The keys with which another program comes in, each for some routes, some regions and some time. */
export function ServiceKeys({ timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const { id = '' } = useParams();
  const regionName = useRegionName();
  const [dialog, open, close] = useOpenDialog<Open>();
  const result = useQuery(routeQuery(api, 'serviceKeys', { params: { id } }));
  const refresh = (): void => void queries.invalidateQueries({ queryKey: routeKey('serviceKeys') });
  return (
    <PageFrame
      title={t('accounts.keys')}
      note={t('accounts.keysNote')}
      actions={
        <Button tone="primary" onClick={() => open({ what: 'new' })}>
          {t('accounts.keyNew')}
        </Button>
      }
    >
      <p>
        <Link to="/accounts">{t('accounts.title')}</Link>
      </p>
      <div className="office-card">
        <QueryStatus of={result} />
        {result.data === undefined ? null : (
          <PlainTable
            name={t('accounts.keys')}
            heads={[
              ...[t('accounts.keyLabel'), t('accounts.keyTail'), t('accounts.scopes'), t('accounts.region')],
              ...[t('accounts.expires'), t('accounts.lastUsed'), t('accounts.actions')],
            ]}
            items={result.data.items}
            rowKey={(one) => one.id}
            cells={(one) => [
              ...[one.label, `…${one.tail}`, one.scopes.join(t('app.and')), regionName(one.regionId)],
              dayAndTime(one.expiresAt, timeZone),
              one.lastUsedAt === null ? t('accounts.never') : dayAndTime(one.lastUsedAt, timeZone),
              one.revokedAt === null ? (
                <Button key="revoke" tone="quiet" onClick={() => open({ what: 'revoke', one })}>
                  {t('accounts.revoke')}
                </Button>
              ) : (
                t('accounts.revoked')
              ),
            ]}
          />
        )}
      </div>
      {dialog?.what === 'new' ? (
        <ActDialog
          title={t('accounts.keyNew')}
          fields={[
            { key: 'label', label: t('accounts.keyLabel'), kind: 'text', required: true },
            {
              key: 'scopes',
              label: t('accounts.scopes'),
              kind: 'words',
              required: true,
              hint: t('accounts.scopesHint'),
            },
            { key: 'regionId', label: t('accounts.region'), kind: 'region' },
            { key: 'lastDay', label: t('accounts.lastDay'), kind: 'date', required: true },
          ]}
          initial={{ label: '', scopes: '', regionId: '', lastDay: '' }}
          route="createServiceKey"
          inputOf={({ label, scopes, regionId, lastDay }) => {
            const begin = beginOfDay(String(lastDay), timeZone);
            return {
              params: { id },
              body: {
                ...{
                  label: String(label),
                  scopes: String(scopes)
                    .split(/[、,，;；\s]+/)
                    .filter(Boolean),
                },
                ...(orNone(regionId ?? '') ? { regionId: String(regionId) } : {}),
                expiresAt: begin === null ? String(lastDay) : new Date(begin + DAY_MS).toISOString(),
              },
            };
          }}
          onDone={({ key }) => {
            refresh();
            open({ what: 'made', key });
          }}
          onClose={close}
        />
      ) : null}
      {dialog?.what === 'made' ? (
        <ShownOnce
          title={t('accounts.keyNew')}
          lines={[{ label: t('accounts.key'), text: dialog.key }]}
          onClose={close}
        />
      ) : null}
      {dialog?.what === 'revoke' ? (
        <ActDialog
          title={t('accounts.revokeOf', { name: dialog.one.label })}
          note={t('accounts.revokeWhy')}
          fields={[{ key: 'reason', label: t('accounts.reason'), kind: 'text', required: true }]}
          initial={{ reason: '' }}
          route="revokeServiceKey"
          inputOf={({ reason }) => ({ params: { id: dialog.one.id }, body: { reason: String(reason) } })}
          onDone={() => {
            refresh();
            close();
          }}
          onClose={close}
        />
      ) : null}
    </PageFrame>
  );
}
