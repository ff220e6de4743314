import { routeQuery } from '@silverbell/web-api-client';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../app-client.js';

interface FoundSelectProps {
  readonly id: string;
  readonly value: string;
  readonly onChange: (id: string) => void;
  readonly status?: 'error';
}
const LIMIT = 20;

/** A home, found by its name, its address or who lives there. */
export function HomeSelect(props: FoundSelectProps) {
  const [query, setQuery] = useState('');
  const q = useDeferredValue(query);
  const found = useQuery({
    ...routeQuery(api, 'homes', { query: { ...(q === '' ? {} : { q }), limit: LIMIT } }),
    placeholderData: (before) => before,
  });
  const chosen = useQuery({
    ...routeQuery(api, 'home', { params: { id: props.value } }),
    enabled: props.value !== '' && found.data?.items.some((one) => one.id === props.value) === false,
  });
  const homes = [...(found.data?.items ?? []), ...(chosen.data === undefined ? [] : [chosen.data])];
  return (
    <Found
      {...props}
      onWords={setQuery}
      options={homes.map((one) => ({ value: one.id, label: `${one.label} · ${one.address}` }))}
    />
  );
}

/** A senior, found by a part of her name. */
export function SeniorSelect(props: FoundSelectProps) {
  const [query, setQuery] = useState('');
  const q = useDeferredValue(query);
  const found = useQuery({
    ...routeQuery(api, 'seniors', { query: { ...(q === '' ? {} : { q }), limit: LIMIT } }),
    placeholderData: (before) => before,
  });
  return (
    <Found
      {...props}
      onWords={setQuery}
      options={(found.data?.items ?? []).map((one) => ({ value: one.id, label: `${one.name} · ${one.home.label}` }))}
    />
  );
}

interface FoundProps extends FoundSelectProps {
  readonly options: { readonly value: string; readonly label: string }[];
  readonly onWords: (words: string) => void;
}
function Found({ value, onChange, onWords, ...rest }: FoundProps) {
  const { t } = useTranslation('office');
  return (
    <Select
      {...rest}
      value={value === '' ? null : value}
      onChange={(chosen: string | undefined) => onChange(chosen ?? '')}
      placeholder={t('common.choose')}
      allowClear
      // The server has filtered already.
      showSearch={{ filterOption: false, onSearch: onWords }}
    />
  );
}
