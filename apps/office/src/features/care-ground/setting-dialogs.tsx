import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import type { Field, FieldValue } from '../../shared/form/field.js';
import { useCareSettingLabels, type CareSetting, type CareValue } from './setting-labels.js';

interface DialogProps {
  readonly regionId: string;
  readonly setting: CareSetting;
  readonly onDone: () => void;
  readonly onClose: () => void;
}
type ValueField = Field<Record<string, FieldValue>>;

/** A value from a day on; of money, terms and thresholds it is a proposal until a second person sends the same (CR-04). */
export function SettingDialog({ regionId, setting, today, ...shared }: DialogProps & { readonly today: string }) {
  const { t } = useTranslation('office');
  const { nameOf } = useCareSettingLabels();
  const { key, value, rule, twoPeople } = setting;
  const fields: readonly ValueField[] = [
    useValueField(rule),
    {
      ...{ key: 'validFrom', label: t('careSettings.validFrom'), kind: 'date', required: true },
      hint: t('careSettings.validFromHint'),
    },
    {
      ...{ key: 'source', label: t('careSettings.source'), kind: 'text', required: true },
      hint: t('careSettings.sourceHint'),
    },
  ];
  const initial = typeof value === 'number' ? String(value) : value;
  return (
    <ActDialog
      title={t('careSettings.changeOf', { name: nameOf(key) })}
      note={[t('careSettings.changeWhy'), ...(twoPeople ? [t('careSettings.changeTwo')] : [])].join(' ')}
      fields={fields}
      initial={{ value: initial, validFrom: today, source: '' }}
      route="setCareSetting"
      inputOf={(values) => ({
        params: { id: regionId },
        body: {
          ...{ key, value: writtenAs(rule, values['value'] ?? '') },
          ...{ validFrom: String(values['validFrom']), source: String(values['source']) },
        },
      })}
      {...shared}
    />
  );
}

function useValueField(rule: CareSetting['rule']): ValueField {
  const { t } = useTranslation('office');
  const { choiceOf } = useCareSettingLabels();
  const value = { key: 'value', label: t('careSettings.value'), required: true } as const;
  switch (rule.type) {
    case 'switch':
      return { key: 'value', label: t('careSettings.value'), kind: 'tick' };
    case 'number':
      return {
        ...value,
        kind: 'number',
        hint: t('careSettings.between', {
          least: rule.least,
          most: t(`careSettings.units.${rule.unit}`, { n: rule.most }),
        }),
      };
    case 'month-day':
      return { ...value, kind: 'text', hint: t('careSettings.monthDayHint') };
    case 'choice':
      return { ...value, kind: 'choice', choices: rule.of.map((code) => ({ value: code, label: choiceOf(code) })) };
    case 'list':
      return { ...value, kind: 'choices', choices: rule.of.map((code) => ({ value: code, label: choiceOf(code) })) };
  }
}

/** As the setting's rule wants it; what is none is sent as it was written, to be refused by name. */
function writtenAs(rule: CareSetting['rule'], value: FieldValue): CareValue {
  if (rule.type === 'switch') return value === true;
  if (Array.isArray(value)) return [...(value as readonly string[])];
  const written = String(value);
  return rule.type === 'number' && Number.isFinite(Number(written)) ? Number(written) : written;
}

/** The second person puts a proposal in force: the same value for the same day. */
export function ConfirmDialog({
  regionId,
  setting,
  proposal,
  ...shared
}: DialogProps & { readonly proposal: CareSetting['proposed'][number] }) {
  const { t } = useTranslation('office');
  const { nameOf, valueOf } = useCareSettingLabels();
  const { value, validFrom, source, by } = proposal;
  return (
    <ActDialog
      title={t('careSettings.confirmOf', { name: nameOf(setting.key) })}
      note={t('careSettings.confirmWhy', {
        ...{ value: valueOf(value, setting.rule), day: validFrom, source, by: by.name },
      })}
      fields={[]}
      initial={{}}
      route="setCareSetting"
      inputOf={() => ({ params: { id: regionId }, body: { key: setting.key, value, validFrom, source } })}
      {...shared}
    />
  );
}
