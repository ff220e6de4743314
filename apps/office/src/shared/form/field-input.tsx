import { Checkbox, Input, Select } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { HomeSelect, SeniorSelect } from './found-select.js';
import { RegionSelect, RegionsSelect } from '../regions/region-select.js';
import type { Field, FieldValue } from './field.js';
import { isPlace, NO_PLACE } from './place.js';

const PlaceField = lazy(() => import('./place-field.js').then((all) => ({ default: all.PlaceField })));

interface FieldInputProps {
  readonly id: string;
  readonly field: Field<Record<string, FieldValue>>;
  readonly value: FieldValue;
  readonly error: string | undefined;
  readonly onChange: (value: FieldValue) => void;
  readonly onLeave: () => void;
}

/** One field with its label, its hint, and what is wrong with it. */
export function FieldInput(props: FieldInputProps) {
  const { t } = useTranslation('office');
  const { id, field, error } = props;
  const grouped = field.kind === 'choices' || field.kind === 'place';
  const words = field.required === true || field.kind === 'tick' ? field.label : `${field.label}${t('form.optional')}`;
  return (
    <div
      className={`office-field${field.wide === true || field.kind === 'place' ? ' wide' : ''}`}
      {...(grouped ? { role: 'group', 'aria-label': field.label } : {})}
    >
      {grouped ? <span className="label">{words}</span> : <label htmlFor={id}>{words}</label>}
      <Control {...props} />
      {field.hint === undefined ? null : (
        <span id={`${id}-hint`} className="hint">
          {field.hint}
        </span>
      )}
      {error === undefined ? null : (
        <span id={`${id}-error`} className="error">
          {error}
        </span>
      )}
    </div>
  );
}

function Control({ id, field, value, error, onChange, onLeave }: FieldInputProps) {
  const { t } = useTranslation('office');
  const described = [field.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  const shared = {
    id,
    ...(described === '' ? {} : { 'aria-describedby': described }),
    ...(error === undefined ? {} : { status: 'error' as const, 'aria-invalid': true }),
    ...(field.required === true ? { 'aria-required': true } : {}),
  };
  const words = typeof value === 'string' ? value : '';
  const typed = {
    value: words,
    onChange: (event: { readonly target: { readonly value: string } }) => onChange(event.target.value),
    onBlur: onLeave,
  };
  switch (field.kind) {
    case 'words':
      return <Input.TextArea {...shared} {...typed} rows={3} />;
    case 'password':
      return <Input.Password {...shared} {...typed} autoComplete="new-password" />;
    case 'text':
      return <Input {...shared} {...typed} autoComplete="off" />;
    case 'phone':
      return <Input {...shared} {...typed} autoComplete="off" inputMode="tel" />;
    case 'number':
      return <Input {...shared} {...typed} autoComplete="off" inputMode="decimal" />;
    case 'date':
      return <Input {...shared} {...typed} autoComplete="off" placeholder="1947-11-12" inputMode="numeric" />;
    case 'tick':
      return (
        <Select
          {...shared}
          value={value === true}
          onChange={onChange}
          options={[
            { value: true, label: t('form.yes') },
            { value: false, label: t('form.no') },
          ]}
        />
      );
    case 'choice':
      return (
        <Select
          {...shared}
          value={words === '' ? null : words}
          onChange={(chosen: string | undefined) => onChange(chosen ?? '')}
          placeholder={t('common.choose')}
          allowClear={field.required !== true}
          showSearch={{ optionFilterProp: 'label' }}
          options={[...field.choices]}
        />
      );
    case 'choices':
      return (
        <Checkbox.Group
          options={[...field.choices]}
          value={Array.isArray(value) ? [...(value as readonly string[])] : []}
          onChange={(chosen: string[]) => onChange(chosen)}
        />
      );
    case 'region':
      return (
        <RegionSelect
          id={id}
          value={words}
          onChange={onChange}
          invalid={error !== undefined}
          {...(described === '' ? {} : { describedBy: described })}
        />
      );
    case 'regions':
      return (
        <RegionsSelect
          id={id}
          value={Array.isArray(value) ? (value as readonly string[]) : []}
          onChange={onChange}
          invalid={error !== undefined}
          {...(described === '' ? {} : { describedBy: described })}
        />
      );
    case 'home':
      return <HomeSelect {...shared} value={words} onChange={onChange} />;
    case 'senior':
      return <SeniorSelect {...shared} value={words} onChange={onChange} />;
    case 'place':
      return (
        <Suspense fallback={<span className="quiet">{t('common.loading')}</span>}>
          <PlaceField id={id} value={isPlace(value) ? value : NO_PLACE} onChange={onChange} />
        </Suspense>
      );
  }
}
