import type { Incident } from '@silverbell/wire';
import { Button } from '@silverbell/web-ui';
import type { OutcomeCode } from '@silverbell/vocabulary';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { closeProofs, type ProofField } from './close-proofs.js';
import type { ActionAsked } from '../../shared/action-asked.js';
import styles from './proofs-panel.module.css';

type Asked = Omit<ActionAsked, 'incidentId'>;

/** What each field of the form proves; the server's name of the need is another word. */
const FIELD_OF: Readonly<Record<string, ProofField>> = {
  ...{ hospital: 'hospital', 'accompanied-by': 'accompaniedBy', 'own-words': 'ownWords' },
  ...{ 'risk-explained': 'riskExplained', 'stated-by': 'statedBy', 'named-person': 'namedPerson', reason: 'reason' },
  ...{ 'police-number': 'policeNumber', 'service-order': 'serviceOrder', department: 'department' },
  ...{ receipt: 'receiptNumber', 'end-time': 'endTime', 'accepted-by': 'acceptedBy', 'other-case': 'otherIncidentId' },
};

interface Remedy {
  readonly label: string;
  readonly ask: Asked;
}

/** What can be done about a missing proof: the acts of the incident, never a way around it. */
function remediesFor(need: string, incident: Incident, t: TFunction<'console'>): readonly Remedy[] {
  const callSenior: Remedy = { label: t('act.callSenior'), ask: { action: 'call', party: 'senior' } };
  const agency = (service: '120' | '119' | '110' | 'utility'): Remedy => ({
    label: t('closing.recordAgency', { service: service === 'utility' ? t('protocol.utility') : service }),
    ask: { action: 'agency-call', service },
  });
  switch (need) {
    case 'spoken-with-senior':
      return [callSenior];
    case 'spoken-with-named-person':
      return [callSenior, { label: t('act.callContact'), ask: { action: 'call', party: 'contact' } }];
    case 'finished-assignment':
    case 'person-seen': {
      const there = incident.response.assignments.filter(({ state }) => state !== 'withdrawn' && state !== 'finished');
      return there.length > 0
        ? there.map(({ helper }) => ({
            label: t('closing.callHelper', { name: helper.name }),
            ask: { action: 'call', party: 'helper' },
          }))
        : [{ label: t('act.wave'), ask: { action: 'wave' } }];
    }
    case 'question-120-answered':
      return [{ label: t('act.emergency-decision'), ask: { action: 'emergency-decision', service: '120' } }];
    case 'agency-120':
    case 'agency-120-there':
    case 'agency-120-handed-over':
    case 'lead-or-agency':
      return [agency('120')];
    case 'agency-119':
      return [agency('119')];
    case 'agency-110':
      return [agency('110')];
    case 'agency-utility':
      return [agency('utility')];
    case 'verdict-false-alarm':
      return [{ label: t('act.verdict'), ask: { action: 'verdict' } }];
    case 'lead':
    case 'not-in-earnest':
      return [{ label: t('act.hand-over'), ask: { action: 'hand-over' } }];
    default:
      return [];
  }
}

/** The action that a remedy opens, as the server names what is allowed. */
const isAllowed = (incident: Incident, { ask }: Remedy): boolean =>
  (incident.allowedActions as readonly string[]).includes(ask.action);

const needLabel = (need: string, t: TFunction<'console'>): string => {
  const field = FIELD_OF[need];
  if (field !== undefined) return t(`proof.${field}`);
  const words = (t as (key: string) => string)(`proof.need.${need}`);
  return words === `proof.need.${need}` ? need : words;
};

interface ProofsPanelProps {
  readonly outcome: OutcomeCode;
  readonly incident: Incident;
  /** Fields of the form that are filled in; the server looks at them when it is sent. */
  readonly filled: ReadonlySet<ProofField | 'note'>;
  readonly onAsk: (asked: Asked) => void;
}

/** What is missing for this outcome, first, each with what can be done about it; then what is there. */
export function ProofsPanel({ outcome, incident, filled, onAsk }: ProofsPanelProps) {
  const { t } = useTranslation('console');
  const missing = stillMissing(incident, outcome, filled);
  const met = closeProofs[outcome].needs.filter((need) => !missing.includes(need));
  return (
    <section className={styles.proofs} aria-label={t('closing.proofs')}>
      <h3>{t('closing.proofs')}</h3>
      {missing.length === 0 && met.length === 0 ? <p className="sb-hint">{t('proof.needsNone')}</p> : null}
      <ul>
        {missing.map((need) => (
          <li key={need} className={styles.missing}>
            <strong>{t('closing.missing', { what: needLabel(need, t) })}</strong>
            <span className={styles.remedies}>
              {remediesFor(need, incident, t)
                .filter((remedy) => isAllowed(incident, remedy))
                .map((remedy) => (
                  <Button key={remedy.label} onClick={() => onAsk(remedy.ask)}>
                    {remedy.label}
                  </Button>
                ))}
            </span>
          </li>
        ))}
        {met.map((need) => (
          <li key={need} className={styles.met}>
            {t('closing.met', { what: needLabel(need, t) })}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What the server says of the incident as it is, less what the form fills in. */
export function stillMissing(
  incident: Incident,
  outcome: OutcomeCode,
  filled: ReadonlySet<ProofField | 'note'>,
): readonly string[] {
  const missing = incident.closing.find((one) => one.outcome === outcome)?.missing ?? [];
  return missing.filter((need) => {
    const field = need === 'note' ? 'note' : FIELD_OF[need];
    return field === undefined || !filled.has(field);
  });
}
