import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { beginOfDay } from '../../shared/begin-of-day.js';
import { orNone, type Field, type FieldValue } from '../../shared/form/field.js';
import type { Setting } from './region-settings.js';
import { useSettingWords } from './setting-words.js';

interface SettingDialogProps {
  readonly regionId: string;
  /** `null`: a pilot switch that no region has yet. */
  readonly setting: Setting | null;
  readonly timeZone: string | undefined;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** One value, from a day on, with the decision it stands on. What counts now stays on record. */
export function SettingDialog({ regionId, setting, timeZone, onDone, onClose }: SettingDialogProps) {
  const { t } = useTranslation('office');
  const { nameOf } = useSettingWords();
  const isSwitch = setting === null || typeof setting.value === 'boolean';
  const fields: readonly Field<Record<string, FieldValue>>[] = [
    ...(setting === null
      ? [
          {
            key: 'pilot',
            label: t('regions.pilotName'),
            kind: 'text',
            required: true,
            hint: t('regions.pilotHint'),
          } as const,
        ]
      : []),
    isSwitch
      ? { key: 'value', label: t('regions.switched'), kind: 'tick' }
      : { key: 'value', label: t('regions.value'), kind: 'text', required: true },
    { key: 'source', label: t('regions.source'), kind: 'text', required: true, hint: t('regions.sourceHint') },
    { key: 'from', label: t('regions.fromDay'), kind: 'date', hint: t('regions.fromDayHint') },
  ];
  return (
    <ActDialog
      title={setting === null ? t('regions.pilotAdd') : t('regions.settingOf', { name: nameOf(setting.key) })}
      note={t('regions.settingWhy')}
      fields={fields}
      initial={{
        ...{ pilot: '', source: '', from: '' },
        value: setting === null ? true : typeof setting.value === 'boolean' ? setting.value : String(setting.value),
      }}
      route="setRegionSetting"
      inputOf={({ pilot, value, source, from }) => {
        const day = orNone(from ?? '');
        const begin = day === undefined ? null : beginOfDay(day, timeZone);
        return {
          params: { id: regionId },
          body: {
            key: setting?.key ?? `pilot.${String(pilot)}`,
            value:
              typeof value === 'boolean' ? value : typeof setting?.value === 'number' ? Number(value) : String(value),
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
