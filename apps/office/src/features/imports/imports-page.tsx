import { IMPORT_KIND_LABELS } from '@silverbell/vocabulary';
import { routeQuery } from '@silverbell/web-api-client';
import { Button, dayAndTime, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Route, Routes, useNavigate } from 'react-router';
import { api } from '../../shared/app-client.js';
import { PageFrame } from '../../shared/page-frame.js';
import type { PageProps } from '../../shared/page-props.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { ImportPage } from './import-page.js';
import { NewImport } from './new-import.js';
import { stateOf } from './state.js';

export function ImportsPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<ImportList {...props} />} />
      <Route path="new" element={<NewImport />} />
      <Route path=":id" element={<ImportPage {...props} />} />
    </Routes>
  );
}

function ImportList({ timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const result = useQuery({ ...routeQuery(api, 'imports', {}), refetchInterval: 10_000 });
  return (
    <PageFrame
      title={t('imports.title')}
      note={t('imports.note')}
      actions={
        <Button tone="primary" onClick={() => void go('/imports/new')}>
          {t('imports.new')}
        </Button>
      }
    >
      <div className="office-card">
        <QueryStatus of={result} />
        <PlainTable
          name={t('imports.title')}
          heads={[
            ...[t('imports.file'), t('imports.kind'), t('imports.state'), t('imports.rows'), t('imports.rejected')],
            ...[t('imports.by'), t('imports.at')],
          ]}
          items={result.data?.items ?? []}
          rowKey={(one) => one.id}
          cells={(one) => [
            <Link key={one.id} to={`/imports/${encodeURIComponent(one.id)}`}>
              {one.fileName}
            </Link>,
            labelOf(IMPORT_KIND_LABELS, one.kind),
            stateOf(one, t),
            one.rows,
            one.rejected,
            one.createdBy.name,
            dayAndTime(one.createdAt, timeZone),
          ]}
        />
      </div>
    </PageFrame>
  );
}
