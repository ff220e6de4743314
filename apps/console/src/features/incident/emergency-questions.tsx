import type { Incident } from '@silverbell/wire';
import { AGENCY_SERVICE_LABELS, EMERGENCY_DECISION_LABELS, NO_120_REASON_LABELS } from '@silverbell/vocabulary';
import { Button, labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import type { ActionAsked } from '../../shared/action-asked.js';
import styles from './lists.module.css';

interface QuestionsProps {
  readonly incident: Incident;
  readonly onAsk: (asked: Omit<ActionAsked, 'incidentId'>) => void;
}

/** Whether 120, 119 or 110 is called: each question until it is answered, and each answer afterwards. */
export function EmergencyQuestions({ incident, onAsk }: QuestionsProps) {
  const { t } = useTranslation('console');
  // Once the incident is closed nothing is asked any more; what was answered stays.
  const asked = incident.emergencyDecisions.filter((one) => one.decision !== null || incident.closedAt === null);
  if (asked.length === 0) return null;
  const may = incident.allowedActions.includes('emergency-decision');
  return (
    <ul className={styles.questions} aria-label={t('incident.emergency')}>
      {asked.map((one) => {
        const service = labelOf(AGENCY_SERVICE_LABELS, one.service);
        if (one.decision !== null)
          return (
            <li key={one.service}>
              <span>
                {t('incident.answered', { service, decision: labelOf(EMERGENCY_DECISION_LABELS, one.decision) })}
                {one.reason === null ? '' : `（${labelOf(NO_120_REASON_LABELS, one.reason)}）`}
              </span>
            </li>
          );
        return (
          <li key={one.service} className={styles.questionOpen}>
            <strong>{t('incident.askQuestion', { service })}</strong>
            {may
              ? (['call', 'no-call'] as const).map((decision) => (
                  <Button
                    key={decision}
                    onClick={() =>
                      onAsk(
                        decision === 'call'
                          ? { action: 'read-out', service: one.service }
                          : { action: 'emergency-decision', service: one.service, decision },
                      )
                    }
                  >
                    {labelOf(EMERGENCY_DECISION_LABELS, decision)}
                  </Button>
                ))
              : null}
          </li>
        );
      })}
    </ul>
  );
}
