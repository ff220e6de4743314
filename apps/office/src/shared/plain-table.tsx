import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ScrollBox } from './scroll-box.js';

interface PlainTableProps<Item> {
  readonly name: string;
  readonly heads: readonly string[];
  readonly items: readonly Item[];
  readonly rowKey: (item: Item) => string;
  readonly cells: (item: Item) => readonly ReactNode[];
  /** Many short values: none is broken into lines. */
  readonly inLines?: boolean;
}

/** A short table inside a page: no filter, no pages. */
export function PlainTable<Item>({ name, heads, items, rowKey, cells, inLines = false }: PlainTableProps<Item>) {
  const { t } = useTranslation('office');
  if (items.length === 0) return <p className="office-foot quiet">{t('list.nothing')}</p>;
  return (
    <ScrollBox name={name}>
      <table className={inLines ? 'office-table in-lines' : 'office-table'} aria-label={name}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={rowKey(item)}>
              {cells(item).map((cell, index) => (
                <td key={heads[index]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
