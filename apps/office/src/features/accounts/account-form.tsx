import type { Account, BodyOf } from '@silverbell/wire';
import { ROLE_LABELS } from '@silverbell/vocabulary';
import { routeKey } from '@silverbell/web-api-client';
import { choicesOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { everyPageQuery, PAGE } from '../../shared/every-page.js';
import { RecordForm, type Section } from '../../shared/form/record-form.js';
import { PageFrame } from '../../shared/page-frame.js';
import { QueryStatus } from '../../shared/query-status.js';
import { ShownOnce } from '../../shared/shown-once.js';
import { bodyOf, changeOf, placesOf, startingValues, valuesOf, type AccountValues } from './account-values.js';

export function AccountForm() {
  const { t } = useTranslation('office');
  const { id } = useParams();
  const all = everyPageQuery('accounts', (cursor) => api.call('accounts', { query: { cursor, limit: PAGE } }));
  const result = useQuery({ ...all, enabled: id !== undefined });
  const [known] = useSearchParams();
  if (id === undefined) return <Form account={null} initial={startingValues(known)} />;
  const account = result.data?.find((one) => one.id === id);
  return account === undefined ? (
    <PageFrame title={t('accounts.title')}>
      <QueryStatus of={result} />
    </PageFrame>
  ) : (
    <Form key={id} account={account} initial={valuesOf(account)} />
  );
}

function Form({ account, initial }: { readonly account: Account | null; readonly initial: AccountValues }) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const [made, setMade] = useState<{ readonly username: string; readonly password: string } | null>(null);
  const back = (): void => void go('/accounts');
  const refresh = (): void => void queries.invalidateQueries({ queryKey: routeKey('accounts') });
  const sections: readonly Section<AccountValues>[] = [
    {
      title: t('accounts.base'),
      fields: [
        ...(account === null
          ? [
              {
                key: 'username',
                label: t('accounts.username'),
                kind: 'text',
                required: true,
                hint: t('accounts.usernameHint'),
              } as const,
            ]
          : []),
        ...(account === null
          ? [
              {
                key: 'isService',
                label: t('accounts.isService'),
                kind: 'tick',
                hint: t('accounts.isServiceHint'),
              } as const,
            ]
          : []),
        { key: 'name', label: t('accounts.name'), kind: 'text', required: true },
        { key: 'helperId', label: t('accounts.helper'), kind: 'text', hint: t('accounts.helperHint') },
        { key: 'seniorIds', label: t('accounts.seniors'), kind: 'text', hint: t('accounts.seniorsHint') },
      ],
    },
    {
      title: t('accounts.rights'),
      fields: placesOf(account).flatMap((place) => [
        {
          ...{ key: `role${String(place)}`, kind: 'choice' as const, required: place === 1 },
          label: `${t('accounts.role')} ${String(place)}`,
          choices: choicesOf(ROLE_LABELS),
        },
        {
          ...{ key: `region${String(place)}`, kind: 'region' as const, required: place === 1 },
          label: `${t('accounts.region')} ${String(place)}`,
        },
      ]),
    },
  ];
  const title = account === null ? t('accounts.new') : t('accounts.edit', { name: account.name });
  const shared = { sections, initial, title, onCancel: back } as const;
  return (
    <PageFrame title={title}>
      {account === null ? (
        <RecordForm
          {...shared}
          draft={initial.helperId === '' ? 'account:new' : `account:new:${initial.helperId}`}
          route="createAccount"
          inputOf={(values) => {
            const kind = values['isService'] === true ? ('service' as const) : ('person' as const);
            const body: BodyOf<'createAccount'> = { username: values.username, kind, ...bodyOf(values) };
            return { body };
          }}
          onDone={({ oneTimePassword }, values) => {
            refresh();
            // A service has none: it comes in with a key.
            if (oneTimePassword === null) back();
            else setMade({ username: values.username, password: oneTimePassword });
          }}
        />
      ) : (
        <RecordForm
          {...shared}
          draft={`account:${account.id}`}
          route="changeAccount"
          inputOf={(values) => ({ params: { id: account.id }, body: changeOf(account, values) })}
          version={account.version}
          currentOf={(current) => ({ values: valuesOf(current as Account), version: (current as Account).version })}
          onDone={() => {
            refresh();
            back();
          }}
        />
      )}
      {made === null ? null : (
        <ShownOnce
          title={t('accounts.created')}
          lines={[
            { label: t('accounts.username'), text: made.username },
            { label: t('accounts.password'), text: made.password },
          ]}
          onClose={back}
        />
      )}
    </PageFrame>
  );
}
