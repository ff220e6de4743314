import { routeQuery } from '@silverbell/web-api-client';
import { Button, Form, TextField } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes, useSearchParams } from 'react-router';
import { api } from '../../shared/app-client.js';
import { PageFrame, QueryStatus } from '../../shared/page-frame.js';
import type { PageProps } from '../../shared/page-props.js';
import { SeniorPage } from './senior-page.js';
import pieces from '../../shared/pieces.module.css';

export function SeniorsPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<FindSenior />} />
      <Route path=":id" element={<SeniorPage {...props} />} />
    </Routes>
  );
}

/** What was looked for stands in the address, so that the way back finds it again. */
function FindSenior() {
  const { t } = useTranslation('console');
  const [search, setSearch] = useSearchParams();
  const asked = search.get('query') ?? '';
  const [query, setQuery] = useState(asked);
  const result = useQuery({
    ...routeQuery(api, 'homes', { query: { query: asked } }),
    enabled: asked !== '',
    staleTime: 0,
  });
  const people = result.data?.items.flatMap((home) => home.seniors.map((senior) => ({ home, senior }))) ?? [];
  return (
    <PageFrame title={t('seniors.title')}>
      <Form name={t('seniors.title')} onSend={() => setSearch(query.trim() === '' ? {} : { query: query.trim() })}>
        <div className={pieces.searchLine}>
          <TextField label={t('seniors.find')} type="search" value={query} onValueChange={setQuery} />
          <Button type="submit" tone="primary">
            {t('seniors.search')}
          </Button>
        </div>
      </Form>
      <QueryStatus of={result} />
      {asked === '' ? <p className={pieces.empty}>{t('seniors.prompt')}</p> : null}
      {result.isSuccess && people.length === 0 ? <p className={pieces.empty}>{t('seniors.none')}</p> : null}
      <ul className={pieces.lines}>
        {people.map(({ home, senior }) => (
          <li key={senior.id}>
            <Link to={`/seniors/${encodeURIComponent(senior.id)}`}>{senior.name}</Link>
            {senior.age === null ? null : <span>{t('seniors.age', { n: senior.age })}</span>}
            <span className={pieces.quiet}>{home.address}</span>
          </li>
        ))}
      </ul>
    </PageFrame>
  );
}
