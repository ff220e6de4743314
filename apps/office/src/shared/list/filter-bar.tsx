import { Button, type Choice } from '@silverbell/web-ui';
import { Checkbox, Input, Popover, Select } from 'antd';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RegionSelect } from '../regions/region-select.js';
import type { ListAddress } from './list-address.js';
import { SavedViews } from './saved-views.js';

export interface ListFilter {
  readonly key: string;
  readonly label: string;
  /** `query`: sent with Enter · `region`: with everything below it · choices: one of them. */
  readonly of: 'words' | 'region' | readonly Choice[];
  /** What is shown while nothing is chosen, where that is not everything. */
  readonly otherwise?: string;
}

interface FilterBarProps {
  readonly list: string;
  readonly userId: string;
  readonly filters: readonly ListFilter[];
  readonly columns: readonly { readonly key: string; readonly title: string }[];
  readonly shown: readonly string[];
  readonly address: ListAddress;
  readonly onFilter: (key: string, value: string) => void;
  readonly onColumns: (keys: readonly string[]) => void;
  readonly onView: (search: string) => void;
}

export function FilterBar(props: FilterBarProps) {
  const { t } = useTranslation('office');
  const { filters, address, onFilter } = props;
  return (
    <div className="office-filter" role="search" aria-label={t('list.filter')}>
      {filters.map((filter) => (
        <Filter
          key={filter.key}
          filter={filter}
          value={address.filters[filter.key] ?? ''}
          onChange={(value) => onFilter(filter.key, value)}
        />
      ))}
      <Popover
        trigger="click"
        placement="bottomRight"
        content={
          <Checkbox.Group
            aria-label={t('list.columns')}
            options={props.columns.map(({ key, title }) => ({ value: key, label: title }))}
            value={[...props.shown]}
            onChange={(keys) => props.onColumns(keys)}
          />
        }
      >
        <Button>{t('list.columns')}</Button>
      </Popover>
      <Views {...props} />
    </div>
  );
}

function Filter({
  filter,
  value,
  onChange,
}: {
  readonly filter: ListFilter;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { t } = useTranslation('office');
  const id = useId();
  const [query, setQuery] = useState(value);
  useEffect(() => setQuery(value), [value]);
  return (
    <div className="office-field">
      <label htmlFor={id}>{filter.label}</label>
      {filter.of === 'words' ? (
        <Input
          id={id}
          allowClear
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            if (event.target.value === '') onChange('');
          }}
          onPressEnter={() => onChange(query.trim())}
          onBlur={() => (query.trim() === value ? undefined : onChange(query.trim()))}
        />
      ) : filter.of === 'region' ? (
        <RegionSelect id={id} value={value} onChange={onChange} />
      ) : (
        <Select
          id={id}
          value={value}
          onChange={onChange}
          options={[{ value: '', label: filter.otherwise ?? t('list.all') }, ...filter.of]}
          popupMatchSelectWidth={false}
        />
      )}
    </div>
  );
}

function Views({ list, userId, address, onView }: FilterBarProps) {
  const { t } = useTranslation('office');
  const kept = new SavedViews(localStorageOrNone(), userId, list);
  const [views, setViews] = useState(() => kept.all());
  const [name, setName] = useState('');
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={t('list.views')}
      content={
        <>
          {views.length === 0 ? <p className="quiet">{t('list.noViews')}</p> : null}
          <ul aria-label={t('list.views')}>
            {views.map((view) => (
              <li key={view.name}>
                <Button tone="quiet" onClick={() => onView(view.search)}>
                  {view.name}
                </Button>
                <Button
                  tone="quiet"
                  aria-label={t('list.removeView', { name: view.name })}
                  onClick={() => setViews(kept.remove(view.name))}
                >
                  ×
                </Button>
              </li>
            ))}
          </ul>
          <form
            aria-label={t('list.saveView')}
            onSubmit={(event) => {
              event.preventDefault();
              if (name.trim() === '') return;
              setViews(kept.keep(name.trim(), address));
              setName('');
            }}
          >
            <Input
              aria-label={t('list.viewName')}
              placeholder={t('list.viewName')}
              value={name}
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit">{t('list.save')}</Button>
          </form>
        </>
      }
    >
      <Button>{t('list.views')}</Button>
    </Popover>
  );
}

function localStorageOrNone(): Storage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}
