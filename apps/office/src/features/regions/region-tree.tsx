import { Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { treeOf, type Region, type RegionNode } from '../../shared/regions/use-regions.js';
import type { HomeCounts } from './regions-page.js';

interface RegionTreeProps {
  readonly regions: readonly Region[];
  readonly shownId: string | undefined;
  /** With everything below it. */
  readonly homes: HomeCounts;
}

/** The tree as links, with the number of homes; what is looked for is shown with the way to it. */
export function RegionTree({ regions, shownId, homes }: RegionTreeProps) {
  const { t } = useTranslation('office');
  const id = useId();
  const [query, setQuery] = useState('');
  const shown = query.trim() === '' ? treeOf(regions) : treeOf(regions).flatMap((node) => matching(node, query.trim()));
  return (
    <nav className="office-card region-tree" aria-label={t('regions.tree')}>
      <div className="pad office-field">
        <label htmlFor={id}>{t('regions.find')}</label>
        <Input id={id} allowClear value={query} onChange={(event) => setQuery(event.target.value)} />
      </div>
      {shown.length === 0 ? <p className="pad quiet">{t('list.empty')}</p> : null}
      <Branch nodes={shown} shownId={shownId} homes={homes} />
    </nav>
  );
}

interface BranchProps {
  readonly nodes: readonly RegionNode[];
  readonly shownId: string | undefined;
  readonly homes: HomeCounts;
}

function Branch({ nodes, shownId, homes }: BranchProps) {
  const { t } = useTranslation('office');
  return nodes.length === 0 ? null : (
    <ul>
      {nodes.map(({ region, children }) => {
        const count = homes.get(region.id);
        return (
          <li key={region.id}>
            <Link
              to={`/regions/${encodeURIComponent(region.id)}`}
              className={region.id === shownId ? 'active' : ''}
              aria-current={region.id === shownId ? 'page' : undefined}
            >
              <span>
                {region.name}
                {region.active ? null : <span className="quiet"> {t('regions.inactive')}</span>}
              </span>
              {count === undefined ? null : <span className="count">{t('regions.homes', { n: count.homes })}</span>}
            </Link>
            <Branch nodes={children} shownId={shownId} homes={homes} />
          </li>
        );
      })}
    </ul>
  );
}

function matching(node: RegionNode, words: string): readonly RegionNode[] {
  if (node.region.name.includes(words)) return [node];
  const children = node.children.flatMap((one) => matching(one, words));
  return children.length === 0 ? [] : [{ ...node, children }];
}
