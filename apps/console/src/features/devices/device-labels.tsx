import type { DeviceSummary } from '@silverbell/wire';
import { dayAndTime } from '@silverbell/web-ui';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import pieces from '../../shared/pieces.module.css';

export const batteryLabel = ({ batteryPct }: Pick<DeviceSummary, 'batteryPct'>, t: TFunction<'console'>): string =>
  batteryPct === null ? t('devices.batteryUnknown') : `${batteryPct}%`;

/** Word and shape, never colour alone; `null` is neither. */
export function OnlineTag({ online }: { online: boolean | null }) {
  const { t } = useTranslation('console');
  if (online === null) return <span className={pieces.quiet}>{t('devices.unknownState')}</span>;
  return (
    <span className={online ? pieces.tag : `${pieces.tag} ${pieces.tagWarn}`}>
      {online ? '● ' : '○ '}
      {t(online ? 'devices.online' : 'devices.offline')}
    </span>
  );
}

export function lastSeenLabel(
  { lastSeenAt, lastSeenUnproven }: Pick<DeviceSummary, 'lastSeenAt' | 'lastSeenUnproven'>,
  timeZone: string | undefined,
  t: TFunction<'console'>,
): string {
  if (lastSeenAt === null) return t('devices.never');
  const at = dayAndTime(lastSeenAt, timeZone);
  return lastSeenUnproven ? t('devices.seenUnproven', { at }) : at;
}
