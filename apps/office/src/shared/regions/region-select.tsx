import { TreeSelect } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { pathOf, treeOf, useRegions, type RegionNode } from './use-regions.js';

interface SelectProps<Value> {
  readonly id: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly invalid?: boolean;
  readonly describedBy?: string;
}

/** One region of the tree, found by a part of its name. */
export function RegionSelect({ value, onChange, ...rest }: SelectProps<string>) {
  const regions = useRegions().data?.items ?? [];
  const shared = useSharedProps(rest);
  return (
    <TreeSelect
      {...shared}
      value={value === '' ? null : value}
      onChange={(chosen: string | null) => onChange(chosen ?? '')}
      title={value === '' ? '' : pathOf(regions, value)}
    />
  );
}

/** Several regions of the tree, in the order in which they were chosen. */
export function RegionsSelect({ value, onChange, ...rest }: SelectProps<readonly string[]>) {
  const shared = useSharedProps(rest);
  return <TreeSelect {...shared} multiple value={[...value]} onChange={(chosen: string[]) => onChange(chosen)} />;
}

function useSharedProps({ id, invalid, describedBy }: Omit<SelectProps<never>, 'value' | 'onChange'>) {
  const { t } = useTranslation('office');
  const { data } = useRegions();
  const tree = useMemo(() => treeOf((data?.items ?? []).filter(({ active }) => active)).map(optionOf), [data]);
  return {
    id,
    treeData: tree,
    treeDefaultExpandAll: true,
    showSearch: { treeNodeFilterProp: 'title' },
    allowClear: true,
    popupMatchSelectWidth: false,
    placeholder: t('common.choose'),
    ...(invalid === true ? { status: 'error' as const, 'aria-invalid': true } : {}),
    ...(describedBy === undefined ? {} : { 'aria-describedby': describedBy }),
  };
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
