import type { ExportList } from '@silverbell/vocabulary';
import type { ApiProblem } from '@silverbell/web-api-client';
import { Button } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { PageFrame } from '../page-frame.js';
import { QueryStatus } from '../query-status.js';
import { ScrollBox } from '../scroll-box.js';
import { ExportButton } from './export-button.js';
import { FilterBar, type ListFilter } from './filter-bar.js';
import { readAddress, withFilter, writeAddress, type ListAddress } from './list-address.js';

export interface Column<Item> {
  readonly key: string;
  readonly title: string;
  readonly cell: (item: Item) => ReactNode;
  /** Shown only when it was chosen. */
  readonly extra?: boolean;
}

interface ListPageProps<Item> {
  /** Names its saved views. */
  readonly list: string;
  readonly userId: string;
  readonly title: string;
  readonly note?: ReactNode;
  readonly filters: readonly ListFilter[];
  readonly columns: readonly Column<Item>[];
  readonly rowKey: (item: Item) => string;
  /** Cache key of the route that is read; commands invalidate by it. */
  readonly route: string;
  readonly read: (
    filters: Readonly<Record<string, string>>,
    cursor: string | undefined,
  ) => Promise<{ readonly items: readonly Item[]; readonly nextCursor?: string | null }>;
  /** The page of the form for a new record; also Alt+N. */
  readonly newAt?: string;
  readonly actions?: ReactNode;
  /** The list that may be taken out as a file, or several that belong to it; left out or empty: this one may not, or not by her. */
  readonly exportAs?: ExportList | readonly ExportList[];
  /** Between the title and the filters: figures, for example. */
  readonly above?: ReactNode;
  /** Below the table, with what is shown in it. */
  readonly below?: (items: readonly Item[], filters: Readonly<Record<string, string>>) => ReactNode;
}

/** The list of every feature: filter line, saved views, choice of columns, pages by cursor; all of it stands in the address. */
export function ListPage<Item>(props: ListPageProps<Item>) {
  const { t } = useTranslation('office');
  const [search, setSearch] = useSearchParams();
  const address = readAddress(search);
  const go = (next: ListAddress): void => setSearch(writeAddress(next));
  const result = useQuery<{ readonly items: readonly Item[]; readonly nextCursor?: string | null }, ApiProblem>({
    queryKey: [props.route, 'list', address.filters, address.cursor],
    queryFn: () => props.read(address.filters, address.cursor ?? undefined),
    placeholderData: (before) => before,
  });
  useNewKey(props.newAt);
  const columns = props.columns.filter(({ key, extra }) => address.columns?.includes(key) ?? extra !== true);
  const [firstExport, ...otherExports] = typeof props.exportAs === 'string' ? [props.exportAs] : (props.exportAs ?? []);
  const items = result.data?.items ?? [];
  const next = result.data?.nextCursor ?? null;
  return (
    <PageFrame
      title={props.title}
      note={props.note}
      actions={
        <>
          {props.actions}
          {firstExport === undefined ? null : (
            <ExportButton lists={[firstExport, ...otherExports]} filters={address.filters} />
          )}
          {props.newAt === undefined ? null : <NewButton to={props.newAt} />}
        </>
      }
    >
      {props.above}
      <div className="office-card">
        <FilterBar
          list={props.list}
          userId={props.userId}
          filters={props.filters}
          columns={props.columns.map(({ key, title }) => ({ key, title }))}
          shown={columns.map(({ key }) => key)}
          address={address}
          onFilter={(key, value) => go(withFilter(address, key, value))}
          onColumns={(keys) => go({ ...address, columns: keys })}
          onView={(view) => setSearch(view)}
        />
        <QueryStatus of={result} />
        {result.data === undefined ? null : (
          <ScrollBox name={props.title} busy={result.isPlaceholderData || undefined}>
            <table className="office-table" aria-label={props.title}>
              <thead>
                <tr>
                  {columns.map(({ key, title }) => (
                    <th key={key} scope="col">
                      {title}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <tr key={props.rowKey(item)}>
                    {columns.map(({ key, cell }) => (
                      <td key={key}>{cell(item)}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
            {items.length === 0 ? <p className="pad quiet office-foot">{t('list.empty')}</p> : null}
          </ScrollBox>
        )}
        <div className="office-foot">
          <span className="quiet">{t('list.rows', { n: items.length })}</span>
          <span className="spring" />
          {address.cursor === null ? null : (
            <Button onClick={() => go({ ...address, cursor: null })}>{t('list.first')}</Button>
          )}
          {next === null ? null : <Button onClick={() => go({ ...address, cursor: next })}>{t('list.next')}</Button>}
        </div>
      </div>
      {props.below?.(items, address.filters)}
    </PageFrame>
  );
}

function NewButton({ to }: { readonly to: string }) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  return (
    <Button tone="primary" keys="Alt+N" onClick={() => void go(to)}>
      {t('list.new')}
    </Button>
  );
}

function useNewKey(to: string | undefined): void {
  const go = useNavigate();
  useEffect(() => {
    if (to === undefined) return;
    const pressed = (event: KeyboardEvent): void => {
      if (!event.altKey || event.code !== 'KeyN') return;
      event.preventDefault();
      void go(to);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [to, go]);
}
