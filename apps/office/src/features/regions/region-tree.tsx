import { useId, useState } from 'react';
import { Input } from 'antd';
import { useTranslation } from 'react-i18next';
import { NavLink } from 'react-router';
import { treeOf, type Region, type RegionNode } from '../../shared/regions/use-regions.js';

/** The tree as links; what is looked for is shown with the way to it. */
export function RegionTree({ regions }: { readonly regions: readonly Region[] }) {
  const { t } = useTranslation('office');
  const id = useId();
  const [words, setWords] = useState('');
  const shown = words.trim() === '' ? treeOf(regions) : treeOf(regions).flatMap((node) => matching(node, words.trim()));
  return (
    <nav className="office-card region-tree" aria-label={t('regions.tree')}>
      <div className="pad office-field">
        <label htmlFor={id}>{t('regions.find')}</label>
        <Input id={id} allowClear value={words} onChange={(event) => setWords(event.target.value)} />
      </div>
      <Branch nodes={shown} />
    </nav>
  );
}

function Branch({ nodes }: { readonly nodes: readonly RegionNode[] }) {
  const { t } = useTranslation('office');
  return nodes.length === 0 ? null : (
    <ul>
      {nodes.map(({ region, children }) => (
        <li key={region.id}>
          <NavLink to={`/regions/${encodeURIComponent(region.id)}`}>
            {region.name}
            {region.active ? null : <span className="quiet"> {t('regions.inactive')}</span>}
          </NavLink>
          <Branch nodes={children} />
        </li>
      ))}
    </ul>
  );
}

function matching(node: RegionNode, words: string): readonly RegionNode[] {
  if (node.region.name.includes(words)) return [node];
  const children = node.children.flatMap((one) => matching(one, words));
  return children.length === 0 ? [] : [{ ...node, children }];
}
