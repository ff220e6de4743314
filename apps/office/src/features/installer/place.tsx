import type { Device } from '@silverbell/wire';
import { routeKey, useRouteMutation } from '@silverbell/web-api-client';
import { Button, ProblemMessage } from '@silverbell/web-ui';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queries } from '../../shared/app-client.js';
import { Card } from '../../shared/page-frame.js';

/** The map is a hundred KiB that a phone loads only here. */
const OfficeMap = lazy(() => import('../../shared/map/office-map.js').then((all) => ({ default: all.OfficeMap })));

interface Point {
  readonly lat: number;
  readonly lng: number;
  readonly accuracyM: number | null;
}

/** Where the device is: the phone says it beside it, or a click on the map. WGS-84 either way. */
export function Place({ device, isDone }: { readonly device: Device; readonly isDone: boolean }) {
  const { t } = useTranslation('office');
  const [point, setPoint] = useState<Point | null>(device.placed);
  const [state, setState] = useState<'idle' | 'locating' | 'no-fix'>('idle');
  const confirm = useRouteMutation(api, 'confirmPlace', {
    onSuccess: () => queries.invalidateQueries({ queryKey: routeKey('device') }),
  });
  const markers = useMemo(
    () => (point === null ? [] : [{ id: 'here', kind: 'destination' as const, ...point, label: t('installer.place') }]),
    [point, t],
  );
  const locate = (): void => {
    setState('locating');
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        setState('idle');
        setPoint({ lat: coords.latitude, lng: coords.longitude, accuracyM: Math.round(coords.accuracy) });
      },
      () => setState('no-fix'),
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 0 },
    );
  };
  return (
    <Card title={t('installer.steps.place')}>
      <div className="pad office-column">
        <p className="quiet">{t('installer.placeWhy')}</p>
        <Button className="office-big" busy={state === 'locating'} onClick={locate}>
          {t('installer.here')}
        </Button>
        <p role="status">
          {state === 'no-fix' ? t('installer.noFix') : null}
          {point === null ? null : t('installer.chosen', { lat: point.lat.toFixed(5), lng: point.lng.toFixed(5) })}
          {point?.accuracyM == null ? null : t('installer.accuracy', { n: point.accuracyM })}
        </p>
      </div>
      <Suspense fallback={<p className="pad quiet">{t('common.loading')}</p>}>
        <OfficeMap
          label={t('installer.map')}
          markers={markers}
          focus={point}
          onPick={({ lat, lng }) => setPoint({ lat, lng, accuracyM: null })}
        />
      </Suspense>
      <div className="pad office-column">
        <ProblemMessage problem={confirm.error} />
        {isDone || confirm.succeeded > 0 ? <p role="status">{t('installer.confirmed')}</p> : null}
        <Button
          tone="primary"
          className="office-big"
          busy={confirm.isPending}
          aria-disabled={point === null || undefined}
          onClick={() =>
            point === null
              ? undefined
              : confirm.mutate({ params: { id: device.id }, body: { place: 'home', position: point } })
          }
        >
          {t('installer.confirm')}
        </Button>
      </div>
    </Card>
  );
}
