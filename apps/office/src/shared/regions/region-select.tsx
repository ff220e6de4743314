import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { pathOf, treeOf, useRegions, type RegionNode } from './use-regions.js';

interface RegionSelectProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly invalid?: boolean;
  readonly describedBy?: string;
}

/** One region of the tree, found by a part of its name. */
export function RegionSelect({ id, value, onChange, invalid, describedBy }: RegionSelectProps) {
  const { t } = useTranslation('office');
  const regions = useRegions().data?.items ?? [];
  const tree = useMemo(() => treeOf(regions.filter(({ active }) => active)).map(optionOf), [regions]);
  return (
    <TreeSelect
      id={id}
      value={value === '' ? null : value}
      onChange={(chosen: string | null) => onChange(chosen ?? '')}
      treeData={tree}
      treeDefaultExpandAll
      showSearch={{ treeNodeFilterProp: 'title' }}
      allowClear
      popupMatchSelectWidth={false}
      placeholder={t('common.choose')}
      title={value === '' ? '' : pathOf(regions, value)}
      {...(invalid === true ? { status: 'error' as const, 'aria-invalid': true } : {})}
      {...(describedBy === undefined ? {} : { 'aria-describedby': describedBy })}
    />
  );
}

interface Option {
  readonly value: string;
  readonly title: string;
  readonly children: Option[];
}
const optionOf = ({ region, children }: RegionNode): Option => ({
  value: region.id,
  title: region.name,
  children: children.map(optionOf),
});
