import type { FamilyIncident } from '@silverbell/wire';
import { ALERT_KIND_LABELS, OUTCOME_LABELS } from '@silverbell/vocabulary';
import { dayAndTime, labelOf } from '@silverbell/web-ui';
import { Card, Fact, Facts } from '@silverbell/web-ui/phone';
import { useTranslation } from 'react-i18next';

/** Every alert that was announced, with its ending (safety.md H11). */
export function PastIncidents({
  incidents,
  timeZone,
}: {
  incidents: readonly FamilyIncident[];
  timeZone: string | undefined;
}) {
  const { t } = useTranslation('family');
  if (incidents.length === 0) return null;
  return (
    <Card title={t('incident.past')} label={t('incident.past')}>
      <Facts>
        {incidents.map((one) => (
          <Fact
            key={one.id}
            icon="check"
            more={t('incident.outcome', {
              what: labelOf(OUTCOME_LABELS, one.outcome),
              at: dayAndTime(one.closedAt ?? one.raisedAt, timeZone),
            })}
          >
            {[
              one.senior?.name,
              t('incident.raised', {
                at: dayAndTime(one.raisedAt, timeZone),
                kind: labelOf(ALERT_KIND_LABELS, one.kind),
              }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Fact>
        ))}
      </Facts>
    </Card>
  );
}
