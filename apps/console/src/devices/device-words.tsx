import type { DeviceSummary } from '@silverbell/wire';
import { dayAndTime, useSay, type Say } from '@silverbell/web-ui';

export const batteryWord = ({ batteryPct }: Pick<DeviceSummary, 'batteryPct'>, say: Say): string =>
  batteryPct === null ? say('devices.batteryUnknown') : `${batteryPct}%`;

/** Word and shape, never colour alone; `null` is neither. */
export function LineTag({ online }: { online: boolean | null }) {
  const say = useSay();
  if (online === null) return <span className="quiet">{say('devices.unknownState')}</span>;
  return (
    <span className={online ? 'tag' : 'tag tag-warn'}>
      {online ? '● ' : '○ '}
      {say(online ? 'devices.online' : 'devices.offline')}
    </span>
  );
}

export function seenWord(
  { lastSeenAt, lastSeenUnproven }: Pick<DeviceSummary, 'lastSeenAt' | 'lastSeenUnproven'>,
  timeZone: string | undefined,
  say: Say,
): string {
  if (lastSeenAt === null) return say('devices.never');
  const at = dayAndTime(lastSeenAt, timeZone);
  return lastSeenUnproven ? say('devices.seenUnproven', { at }) : at;
}
