import type { Device, DevicePlace } from '@silverbell/wire';
import { routeKey, useRouteMutation } from '@silverbell/web-api-client';
import { Button, dayAndTime, ProblemMessage, SelectField, TextField } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHomeSearch } from '../../shared/use-home-search.js';
import { api, queries } from '../../shared/app-client.js';
import pieces from '../../shared/pieces.module.css';

const keepingRoles = ['operator', 'lead', 'admin'];

/** A hub that is now seen on another network: an operator asks where it is, and confirms the place (safety.md H04). */
export function ConfirmPlace({
  device,
  role,
  timeZone,
}: {
  device: Device;
  role: string;
  timeZone: string | undefined;
}) {
  const { t } = useTranslation('console');
  const [place, setPlace] = useState<'home' | 'other-home'>('home');
  const [homeId, setHomeId] = useState('');
  const [done, setDone] = useState<DevicePlace | null>(null);
  const search = useHomeSearch((homes) => setHomeId(homes[0]?.id ?? ''));
  const params = { id: device.id };
  const confirm = useRouteMutation(api, 'confirmPlace', {
    onSuccess: setDone,
    onSettled: () => queries.invalidateQueries({ queryKey: routeKey('device', { params }) }),
  });
  if (!device.fixed || !keepingRoles.includes(role)) return null;
  const body = place === 'home' ? { place } : { place, homeId };
  const ready = place === 'home' ? device.home !== null : homeId !== '';
  const send = (): void => confirm.mutate({ params, body });
  return (
    <section className={pieces.block} aria-label={t('devices.place')}>
      <h3>{t('devices.place')}</h3>
      <p className={pieces.quiet}>{t('devices.placeWhy')}</p>
      <fieldset className={pieces.places}>
        <legend className="sb-visually-hidden">{t('devices.place')}</legend>
        <label className={place === 'home' ? `${pieces.placeChoice} ${pieces.placeChosen}` : pieces.placeChoice}>
          <input type="radio" name="device-place" checked={place === 'home'} onChange={() => setPlace('home')} />
          <span>{t('devices.placeHome', { home: device.home?.label ?? '—' })}</span>
        </label>
        <label className={place === 'other-home' ? `${pieces.placeChoice} ${pieces.placeChosen}` : pieces.placeChoice}>
          <input
            type="radio"
            name="device-place"
            checked={place === 'other-home'}
            onChange={() => setPlace('other-home')}
          />
          <span>{t('devices.placeOther')}</span>
        </label>
      </fieldset>
      {place === 'other-home' ? (
        <div className={pieces.filterLine}>
          <TextField label={t('devices.placeFind')} value={search.query} onValueChange={search.setQuery} />
          <Button busy={search.busy} disabled={search.isEmpty} onClick={search.find}>
            {t('devices.placeSearch')}
          </Button>
          {search.found === null ? null : search.found.length === 0 ? (
            <p className={pieces.empty}>{t('devices.placeNone')}</p>
          ) : (
            <SelectField
              label={t('devices.placeFound')}
              value={homeId}
              choices={search.found.map((one) => ({ value: one.id, label: one.address }))}
              onValueChange={setHomeId}
            />
          )}
        </div>
      ) : null}
      <ProblemMessage problem={search.problem ?? confirm.error} />
      <div className={pieces.buttonLine}>
        <Button busy={confirm.isPending} disabled={!ready} onClick={send}>
          {t('devices.placeSend')}
        </Button>
        {done === null ? null : (
          <span role="status">
            {t('devices.placeDone', { home: done.home?.label ?? '—' })}
            {done.suspectedSince === null
              ? ''
              : ` · ${t('devices.placeSuspected', { at: dayAndTime(done.suspectedSince, timeZone) })}`}
          </span>
        )}
      </div>
    </section>
  );
}
