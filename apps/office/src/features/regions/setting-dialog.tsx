import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { beginOfDay } from '../../shared/begin-of-day.js';
import { orNone, type Field, type FieldValue } from '../../shared/form/field.js';
import type { Setting } from './region-settings.js';
import { useSettingLabels } from './setting-labels.js';

interface SettingDialogProps {
  readonly regionId: string;
  readonly setting: Setting;
  readonly timeZone: string | undefined;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** One value, from a day on, with the decision it stands on. What counts now stays on record. */
export function SettingDialog({ regionId, setting, timeZone, onDone, onClose }: SettingDialogProps) {
  const { t } = useTranslation('office');
  const { nameOf } = useSettingLabels();
  const { value: now, least, most } = setting;
  const fields: readonly Field<Record<string, FieldValue>>[] = [
    typeof now === 'boolean'
      ? { key: 'value', label: t('regions.switched'), kind: 'tick' }
      : {
          ...{ key: 'value', label: t('regions.value'), required: true },
          kind: typeof now === 'number' ? ('number' as const) : ('text' as const),
          ...(least === null || most === null ? {} : { hint: t('regions.between', { least, most }) }),
        },
    { key: 'source', label: t('regions.source'), kind: 'text', required: true, hint: t('regions.sourceHint') },
    { key: 'from', label: t('regions.fromDay'), kind: 'date', hint: t('regions.fromDayHint') },
  ];
  return (
    <ActDialog
      title={t('regions.settingOf', { name: nameOf(setting.key) })}
      note={t('regions.settingWhy')}
      fields={fields}
      initial={{ source: '', from: '', value: typeof now === 'boolean' ? now : String(now ?? '') }}
      route="setRegionSetting"
      inputOf={({ value, source, from }) => {
        const day = orNone(from ?? '');
        const begin = day === undefined ? null : beginOfDay(day, timeZone);
        return {
          params: { id: regionId },
          body: {
            key: setting.key,
            value: typeof value === 'boolean' ? value : typeof now === 'number' ? Number(value) : String(value),
            source: String(source),
            ...(day === undefined ? {} : { from: begin === null ? day : new Date(begin).toISOString() }),
          },
        };
      }}
      onDone={onDone}
      onClose={onClose}
    />
  );
}
