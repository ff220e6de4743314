import type { MapMarker } from '@silverbell/web-map';
import { Button } from '@silverbell/web-ui';
import { Input, Select } from 'antd';
import { useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { OfficeMap } from '../map/office-map.js';
import { DATUMS, isUnreadable, NO_PLACE, pointOf, typedInto, type Place } from './place.js';

interface PlaceFieldProps {
  readonly id: string;
  readonly value: Place;
  readonly onChange: (place: Place) => void;
}

const datumLabels = { wgs84: 'WGS-84（GPS）', gcj02: 'GCJ-02（高德、腾讯）', bd09: 'BD-09（百度）' };

/** A place by a click on the map, or pasted from another map with the datum of that one. */
export function PlaceField({ id, value, onChange }: PlaceFieldProps) {
  const { t } = useTranslation('office');
  const datum = useId();
  const [text, setText] = useState(value.unread ?? (value.lat === '' ? '' : `${value.lat},${value.lng}`));
  const point = pointOf(value);
  // Another datum lies some hundred metres beside: only WGS-84 is drawn.
  const drawn = value.datum === 'wgs84' ? point : null;
  const markers = useMemo<readonly MapMarker[]>(
    () =>
      drawn === null
        ? []
        : [{ id: 'chosen', kind: 'destination', lat: drawn.lat, lng: drawn.lng, label: t('place.chosen') }],
    [drawn?.lat, drawn?.lng, t],
  );
  const write = (written: string): void => {
    setText(written);
    onChange(typedInto(value, written));
  };
  return (
    <>
      <div className="office-fields">
        <div className="office-field">
          <label htmlFor={id}>{t('place.pasted')}</label>
          <Input
            id={id}
            value={text}
            placeholder={t('place.pastedHint')}
            onChange={(event) => write(event.target.value)}
          />
        </div>
        <div className="office-field">
          <label htmlFor={datum}>{t('place.datum')}</label>
          <Select
            id={datum}
            value={value.datum}
            onChange={(chosen) => onChange({ ...value, datum: chosen })}
            options={DATUMS.map((one) => ({ value: one, label: datumLabels[one] }))}
          />
        </div>
        <div className="office-field">
          <span className="label">{t('place.chosen')}</span>
          <span role="status">
            {isUnreadable(value)
              ? t('place.unreadable')
              : point === null
                ? t('place.none')
                : `${value.lat}, ${value.lng}`}
          </span>
          {text === '' ? null : (
            <Button
              tone="quiet"
              onClick={() => {
                setText('');
                onChange(NO_PLACE);
              }}
            >
              {t('place.clear')}
            </Button>
          )}
        </div>
      </div>
      <OfficeMap
        label={t('place.map')}
        markers={markers}
        focus={drawn}
        onPick={({ lat, lng }) => {
          const found = { lat: lat.toFixed(6), lng: lng.toFixed(6) };
          setText(`${found.lat},${found.lng}`);
          onChange({ ...found, datum: 'wgs84', by: 'map-click' });
        }}
      />
    </>
  );
}
