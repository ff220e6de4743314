import { DEVICE_WORK_LABELS } from '@silverbell/vocabulary';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { labelOf, timeOfDay } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { api, readAt } from '../../shared/app-client.js';
import { useLivePart } from '../../shared/use-live-part.js';
import { Fact, Facts, ShiftCard } from './card.js';

/** Only the counts are wanted, which are of all devices whatever the page holds. */
const COUNTS = { query: { limit: 1 } } as const;
/** The server looks for silent devices once a minute. */
const EVERY_MS = 60_000;
const SHOWN = ['offline', 'battery-low', 'never-heard', 'test-due'] as const;

/**
 * Devices that need a person: `counts` of `GET /device-work`, which the office works through. Shelved: open incidents of the queue that
 * were set aside, and when the first of them comes back.
 */
export function DevicesCard({ timeZone }: { timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const work = useQuery({ ...routeQuery(api, 'deviceWork', COUNTS), staleTime: 0, refetchInterval: EVERY_MS });
  const known = useLivePart((state) => state.known);
  const cases = useLivePart((state) => state.cases);
  const shelved = useMemo(
    () => [...cases.values()].flatMap(({ shelf }) => (shelf === null ? [] : [shelf.until])).sort(),
    [cases],
  );
  const [back] = shelved;
  return (
    <ShiftCard
      title={t('shift.devices.title')}
      page={{ to: '/devices', words: t('shift.devices.page') }}
      of={[work]}
      at={readAt(routeKey('deviceWork', COUNTS))}
      timeZone={timeZone}
    >
      <Facts>
        {work.data === undefined
          ? null
          : SHOWN.map((kind) => (
              <Fact key={kind} name={labelOf(DEVICE_WORK_LABELS, kind)}>
                {t('shift.devices.pieces', { n: work.data.counts[kind] })}
              </Fact>
            ))}
        <Fact name={t('shift.devices.shelved')}>
          {!known
            ? '—'
            : back === undefined
              ? t('shift.devices.items', { n: 0 })
              : t('shift.devices.until', { n: shelved.length, at: timeOfDay(back, timeZone, false) })}
        </Fact>
      </Facts>
    </ShiftCard>
  );
}
