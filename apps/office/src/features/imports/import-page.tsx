import type { ImportOnWire } from '@silverbell/wire';
import { IMPORT_KIND_LABELS, IMPORT_ROW_STATE_LABELS, type ImportRowState } from '@silverbell/vocabulary';
import { routeKey, routeQuery, useRouteMutation } from '@silverbell/web-api-client';
import { Button, choicesOf, labelOf, ProblemMessage } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Progress, Select, Steps, Tabs } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { ActDialog } from '../../shared/act-dialog.js';
import { api, queries } from '../../shared/app-client.js';
import { Card, PageFrame } from '../../shared/page-frame.js';
import type { PageProps } from '../../shared/page-props.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { Columns } from './columns.js';
import { Preview } from './preview.js';
import { stateOf } from './state.js';

const RUNNING: readonly string[] = ['reading', 'committing'];

/** One import from the check to the commit and back: figures, rows with their sentence at the cell, what each column was taken for. */
export function ImportPage(_: PageProps) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const { id = '' } = useParams();
  const result = useQuery({
    ...routeQuery(api, 'import', { params: { id } }),
    refetchInterval: ({ state }) => (RUNNING.includes(state.data?.state ?? 'reading') ? 1_000 : false),
  });
  const one = result.data;
  const refresh = (): void => {
    for (const route of ['import', 'imports', 'importRows'] as const)
      void queries.invalidateQueries({ queryKey: routeKey(route) });
  };
  const commit = useRouteMutation(api, 'commitImport', { onSuccess: refresh });
  const [undoing, setUndoing] = useState(false);
  return (
    <PageFrame
      title={one === undefined ? t('imports.title') : one.fileName}
      note={one === undefined ? null : labelOf(IMPORT_KIND_LABELS, one.kind)}
      actions={<Button onClick={() => void go('/imports')}>{t('imports.back')}</Button>}
    >
      <QueryStatus of={result} />
      {one === undefined ? null : (
        <>
          <div className="office-card pad">
            <Steps
              current={one.state === 'reading' ? 0 : one.state === 'checked' || one.state === 'failed' ? 1 : 2}
              items={[
                { title: t('imports.steps.upload') },
                { title: t('imports.steps.check') },
                { title: t('imports.steps.commit') },
              ]}
            />
          </div>
          <Figures one={one} />
          {one.failure === null ? null : (
            <p className="office-warn" role="alert">
              {one.failure.sentence}
            </p>
          )}
          {one.expired ? <p className="quiet">{t('imports.expired')}</p> : null}
          {one.kept === 0 ? null : <p className="office-warn">{t('imports.kept', { n: one.kept })}</p>}
          <ProblemMessage problem={commit.error} />
          <div className="office-foot">
            {one.state === 'checked' && one.accepted > 0 ? (
              <Button
                tone="primary"
                busy={commit.isPending}
                onClick={() => commit.mutate({ params: { id }, body: {} })}
              >
                {t('imports.commit', { n: one.accepted })}
              </Button>
            ) : null}
            {one.state === 'committed' && !one.expired ? (
              <Button onClick={() => setUndoing(true)}>{t('imports.undo')}</Button>
            ) : null}
          </div>
          {one.expired || one.state === 'reading' || one.failure !== null ? null : (
            <Checked key={one.state} one={one} />
          )}
          <Columns one={one} onRead={refresh} />
          {undoing ? (
            <ActDialog
              title={t('imports.undoOf', { name: one.fileName })}
              note={t('imports.undoWhy')}
              fields={[]}
              initial={{}}
              route="undoImport"
              inputOf={() => ({ params: { id }, body: {} })}
              onDone={() => {
                refresh();
                setUndoing(false);
              }}
              onClose={() => setUndoing(false)}
            />
          ) : null}
        </>
      )}
    </PageFrame>
  );
}

function Figures({ one }: { readonly one: ImportOnWire }) {
  const { t } = useTranslation('office');
  const percent = Math.round(one.progress * 100);
  return (
    <div className="office-card">
      <ul className="office-figures">
        <li>
          {t('imports.state')}
          <strong role="status">{stateOf(one, t)}</strong>
          {RUNNING.includes(one.state) ? <Progress percent={percent} aria-label={t('imports.progress')} /> : null}
        </li>
        {(['rows', 'accepted', 'rejected', 'warnings'] as const).map((figure) => (
          <li key={figure}>
            {t(`imports.${figure}`)}
            <strong>{one[figure]}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What the check found, in two tabs: what will be written, and the rows that a person has to look at. The tab stands in the address. */
function Checked({ one }: { readonly one: ImportOnWire }) {
  const { t } = useTranslation('office');
  const [search, setSearch] = useSearchParams();
  if (one.state !== 'checked' || one.accepted === 0)
    return (
      <Card title={t('imports.wrong')}>
        <Rows one={one} />
      </Card>
    );
  return (
    <div className="office-card pad-tabs">
      <Tabs
        activeKey={search.get('tab') === 'preview' ? 'preview' : 'rows'}
        onChange={(tab) => setSearch(tab === 'rows' ? {} : { tab }, { replace: true })}
        destroyOnHidden
        items={[
          { key: 'rows', label: t('imports.wrong'), children: <Rows one={one} /> },
          { key: 'preview', label: t('imports.preview'), children: <Preview one={one} /> },
        ]}
      />
    </div>
  );
}

function Rows({ one }: { readonly one: ImportOnWire }) {
  const { t } = useTranslation('office');
  const field = useId();
  const [state, setState] = useState<ImportRowState | 'warned'>(
    one.kept > 0 ? 'kept' : one.rejected > 0 ? 'rejected' : 'warned',
  );
  const [cursor, setCursor] = useState<string | null>(null);
  const query = { state, limit: 100, ...(cursor === null ? {} : { cursor }) };
  const result = useQuery(routeQuery(api, 'importRows', { params: { id: one.id }, query }));
  const next = result.data?.nextCursor ?? null;
  return (
    <>
      <div className="office-filter">
        <div className="office-field">
          <label htmlFor={field}>{t('imports.show')}</label>
          <Select
            id={field}
            value={state}
            onChange={(chosen) => {
              setCursor(null);
              setState(chosen);
            }}
            options={[
              { value: 'warned', label: t('imports.warnings') },
              ...choicesOf(IMPORT_ROW_STATE_LABELS, ['accepted']),
            ]}
          />
        </div>
      </div>
      <QueryStatus of={result} />
      <PlainTable
        name={t('imports.wrong')}
        heads={[t('imports.row'), t('imports.sheet'), t('imports.column'), t('imports.cell'), t('imports.what')]}
        items={result.data?.items ?? []}
        rowKey={(row) => `${row.sheet} ${String(row.row)} ${row.cell ?? ''} ${row.code}`}
        cells={(row) => [row.row, row.sheet, row.column, row.cell, row.sentence]}
      />
      <div className="office-foot">
        {cursor === null ? null : <Button onClick={() => setCursor(null)}>{t('list.first')}</Button>}
        {next === null ? null : <Button onClick={() => setCursor(next)}>{t('list.next')}</Button>}
      </div>
    </>
  );
}
