import type { AnswerOf } from '@silverbell/wire';
import {
  EXPORT_LIST_LABELS,
  EXPORT_STATE_LABELS,
  REVEAL_PURPOSE_LABELS,
  type ExportFormat,
  type ExportList,
  type RevealPurpose,
} from '@silverbell/vocabulary';
import { asProblem, routeQuery } from '@silverbell/web-api-client';
import { Button, choicesOf, Dialog, labelOf, ProblemMessage } from '@silverbell/web-ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../act-dialog.js';
import { api, clock } from '../app-client.js';
import { dayOf } from '../due.js';
import { asksForPeriod, filterOf, takenBy } from './export-filter.js';
import { useRegionName } from '../regions/use-regions.js';

interface ExportButtonProps {
  /** The file of this list; where several belong to it, one of them is chosen. */
  readonly lists: readonly [ExportList, ...ExportList[]];
  /** As the list is filtered now. */
  readonly filters: Readonly<Record<string, string>>;
}

/** CR-78: the list as a file. Who takes it out says for which purpose; that is recorded before a row is read. */
export function ExportButton({ lists, filters }: ExportButtonProps) {
  const { t } = useTranslation('office');
  const [state, setState] = useState<'closed' | 'asking' | { readonly id: string }>('closed');
  const [first] = lists;
  const ofPeriod = asksForPeriod(first);
  // The day of the page is where the period begins and ends, until another one is written.
  const day = ofPeriod ? (filters['on'] ?? '') : '';
  const others = Object.keys(filters).filter((key) => !takenBy(first).includes(key) && !(ofPeriod && key === 'on'));
  const close = (): void => setState('closed');
  return (
    <>
      <Button onClick={() => setState('asking')}>{t('list.export')}</Button>
      {state === 'asking' ? (
        <ActDialog
          title={t('list.exportOf', { list: lists.map((one) => labelOf(EXPORT_LIST_LABELS, one)).join(t('app.and')) })}
          note={others.length === 0 ? t('list.exportWhy') : `${t('list.exportPart')} ${t('list.exportWhy')}`}
          fields={[
            ...(lists.length === 1
              ? []
              : [
                  {
                    ...({ key: 'list', label: t('list.exportList'), kind: 'choice', required: true } as const),
                    choices: lists.map((value) => ({ value, label: labelOf(EXPORT_LIST_LABELS, value) })),
                  },
                ]),
            ...(ofPeriod
              ? [
                  { key: 'from', label: t('list.exportFrom'), kind: 'date', hint: t('list.exportDays') } as const,
                  { key: 'to', label: t('list.exportTo'), kind: 'date', hint: t('list.exportDays') } as const,
                ]
              : []),
            {
              ...{ key: 'purpose', label: t('list.purpose'), kind: 'choice', required: true },
              choices: choicesOf(REVEAL_PURPOSE_LABELS),
            },
            {
              ...{ key: 'format', label: t('list.format'), kind: 'choice', required: true },
              choices: [
                { value: 'xlsx', label: 'XLSX' },
                { value: 'csv', label: 'CSV' },
              ],
            },
          ]}
          initial={{ list: first, purpose: '', format: 'xlsx', from: day, to: day }}
          route="beginExport"
          inputOf={({ list, purpose, format, from, to }) => {
            const chosen = lists.find((one) => one === list) ?? first;
            const period = ofPeriod ? { from: String(from), to: String(to) } : {};
            const filter = filterOf(chosen, { ...filters, ...period });
            const asked = { list: chosen, purpose: purpose as RevealPurpose, format: format as ExportFormat, filter };
            return { body: asked };
          }}
          onDone={({ id }) => setState({ id })}
          onClose={close}
        />
      ) : null}
      {typeof state === 'object' ? <Progress id={state.id} regionId={filters['regionId']} onClose={close} /> : null}
    </>
  );
}

interface ProgressProps {
  readonly id: string;
  readonly regionId: string | undefined;
  readonly onClose: () => void;
}

/** The job is written by the worker; a closed dialog loses nothing but the way to its file. */
function Progress({ id, regionId, onClose }: ProgressProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const result = useQuery({
    ...routeQuery(api, 'export', { params: { id } }),
    refetchInterval: ({ state: { data } }) => (data?.state === 'ready' || data?.state === 'expired' ? false : 1_000),
  });
  const one = result.data;
  const fetching = useMutation({ mutationFn: (made: AnswerOf<'export'>) => save(made, regionName(regionId ?? null)) });
  return (
    <Dialog title={t('list.export')} open onClose={onClose}>
      <ProblemMessage problem={result.error} />
      {one === undefined ? null : (
        <>
          <p role="status">
            {labelOf(EXPORT_STATE_LABELS, one.state)} · {t('list.exportRows', { n: one.rows })}
          </p>
          <progress value={one.progress} max={1} aria-label={t('list.exportProgress')} />
          {one.inFull ? null : <p className="quiet">{t('list.exportMasked')}</p>}
        </>
      )}
      <ProblemMessage problem={fetching.error === null ? null : asProblem(fetching.error)} />
      <div className="office-foot">
        <Button onClick={onClose}>{t('common.close')}</Button>
        {one?.state === 'ready' ? (
          <Button tone="primary" busy={fetching.isPending} onClick={() => fetching.mutate(one)}>
            {t('list.exportFetch')}
          </Button>
        ) : null}
      </div>
    </Dialog>
  );
}

/** The address alone would carry no token. */
async function save({ id, list, format }: AnswerOf<'export'>, region: string): Promise<void> {
  const file = await api.file('exportFile', { params: { id } });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `${[region, labelOf(EXPORT_LIST_LABELS, list), dayOf(clock.now(), undefined)].filter((part) => part !== '—').join('_')}.${format}`;
  link.click();
  URL.revokeObjectURL(link.href);
}
