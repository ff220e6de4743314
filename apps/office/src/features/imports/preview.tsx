import type { ImportOnWire } from '@silverbell/wire';
import { IMPORT_CHANGE_LABELS } from '@silverbell/vocabulary';
import { routeQuery } from '@silverbell/web-api-client';
import { Button, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { previewFields } from './preview-fields.js';

const PAGE = 50;

/** What each accepted row becomes, before it is written: new, added to, or left as it is on file. */
export function Preview({ one }: { readonly one: ImportOnWire }) {
  const { t } = useTranslation('office');
  const [cursor, setCursor] = useState<string | null>(null);
  const query = { state: 'accepted' as const, limit: PAGE, ...(cursor === null ? {} : { cursor }) };
  const result = useQuery(routeQuery(api, 'importRows', { params: { id: one.id }, query }));
  const items = result.data?.items ?? [];
  const next = result.data?.nextCursor ?? null;
  const fields = previewFields(one.fields, items);
  return (
    <>
      <p className="quiet pad">{t('imports.previewNote')}</p>
      <QueryStatus of={result} />
      <PlainTable
        name={t('imports.preview')}
        inLines
        heads={[
          ...[t('imports.row'), t('imports.sheet'), t('imports.change'), t('imports.becomes')],
          ...fields.map(({ heading }) => heading),
        ]}
        items={items}
        rowKey={(item) => `${item.sheet} ${String(item.row)}`}
        cells={({ row, sheet, sentence, preview }) => [
          ...[row, sheet, preview === undefined ? '' : labelOf(IMPORT_CHANGE_LABELS, preview.change)],
          <span key="sentence" className="sentence">
            {sentence}
          </span>,
          ...fields.map(({ name }) => preview?.values.find(({ field }) => field === name)?.value ?? ''),
        ]}
      />
      <div className="office-foot">
        {cursor === null ? null : <Button onClick={() => setCursor(null)}>{t('list.first')}</Button>}
        {next === null ? null : <Button onClick={() => setCursor(next)}>{t('list.next')}</Button>}
      </div>
    </>
  );
}
