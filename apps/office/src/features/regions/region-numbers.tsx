import { EMERGENCY_SERVICE_LABELS } from '@silverbell/vocabulary';
import { routeKey, routeQuery, useRouteMutation } from '@silverbell/web-api-client';
import { Button, dayAndTime, labelOf, ProblemMessage } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { api, queries } from '../../shared/app-client.js';
import { Card } from '../../shared/page-frame.js';
import { QueryStatus } from '../../shared/query-status.js';
import { pathOf } from '../../shared/regions/use-regions.js';
import type { RegionPartProps } from './region-details.js';

export function Numbers({ region, regions, may, timeZone }: RegionPartProps) {
  const { t } = useTranslation('office');
  const [writing, setWriting] = useState(false);
  const query = routeQuery(api, 'emergencyNumbers', { params: { id: region.id } });
  const result = useQuery(query);
  const refresh = (): void => void queries.invalidateQueries({ queryKey: routeKey('emergencyNumbers') });
  const check = useRouteMutation(api, 'checkEmergencyNumbers', { onSuccess: refresh });
  const items = result.data?.items ?? [];
  const own = items.filter((one) => one.fromRegionId === region.id && one.number !== null);
  return (
    <Card title={t('regions.numbers')}>
      <QueryStatus of={result} />
      <table className="office-table" aria-label={t('regions.numbers')}>
        <thead>
          <tr>
            <th scope="col">{t('regions.service')}</th>
            <th scope="col">{t('regions.number')}</th>
            <th scope="col">{t('regions.from')}</th>
            <th scope="col">{t('regions.checked')}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.service}>
              <th scope="row">{labelOf(EMERGENCY_SERVICE_LABELS, one.service)}</th>
              <td>{one.number ?? t('regions.none')}</td>
              <td>{one.fromRegionId === null ? '—' : pathOf(regions, one.fromRegionId)}</td>
              <td>
                {one.checkedAt === null ? '' : dayAndTime(one.checkedAt, timeZone)}{' '}
                {one.checkDue ? <span className="office-tag office-tag-warn">{t('regions.due')}</span> : null}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ProblemMessage problem={check.error} />
      {may ? (
        <div className="office-foot">
          <Button onClick={() => setWriting(true)}>{t('regions.setNumbers')}</Button>
          {own.length === 0 ? null : (
            <Button
              busy={check.isPending}
              onClick={() =>
                check.mutate({ params: { id: region.id }, body: { services: own.map(({ service }) => service) } })
              }
            >
              {t('regions.checkAll')}
            </Button>
          )}
        </div>
      ) : null}
      {writing ? (
        <ActDialog
          title={t('regions.setNumbers')}
          note={t('regions.numbersWhy')}
          fields={items.map((one) => ({
            ...{ key: one.service, kind: 'phone' as const },
            label: labelOf(EMERGENCY_SERVICE_LABELS, one.service),
          }))}
          initial={Object.fromEntries(
            items.map((one) => [one.service, one.fromRegionId === region.id ? (one.number ?? '') : '']),
          )}
          route="setEmergencyNumbers"
          inputOf={(values) => ({
            params: { id: region.id },
            body: Object.fromEntries(
              items.map(({ service }) => [service, values[service] === '' ? null : values[service]]),
            ),
          })}
          onDone={() => {
            setWriting(false);
            refresh();
          }}
          onClose={() => setWriting(false)}
        />
      ) : null}
    </Card>
  );
}
