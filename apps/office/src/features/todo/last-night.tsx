import { ALERT_KIND_LABELS, OUTCOME_LABELS, PHASE_LABELS } from '@silverbell/vocabulary';
import { routeQuery } from '@silverbell/web-api-client';
import type { SessionUser } from '@silverbell/web-live';
import { labelOf, timeOfDay } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, clock } from '../../shared/app-client.js';
import { beginOfDay } from '../../shared/begin-of-day.js';
import { dayOf } from '../../shared/due.js';
import { Card } from '../../shared/page-frame.js';
import { hasOneOf } from '../../shared/page-props.js';
import { QueryStatus } from '../../shared/query-status.js';

const looking = ['operator', 'lead', 'admin', 'supervisor', 'auditor'];
const SINCE_MS = 6 * 3_600_000;
const SHOWN = 6;
const ASKED = 50;

interface LastNightProps {
  readonly user: SessionUser;
  readonly timeZone: string | undefined;
}

/** What was raised since 18:00 of the evening before, newest first: the office begins its day with it. */
export function LastNight(props: LastNightProps) {
  return hasOneOf(props.user, looking) ? <Night {...props} /> : null;
}

function Night({ timeZone }: LastNightProps) {
  const { t } = useTranslation('office');
  const open = useQuery(routeQuery(api, 'incidents', { query: { state: 'open', limit: ASKED } }));
  const closed = useQuery(routeQuery(api, 'incidents', { query: { state: 'closed', limit: ASKED } }));
  const begin = beginOfDay(dayOf(clock.now(), timeZone), timeZone) ?? clock.now();
  const all = [...(open.data?.items ?? []), ...(closed.data?.items ?? [])]
    .filter(({ raisedAt, practice }) => practice === null && Date.parse(raisedAt) >= begin - SINCE_MS)
    .toSorted((a, b) => b.raisedAt.localeCompare(a.raisedAt));
  return (
    <Card title={t('todo.night')} note={t('todo.nightSince')}>
      <QueryStatus of={closed} />
      {closed.isSuccess && all.length === 0 ? <p className="pad quiet">{t('todo.nightNone')}</p> : null}
      <ul className="office-night">
        {all.slice(0, SHOWN).map((one) => (
          <li key={one.id}>
            <time dateTime={one.raisedAt}>{timeOfDay(one.raisedAt, timeZone, false)}</time>
            <span>
              {/* Another app: its own login, its own window. */}
              <a href={`/console/incidents/${encodeURIComponent(one.id)}`}>
                {labelOf(ALERT_KIND_LABELS, one.kinds[0] ?? null)}
              </a>
              ，{one.outcome === null ? labelOf(PHASE_LABELS, one.phase) : labelOf(OUTCOME_LABELS, one.outcome)}
              <br />
              <span className="quiet">{one.home?.label ?? t('todo.noHome')}</span>
            </span>
          </li>
        ))}
      </ul>
      {all.length > SHOWN ? <p className="office-foot quiet">{t('todo.nightMore', { n: all.length })}</p> : null}
    </Card>
  );
}
