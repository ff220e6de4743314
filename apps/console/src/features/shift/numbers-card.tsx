import { EMERGENCY_SERVICE_LABELS } from '@silverbell/vocabulary';
import type { EmergencyNumbersOnWire } from '@silverbell/wire';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { dayAndTime, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, readAt } from '../../shared/app-client.js';
import { Fact, Facts, ShiftCard } from './card.js';

/** Checked once a month, changed less often. */
const EVERY_MS = 10 * 60_000;
/** Those that an operator dials in an emergency. */
const DIALLED = ['120', '119', '110'] as const;

type Line = EmergencyNumbersOnWire['items'][number];

/** Whether each direct number of the own region was dialled within the month, `checkedAt` and `checkDue` of `GET /regions/{id}/emergency-numbers`. */
export function NumbersCard({ regionId, timeZone }: { regionId: string; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const asked = { params: { id: regionId } };
  const numbers = useQuery({ ...routeQuery(api, 'emergencyNumbers', asked), staleTime: 0, refetchInterval: EVERY_MS });
  const checkOf = (line: Line | undefined): string => {
    if (line === undefined || line.number === null) return t('shift.numbers.missing');
    if (line.checkedAt === null) return t('shift.numbers.never');
    return t(line.checkDue ? 'shift.numbers.due' : 'shift.numbers.checked', {
      at: dayAndTime(line.checkedAt, timeZone),
    });
  };
  return (
    <ShiftCard
      title={t('shift.numbers.title')}
      of={[numbers]}
      at={readAt(routeKey('emergencyNumbers', asked))}
      timeZone={timeZone}
    >
      {numbers.data === undefined ? null : (
        <Facts>
          {DIALLED.map((service) => (
            <Fact key={service} name={labelOf(EMERGENCY_SERVICE_LABELS, service)}>
              {checkOf(numbers.data.items.find((line) => line.service === service))}
            </Fact>
          ))}
        </Facts>
      )}
    </ShiftCard>
  );
}
