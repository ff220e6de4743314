import type { WelfareVisitOnWire } from '@silverbell/wire';
import { Button, dayAndTime, SelectField } from '@silverbell/web-ui';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { drafts } from '../../shared/app-client.js';
import { Card } from '../../shared/page-frame.js';
import { useRegionName } from '../../shared/regions/use-regions.js';
import { draftOf, walkOf, type Stop, type VisitDraft } from './visit-day.js';

/** The map is a hundred KiB that a phone loads only when it is asked for. */
const OfficeMap = lazy(() => import('../../shared/map/office-map.js').then((all) => ({ default: all.OfficeMap })));

/** Stops shown before more are asked for. */
const STOPS = 40;

interface WalkProps {
  readonly visits: readonly WelfareVisitOnWire[];
  readonly unexplained: readonly WelfareVisitOnWire[];
  readonly today: string;
  readonly timeZone: string | undefined;
}

/** The stops in walking order as a list and on a map, under one numbering. */
export function Walk({ visits, unexplained, today, timeZone }: WalkProps) {
  const { t } = useTranslation('office');
  const regionName = useRegionName();
  const [search, setSearch] = useSearchParams();
  const [most, setMost] = useState(STOPS);
  const [mapOpen, setMapOpen] = useState(false);
  const villages = [...new Set(visits.map(({ regionId }) => regionId))];
  const village = search.get('regionId') ?? '';
  const within = village === '' ? visits : visits.filter(({ regionId }) => regionId === village);
  const { due, later } = walkOf(within, today);
  const left = due.length + later.length;
  const visited = new Set(within.filter(({ state }) => state === 'done').map(({ seniorId }) => seniorId)).size;
  const shown = [...due, ...later].slice(0, most);
  const list = (stops: readonly Stop[]) => (
    <StopList stops={stops.filter(({ no }) => no <= most)} today={today} timeZone={timeZone} />
  );
  return (
    <>
      <p role="status">
        {left === 0 && visited === 0 ? t('visitDay.none') : t('visitDay.progress', { visited, left })}
      </p>
      {villages.length < 2 ? null : (
        <SelectField
          label={t('visitDay.village')}
          value={village}
          placeholder={t('visitDay.everyVillage')}
          choices={villages.map((value) => ({ value, label: regionName(value) }))}
          onValueChange={(value) => setSearch(value === '' ? {} : { regionId: value })}
        />
      )}
      {left === 0 ? null : (
        <Button className="office-big" aria-expanded={mapOpen} onClick={() => setMapOpen(!mapOpen)}>
          {t(mapOpen ? 'visitDay.hideMap' : 'visitDay.showMap')}
        </Button>
      )}
      {mapOpen && left > 0 ? <WalkMap stops={shown} /> : null}
      {due.length === 0 ? null : <Card title={t('visitDay.today')}>{list(due)}</Card>}
      {later.length === 0 ? null : <Card title={t('visitDay.later')}>{list(later)}</Card>}
      {left <= most ? null : (
        <Button className="office-big" onClick={() => setMost(most + STOPS)}>
          {t('visitDay.more', { n: Math.min(STOPS, left - most) })}
        </Button>
      )}
      {unexplained.length === 0 ? null : (
        <Card title={t('visitDay.unexplained')}>
          <StopList stops={unexplained.map((visit) => ({ no: null, visit }))} today={today} timeZone={timeZone} />
        </Card>
      )}
    </>
  );
}

interface StopListProps {
  readonly stops: readonly { readonly no: number | null; readonly visit: WelfareVisitOnWire }[];
  readonly today: string;
  readonly timeZone: string | undefined;
}

/** Each row leads to its visit. */
function StopList({ stops, today, timeZone }: StopListProps) {
  const { t } = useTranslation('office');
  const termOf = ({ state, dueOn, retryBy }: WelfareVisitOnWire): string => {
    if (state === 'empty' && retryBy !== null) return t('visitDay.tryAgain', { at: dayAndTime(retryBy, timeZone) });
    if (dueOn < today) return t('visitDay.over', { day: dueOn });
    return dueOn === today ? t('visitDay.dueToday') : t('visitDay.dueOn', { day: dueOn });
  };
  return (
    <ol className="visit-stops">
      {stops.map(({ no, visit }) => (
        <li key={visit.id}>
          <Link className="visit-stop" to={`/visits-today/${encodeURIComponent(visit.id)}`}>
            {no === null ? null : <span className="no">{no}</span>}
            <span className="words">
              <strong>{visit.senior.name}</strong>
              <span>{visit.home?.addressWords ?? '—'}</span>
              <span className="quiet">{termOf(visit)}</span>
              <DraftMark visitId={visit.id} />
            </span>
          </Link>
        </li>
      ))}
    </ol>
  );
}

/** What lies filled in on this phone, and above all what did not arrive. */
function DraftMark({ visitId }: { readonly visitId: string }) {
  const { t } = useTranslation('office');
  const draft = drafts.read(draftOf(visitId)) as Partial<VisitDraft> | undefined;
  if (draft === undefined) return null;
  const lost = (draft.unanswered ?? null) !== null;
  return (
    <span className={lost ? 'office-tag office-tag-warn' : 'office-tag'}>
      {t(lost ? 'visitDay.notDelivered' : 'visitDay.started')}
    </span>
  );
}

function WalkMap({ stops }: { readonly stops: readonly Stop[] }) {
  const { t } = useTranslation('office');
  const markers = stops.flatMap(({ no, visit: { id, senior, home } }) =>
    home === null
      ? []
      : [
          {
            ...{ id, kind: 'destination' as const, ...home.position, tag: String(no) },
            label: t('visitDay.marker', { no, name: senior.name, address: home.addressWords }),
          },
        ],
  );
  return (
    <Suspense fallback={<p className="pad quiet">{t('common.loading')}</p>}>
      <OfficeMap label={t('visitDay.map')} markers={markers} fit={markers} />
    </Suspense>
  );
}
