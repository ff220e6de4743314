import type { Incident } from '@silverbell/wire';
import type { Action } from '@silverbell/vocabulary';
import { Button } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import type { ActionAsked } from '../../shared/action-asked.js';
import styles from './dock.module.css';
import pieces from '../../shared/pieces.module.css';

interface ActionsProps {
  readonly incident: Incident;
  readonly me: string;
  readonly onAsk: (asked: Omit<ActionAsked, 'incidentId'>) => void;
  readonly onAttend: () => void;
  readonly busy: boolean;
}

interface Place {
  readonly action: Action & ActionAsked['action'];
  readonly label: 'act.callSenior' | 'act.callContact' | `act.${Action}`;
  readonly keys: string;
  readonly party?: 'senior' | 'contact';
  /** What it opens instead of the form of its own. */
  readonly opens?: 'services';
}

/** The eight acts in the order of an incident. Their places never change; what is not possible now is grey. */
const PLACES: readonly Place[] = [
  { action: 'wave', label: 'act.wave', keys: 'F7' },
  { action: 'call', label: 'act.callSenior', keys: 'F8', party: 'senior' },
  { action: 'call', label: 'act.callContact', keys: 'Shift+F8', party: 'contact' },
  { action: 'agency-call', label: 'act.agency-call', keys: 'Alt+E', opens: 'services' },
  { action: 'verdict', label: 'act.verdict', keys: 'Alt+V' },
  { action: 'destination', label: 'act.destination', keys: 'Alt+D' },
  { action: 'hold', label: 'act.hold', keys: 'Alt+H' },
  { action: 'note', label: 'act.note', keys: 'F9' },
];

/** Seldom needed, therefore small and only there when they are possible. */
const MORE = ['call', 'emergency-decision', 'shelve', 'release', 'hand-over', 'take-over'] as const;

/** Beside the incident, and possible as long as it may be written about. */
const TASKS = [
  { action: 'call-back', keys: 'Alt+B' },
  { action: 'near-miss', keys: 'Alt+R' },
] as const;

/** The act that answers what comes next: ask her first, then send a helper. */
function firstOf({ verdict, phase, attention }: Incident): Place['label'] | null {
  if (attention.state === 'waiting') return null;
  if (phase === 'attended') return verdict === 'unknown' ? 'act.callSenior' : 'act.wave';
  return phase === 'searching' ? 'act.wave' : null;
}

/** Only what the server allows now may be pressed. To close stands at the foot of the dock, far from the dispatch (H20). */
export function Actions({ incident, me, onAsk, onAttend, busy }: ActionsProps) {
  const { t } = useTranslation('console');
  // Its owner may attend again (that renews the lease), but needs no button for what the page does every 20 s.
  const attends = incident.attention.by?.id !== me && incident.allowedActions.includes('attend');
  const may = (action: Action): boolean => incident.allowedActions.includes(action);
  if (incident.allowedActions.length === 0)
    return <p className={`${pieces.empty} ${styles.attend}`}>{t('act.nothing')}</p>;
  const first = firstOf(incident);
  return (
    <div role="toolbar" aria-label={t('incident.actions')}>
      {attends ? (
        <div className={styles.attend}>
          <Button tone="primary" keys="F2" busy={busy} onClick={onAttend}>
            {t('act.attend')}
          </Button>
        </div>
      ) : null}
      <div className={styles.acts}>
        {PLACES.map(({ action, label, keys, party, opens }) => (
          <Button
            key={label}
            keys={keys}
            tone={label === first && may(action) ? 'primary' : 'plain'}
            disabled={!may(action)}
            title={may(action) ? undefined : t('act.notNow')}
            onClick={() => onAsk({ action: opens ?? action, ...(party === undefined ? {} : { party }) })}
          >
            {t(label)}
          </Button>
        ))}
      </div>
      {MORE.some(may) || may('note') || may('agency-call') ? (
        <div className={styles.more}>
          {MORE.filter(may).map((action) => (
            <Button key={action} onClick={() => onAsk({ action })}>
              {t(`act.${action}`)}
            </Button>
          ))}
          {may('agency-call') ? (
            <Button onClick={() => onAsk({ action: 'agency-call' })}>{t('act.agencyRecord')}</Button>
          ) : null}
          {may('note')
            ? TASKS.map(({ action, keys }) => (
                <Button key={action} keys={keys} onClick={() => onAsk({ action })}>
                  {t(`act.${action}`)}
                </Button>
              ))
            : null}
        </div>
      ) : null}
    </div>
  );
}
