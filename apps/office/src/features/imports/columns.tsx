import type { ImportOnWire } from '@silverbell/wire';
import { useRouteMutation } from '@silverbell/web-api-client';
import { Button, ProblemMessage } from '@silverbell/web-ui';
import { Select } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import { Card } from '../../shared/page-frame.js';
import { PlainTable } from '../../shared/plain-table.js';
import { columnsOf, headingRowsOf, mappingOf, sheetsOf, type Chosen, type Sheet } from './heading-rows.js';

/** Said of a column that is not to be read. */
const IGNORED = 'ignored';

interface ColumnsProps {
  readonly one: ImportOnWire;
  readonly onRead: () => void;
}

/**
 * What each column was taken for. As long as nothing is written, a person may say otherwise: the file is then checked again. Where no heading
 * is known, she sees the first rows and says which of them has the headings.
 */
export function Columns({ one, onRead }: ColumnsProps) {
  const { t } = useTranslation('office');
  const [chosen, setChosen] = useState<Chosen>({});
  const [rows, setRows] = useState<Readonly<Record<string, number>>>({});
  const again = useRouteMutation(api, 'mapImportColumns', {
    onSuccess: () => {
      setChosen({});
      onRead();
    },
  });
  const may = one.state === 'checked' && !one.expired;
  const isUnnamed = one.firstRows.length > 0;
  const nameOf = (field: string | null): string =>
    one.fields.find(({ name }) => name === field)?.heading ?? t('imports.ignored');
  const choices = [
    { value: IGNORED, label: t('imports.ignored') },
    ...one.fields.map(({ name, heading }) => ({ value: name, label: heading })),
  ];
  const sheets = sheetsOf(one, rows);
  const mapping = mappingOf(sheets, chosen);
  return sheets.length === 0 ? null : (
    <Card title={t('imports.columns')} note={may ? t(isUnnamed ? 'imports.nameColumns' : 'imports.remap') : undefined}>
      {sheets.map((sheet) => (
        <div key={sheet.name}>
          {isUnnamed ? (
            <FirstRows
              one={one}
              sheet={sheet}
              onRow={(row) => setRows((before) => ({ ...before, [sheet.name]: row }))}
            />
          ) : null}
          <PlainTable
            name={sheet.name}
            heads={[t('imports.sheet'), t('imports.heading'), t('imports.field')]}
            items={sheet.columns}
            rowKey={(column) => column.heading}
            cells={(column) => [
              sheet.name,
              column.heading,
              may ? (
                <Select
                  key="field"
                  aria-label={t('imports.fieldOf', { heading: column.heading })}
                  value={chosen[column.heading] ?? column.field ?? IGNORED}
                  onChange={(field) => setChosen((before) => ({ ...before, [column.heading]: field }))}
                  options={choices}
                  popupMatchSelectWidth={false}
                  showSearch={{ optionFilterProp: 'label' }}
                />
              ) : (
                nameOf(column.field)
              ),
            ]}
          />
        </div>
      ))}
      <ProblemMessage problem={again.error} />
      {may ? (
        <div className="office-foot">
          <Button
            disabled={Object.keys(mapping).length === 0}
            busy={again.isPending}
            onClick={() => again.mutate({ params: { id: one.id }, body: { mapping } })}
          >
            {t('imports.checkAgain')}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}

interface FirstRowsProps {
  readonly one: Pick<ImportOnWire, 'firstRows'>;
  readonly sheet: Sheet;
  readonly onRow: (row: number) => void;
}

/** The rows a person looks at to find the headings; numbers in them are hidden. */
function FirstRows({ one, sheet, onRow }: FirstRowsProps) {
  const { t } = useTranslation('office');
  const field = useId();
  const rows = one.firstRows.filter((row) => row.sheet === sheet.name);
  const letters = columnsOf(rows);
  return (
    <>
      <PlainTable
        name={t('imports.firstRows', { sheet: sheet.name })}
        inLines
        heads={[t('imports.row'), ...letters]}
        items={rows}
        rowKey={({ row }) => String(row)}
        cells={({ row, cells }) => [
          row,
          ...letters.map((letter) => cells.find(({ column }) => column === letter)?.text ?? ''),
        ]}
      />
      <div className="office-filter">
        <div className="office-field">
          <label htmlFor={field}>{t('imports.headingRow')}</label>
          <Select
            id={field}
            value={sheet.row}
            onChange={onRow}
            options={headingRowsOf(rows).map((row) => ({ value: row, label: t('imports.rowN', { n: row }) }))}
          />
          <span className="hint">{t('imports.headingRowHint')}</span>
        </div>
      </div>
    </>
  );
}
