import type { Candidate, Incident } from '@silverbell/wire';
import {
  DESTINATION_CHOICE_LABELS,
  HELPER_KIND_LABELS,
  OFFER_OVER_LABELS,
  OFFER_STATE_LABELS,
} from '@silverbell/vocabulary';
import { useSession } from '@silverbell/web-live';
import { Button, labelOfCode, ProblemMessage, formatDuration, timeOfDay, labelOf } from '@silverbell/web-ui';
import { useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ActionAsked } from '../../shared/action-asked.js';
import { readAt, session } from '../../shared/app-client.js';
import { candidatesKey, useCandidates } from '../../shared/candidates-query.js';
import { reasonLabel } from './reason-label.js';
import pieces from '../../shared/pieces.module.css';
import styles from './candidates.module.css';

interface CandidatesProps {
  readonly incident: Incident | undefined;
  readonly timeZone: string | undefined;
  readonly onAsk: (asked: Omit<ActionAsked, 'incidentId'>) => void;
}

const boxOf = (helperId: string): string => `candidate-${helperId}`;

export function Candidates({ incident, timeZone, onAsk }: CandidatesProps) {
  const { t } = useTranslation('console');
  const list = useCandidates(incident);
  const listReadAt = readAt(candidatesKey(incident));
  const leads = useSession(session).user?.role === 'lead';
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [focused, setFocused] = useState<string | null>(null);
  // Who only looks has nobody to send.
  if (incident === undefined || incident.allowedActions.length === 0) return null;
  const items = incident.closedAt === null ? (list.data?.items ?? []) : [];
  const may = incident.allowedActions.includes('offer');
  const askable = (one: Candidate): boolean => may && one.offer?.state !== 'open' && one.offer?.state !== 'accepted';
  const picked = items.filter((one) => chosen.has(one.helper.id) && askable(one));
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  const free = items.filter(askable);
  // One Tab stop for all of them: the arrow keys walk from one to the next.
  const stop = (free.find(({ helper }) => helper.id === focused) ?? free[0])?.helper.id;
  const walk = (event: KeyboardEvent): void => {
    const at = free.findIndex(({ helper }) => boxOf(helper.id) === (event.target as HTMLElement).id);
    const here = free[at];
    if (here === undefined) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      onAsk({ action: 'offer', helpers: [here.helper] });
      return;
    }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    const next = free[at + (event.key === 'ArrowDown' ? 1 : -1)];
    if (next !== undefined) document.getElementById(boxOf(next.helper.id))?.focus();
  };
  return (
    <section className={pieces.card} id="candidates" tabIndex={-1} aria-label={t('candidates.title')}>
      <h2>{t('candidates.title')}</h2>
      {incident.closedAt !== null ? <p className={pieces.empty}>{t('candidates.closed')}</p> : null}
      {list.isError ? <ProblemMessage problem={list.error} /> : null}
      {list.isSuccess && items.length === 0 && incident.closedAt === null ? (
        <p className={pieces.empty}>{t('candidates.none')}</p>
      ) : null}
      {free.length > 0 ? <p className={pieces.quiet}>{t('candidates.keys')}</p> : null}
      <ol className={styles.candidateList} onKeyDown={walk}>
        {items.map((one) => {
          const id = boxOf(one.helper.id);
          return (
            <li key={one.helper.id}>
              <input
                id={id}
                type="checkbox"
                aria-label={t('candidates.pick', { name: one.helper.name })}
                checked={chosen.has(one.helper.id) && askable(one)}
                disabled={!askable(one)}
                tabIndex={one.helper.id === stop ? 0 : -1}
                onFocus={() => setFocused(one.helper.id)}
                onChange={() => toggle(one.helper.id)}
              />
              <label htmlFor={id}>
                <span className={styles.candidateTop}>
                  <strong>{one.helper.name}</strong>
                  <span className={pieces.quiet}>{labelOf(HELPER_KIND_LABELS, one.kind)}</span>
                  <span className={styles.candidateEta}>
                    {t('candidates.arrives', { span: formatDuration(one.expectedArrivalS, t) })}
                  </span>
                </span>
                <span className={pieces.quiet}>
                  {[
                    one.distanceM === null ? null : t('candidates.distance', { n: (one.distanceM / 1_000).toFixed(1) }),
                    one.place === null
                      ? null
                      : t('places.goesTo', { place: labelOf(DESTINATION_CHOICE_LABELS, one.place) }),
                    one.onDuty ? t('candidates.onDuty') : t('candidates.offDuty'),
                    ...one.reasons
                      .filter((code) => code !== 'on-duty' && code !== 'off-duty' && !one.doubts.includes(code))
                      .map((code) => reasonLabel(one, code, t)),
                  ]
                    .filter(Boolean)
                    .join(' · ')}
                </span>
                {one.doubts.length === 0 ? null : (
                  <span className={pieces.quiet}>
                    {t('candidates.doubts')}：{one.doubts.map((code) => reasonLabel(one, code, t)).join('、')}
                  </span>
                )}
                {one.offer === null ? null : (
                  <span className={pieces.tag}>
                    {t('candidates.offered', {
                      state:
                        one.offer.state === 'over'
                          ? labelOf(OFFER_OVER_LABELS, one.offer.overReason)
                          : labelOf(OFFER_STATE_LABELS, one.offer.state),
                    })}
                  </span>
                )}
              </label>
              {leads ? (
                <Link className={styles.candidateSuspend} to={`/helpers/${encodeURIComponent(one.helper.id)}`}>
                  {t('helpers.open')}
                  <span className="sb-visually-hidden"> {one.helper.name}</span>
                </Link>
              ) : null}
            </li>
          );
        })}
      </ol>
      {list.data?.barred === undefined || list.data.barred.length === 0 ? null : (
        <>
          <h3>{t('helpers.barred')}</h3>
          <ul className={pieces.lines}>
            {list.data.barred.map(({ helper, reason }) => (
              <li key={helper.id}>
                {leads ? <Link to={`/helpers/${encodeURIComponent(helper.id)}`}>{helper.name}</Link> : helper.name}
                <span className={pieces.quiet}>{labelOfCode('rank', reason, t)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {may && items.length > 0 ? (
        <Button
          disabled={picked.length === 0}
          onClick={() => {
            onAsk({ action: 'offer', helpers: picked.map((one) => one.helper) });
            setChosen(new Set());
          }}
        >
          {picked.length === 0 ? t('candidates.sendNone') : t('candidates.send', { n: picked.length })}
        </Button>
      ) : null}
      {listReadAt !== null && items.length > 0 ? (
        <p className={pieces.quiet}>{t('candidates.readAt', { at: timeOfDay(listReadAt, timeZone) })}</p>
      ) : null}
    </section>
  );
}
