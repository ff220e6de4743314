import type { Account } from '@silverbell/wire';
import { ROLE_LABELS } from '@silverbell/vocabulary';
import { routeKey, useRouteMutation } from '@silverbell/web-api-client';
import { Button, labelOf, ProblemMessage } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes } from 'react-router';
import { ActDialog } from '../../shared/act-dialog.js';
import { api, queries } from '../../shared/app-client.js';
import { ListPage, type Column } from '../../shared/list/list-page.js';
import type { PageProps } from '../../shared/page-props.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { ShownOnce } from '../../shared/shown-once.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { AccountForm } from './account-form.js';
import { IdentityDialog } from './identity-dialog.js';
import { ServiceKeys } from './service-keys.js';

export function AccountsPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<AccountList {...props} />} />
      <Route path="new" element={<AccountForm />} />
      <Route path=":id/keys" element={<ServiceKeys {...props} />} />
      <Route path=":id" element={<AccountForm />} />
    </Routes>
  );
}

function AccountList({ user }: PageProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const columns: readonly Column<Account>[] = [
    { key: 'username', title: t('accounts.username'), cell: (one) => one.username },
    { key: 'name', title: t('accounts.name'), cell: (one) => one.name },
    {
      key: 'roles',
      title: t('accounts.rolesLabel'),
      cell: (one) =>
        [
          ...one.roles.map(({ role, regionId }) => `${labelOf(ROLE_LABELS, role)}（${regionName(regionId)}）`),
          ...one.waitingRoles.map(({ role }) => `${labelOf(ROLE_LABELS, role)}：${t('accounts.waiting')}`),
        ].join(t('app.and')),
    },
    {
      key: 'state',
      title: t('accounts.state'),
      cell: (one) =>
        t(one.disabled ? 'accounts.disabled' : one.mustChangePassword ? 'accounts.fresh' : 'accounts.active'),
    },
    {
      key: 'identity',
      title: t('accounts.identity'),
      cell: (one) => one.organisationSubject ?? t('accounts.notBound'),
      extra: true,
    },
    { key: 'totp', title: t('accounts.totp'), cell: (one) => t(one.hasTotp ? 'accounts.has' : 'accounts.hasNot') },
    {
      key: 'actions',
      title: t('accounts.actions'),
      cell: (one) => <AccountActs account={one} self={user.id === one.id} />,
    },
  ];
  return (
    <ListPage
      list="accounts"
      exportAs="accounts"
      userId={user.id}
      title={t('accounts.title')}
      note={t('accounts.note')}
      route="accounts"
      filters={[
        { key: 'q', label: t('list.search'), of: 'words' },
        { key: 'regionId', label: t('accounts.region'), of: 'region' },
      ]}
      columns={columns}
      rowKey={(one) => one.id}
      read={({ q, regionId }, cursor) => api.call('accounts', { query: { q, regionId, cursor, limit: 50 } })}
      newAt="/accounts/new"
    />
  );
}

const refresh = (): void => void queries.invalidateQueries({ queryKey: routeKey('accounts') });

export function AccountActs({ account, self }: { readonly account: Account; readonly self: boolean }) {
  const { t } = useTranslation('office');
  const [dialog, open, close] = useOpenDialog<'disable' | 'reset' | 'identity' | { readonly password: string }>();
  const agree = useRouteMutation(api, 'agreeToRoles', { onSuccess: refresh });
  const enable = useRouteMutation(api, 'enableAccount', { onSuccess: refresh });
  const { id, name } = account;
  return (
    <>
      <Link to={`/accounts/${encodeURIComponent(id)}`} aria-label={`${t('accounts.change')} ${name}`}>
        {t('accounts.change')}
      </Link>{' '}
      {account.kind === 'service' ? (
        <Link to={`/accounts/${encodeURIComponent(id)}/keys`} aria-label={`${t('accounts.keys')} ${name}`}>
          {t('accounts.keys')}
        </Link>
      ) : null}{' '}
      {account.waitingRoles.length === 0 ? null : (
        <Button tone="quiet" busy={agree.isPending} onClick={() => agree.mutate({ params: { id }, body: {} })}>
          {t('accounts.agree')}
        </Button>
      )}
      {self || account.disabled ? null : (
        <>
          {account.kind === 'service' ? null : (
            <>
              <Button tone="quiet" onClick={() => open('reset')}>
                {t('accounts.reset')}
              </Button>
              <Button tone="quiet" onClick={() => open('identity')}>
                {t('accounts.identity')}
              </Button>
            </>
          )}
          <Button tone="quiet" onClick={() => open('disable')}>
            {t('accounts.disable')}
          </Button>
        </>
      )}
      {self || !account.disabled ? null : (
        <Button
          tone="quiet"
          busy={enable.isPending}
          aria-label={`${t('accounts.enable')} ${name}`}
          onClick={() => enable.mutate({ params: { id }, body: {} }, account.version)}
        >
          {t('accounts.enable')}
        </Button>
      )}
      <ProblemMessage problem={agree.error ?? enable.error} />
      {dialog === 'disable' ? (
        <ActDialog
          title={t('accounts.disableOf', { name })}
          note={t('accounts.disableWhy')}
          fields={[{ key: 'reason', label: t('accounts.reason'), kind: 'text', required: true }]}
          initial={{ reason: '' }}
          route="disableAccount"
          inputOf={({ reason }) => ({ params: { id }, body: { reason: String(reason) } })}
          onDone={() => {
            refresh();
            close();
          }}
          onClose={close}
        />
      ) : null}
      {dialog === 'reset' ? (
        <ActDialog
          title={t('accounts.resetOf', { name })}
          note={t('accounts.resetWhy')}
          fields={[]}
          initial={{}}
          route="resetPassword"
          inputOf={() => ({ params: { id }, body: {} })}
          onDone={({ oneTimePassword }) => {
            refresh();
            open({ password: oneTimePassword });
          }}
          onClose={close}
        />
      ) : null}
      {dialog === 'identity' ? (
        <IdentityDialog
          account={account}
          onDone={() => {
            refresh();
            close();
          }}
          onClose={close}
        />
      ) : null}
      {typeof dialog === 'object' && dialog !== null ? (
        <ShownOnce
          title={t('accounts.resetOf', { name })}
          lines={[
            { label: t('accounts.username'), text: account.username },
            { label: t('accounts.password'), text: dialog.password },
          ]}
          onClose={close}
        />
      ) : null}
    </>
  );
}
