import { LADDER_ROLE_LABELS } from '@silverbell/vocabulary';
import { routeQuery } from '@silverbell/web-api-client';
import type { SessionUser } from '@silverbell/web-live';
import { labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api } from '../../shared/app-client.js';
import { Card } from '../../shared/page-frame.js';
import { hasOneOf } from '../../shared/page-props.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useRegionName } from '../../shared/regions/use-regions.js';

const reading = ['admin', 'county-officer', 'lead', 'operator', 'supervisor'];
const SHOWN = 5;

/** Whether the numbers of the seats were tried this month (SR-58). */
export function SeatsNow({ user }: { readonly user: SessionUser }) {
  return hasOneOf(user, reading) ? <Seats /> : null;
}

function Seats() {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const asked = useQuery(routeQuery(api, 'dutySeats', { query: { limit: 200 } }));
  const seats = asked.data?.items.filter(({ active }) => active) ?? [];
  const due = seats.filter(({ checkDue }) => checkDue);
  const cadres = seats.filter(({ role }) => role === 'village-cadre');
  return (
    <Card title={t('todo.seats')} note={t('todo.seatsN', { n: seats.length })}>
      <QueryStatus of={asked} />
      {asked.data === undefined ? null : (
        <dl className="office-pairs">
          <dt>{t('todo.cadres')}</dt>
          <dd>{cadres.length}</dd>
          <dt>{t('todo.answered')}</dt>
          <dd>
            {seats.length - due.length} / {seats.length}
          </dd>
          {due.slice(0, SHOWN).map((one) => (
            <div key={one.id} style={{ display: 'contents' }}>
              <dt>
                <Link to={`/duty-seats?q=${encodeURIComponent(one.name)}`}>
                  {regionName(one.regionId)} {one.name}
                </Link>
              </dt>
              <dd>
                <span className="office-tag office-tag-warn">{labelOf(LADDER_ROLE_LABELS, one.role)}</span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </Card>
  );
}
