import { EMERGENCY_SERVICE_LABELS, LADDER_ROLE_LABELS } from '@silverbell/vocabulary';
import { routeKey, routeQuery, useRouteMutation } from '@silverbell/web-api-client';
import { Button, dayAndTime, labelOf, ProblemLine } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { ActDialog } from '../../shared/act-dialog.js';
import { api, queries } from '../../shared/app-client.js';
import { Facts } from '../../shared/facts.js';
import { Card } from '../../shared/page-frame.js';
import { QueryStatus } from '../../shared/query-status.js';
import { pathOf, type Region } from '../../shared/regions/use-regions.js';

interface RegionDetailsProps {
  readonly region: Region;
  readonly regions: readonly Region[];
  readonly may: boolean;
  readonly timeZone: string | undefined;
}

export function RegionDetails(props: RegionDetailsProps) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const { region, regions, may } = props;
  const [stopping, setStopping] = useState(false);
  const at = `/regions/${encodeURIComponent(region.id)}`;
  return (
    <>
      <Card title={region.name}>
        <Facts
          of={[
            [t('regions.level'), `${region.levelName} · ${String(region.levelNo)}`],
            [t('regions.parent'), region.parentId === null ? null : pathOf(regions, region.parentId)],
            [t('regions.centre'), `${String(region.centre.lat)}, ${String(region.centre.lng)} (WGS-84)`],
            [t('regions.code'), region.id],
            [t('regions.state'), t(region.active ? 'regions.active' : 'regions.inactive')],
          ]}
        />
        {may && region.active ? (
          <div className="office-foot">
            <Button onClick={() => void go(`${at}/edit`)}>{t('regions.edit')}</Button>
            {region.parentId === null ? null : (
              <Button onClick={() => setStopping(true)}>{t('regions.deactivate')}</Button>
            )}
          </div>
        ) : null}
      </Card>
      <Seats {...props} />
      <Numbers {...props} />
      {stopping ? (
        <ActDialog
          title={t('regions.deactivateOf', { name: region.name })}
          note={t('regions.deactivateWhy')}
          fields={[{ key: 'reason', label: t('regions.reason'), kind: 'text', required: true }]}
          initial={{ reason: '' }}
          route="deactivateRegion"
          inputOf={(values) => ({ params: { id: region.id }, body: { reason: String(values['reason']) } })}
          version={region.version}
          onDone={() => {
            setStopping(false);
            void queries.invalidateQueries({ queryKey: routeKey('regions') });
          }}
          onClose={() => setStopping(false)}
        />
      ) : null}
    </>
  );
}

function Seats({ region, may }: RegionDetailsProps) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const reading = useQuery(routeQuery(api, 'dutySeats', { query: { regionId: region.id, limit: 100 } }));
  const seats = reading.data?.items.filter((one) => one.regionId === region.id && one.active) ?? [];
  return (
    <Card title={t('regions.seats')}>
      <QueryStatus of={reading} />
      {seats.length === 0 ? <p className="pad quiet">{t('regions.seatNone')}</p> : null}
      <table className="office-table" aria-label={t('regions.seats')}>
        <thead>
          <tr>
            <th scope="col">{t('regions.seatRole')}</th>
            <th scope="col">{t('regions.seatName')}</th>
            <th scope="col">{t('regions.seatVoice')}</th>
          </tr>
        </thead>
        <tbody>
          {seats.map((one) => (
            <tr key={one.id}>
              <td>{labelOf(LADDER_ROLE_LABELS, one.role)}</td>
              <td>{one.name}</td>
              <td>{one.voiceNumber}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {may ? (
        <div className="office-foot">
          <Button onClick={() => void go(`/duty-seats/new?regionId=${encodeURIComponent(region.id)}`)}>
            {t('regions.seatAdd')}
          </Button>
        </div>
      ) : null}
    </Card>
  );
}

function Numbers({ region, regions, may, timeZone }: RegionDetailsProps) {
  const { t } = useTranslation('office');
  const [writing, setWriting] = useState(false);
  const query = routeQuery(api, 'emergencyNumbers', { params: { id: region.id } });
  const reading = useQuery(query);
  const refresh = (): void => void queries.invalidateQueries({ queryKey: routeKey('emergencyNumbers') });
  const check = useRouteMutation(api, 'checkEmergencyNumbers', { onSuccess: refresh });
  const items = reading.data?.items ?? [];
  const own = items.filter((one) => one.fromRegionId === region.id && one.number !== null);
  return (
    <Card title={t('regions.numbers')}>
      <QueryStatus of={reading} />
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
                {one.checkDue ? t('regions.due') : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ProblemLine problem={check.error} />
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
