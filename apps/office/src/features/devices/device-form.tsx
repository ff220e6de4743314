import type { AnswerOf, BodyOf } from '@silverbell/wire';
import { DEVICE_PROFILES, DEVICE_ROLES, type DeviceProfile, type DeviceRole } from '@silverbell/vocabulary';
import { routeKey } from '@silverbell/web-api-client';
import { roleLabel } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { queries } from '../../shared/app-client.js';
import { orNone } from '../../shared/form/field.js';
import { RecordForm, type Section } from '../../shared/form/record-form.js';
import { PageFrame } from '../../shared/page-frame.js';
import { QrCode } from '../../shared/qr-code.js';
import { ShownOnce } from '../../shared/shown-once.js';

interface Values {
  readonly id: string;
  readonly role: string;
  readonly profile: string;
  readonly homeId: string;
  readonly regionId: string;
  readonly seniorId: string;
  readonly room: string;
  readonly hubId: string;
  readonly childName: string;
}

/** A device is put on file at a home; what it logs in with is shown once, as words and as a code to print. */
export function DeviceForm() {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const [search] = useSearchParams();
  const [made, setMade] = useState<AnswerOf<'registerDevice'> | null>(null);
  const back = (): void => void go('/devices');
  const initial: Values = {
    ...{ id: '', role: '', profile: 'native', regionId: '', room: '', hubId: '', childName: '' },
    ...{ homeId: search.get('homeId') ?? '', seniorId: search.get('seniorId') ?? '' },
  };
  const sections: readonly Section<Values>[] = [
    {
      title: t('devices.base'),
      fields: [
        {
          ...{ key: 'role', label: t('devices.role'), kind: 'choice', required: true },
          choices: DEVICE_ROLES.map((value) => ({ value, label: roleLabel(value) })),
        },
        {
          ...{ key: 'profile', label: t('devices.profile'), kind: 'choice', required: true },
          choices: DEVICE_PROFILES.map((value) => ({ value, label: t(`devices.profiles.${value}`) })),
        },
        { key: 'id', label: t('devices.id'), kind: 'text', hint: t('devices.idHint') },
        { key: 'homeId', label: t('devices.home'), kind: 'home', hint: t('devices.homeOrStock') },
        { key: 'regionId', label: t('devices.stockRegion'), kind: 'region', hint: t('devices.stockRegionHint') },
        { key: 'seniorId', label: t('devices.senior'), kind: 'senior', hint: t('devices.seniorHint') },
        { key: 'room', label: t('devices.room'), kind: 'text' },
      ],
    },
    {
      title: t('devices.behind'),
      fields: [
        { key: 'hubId', label: t('devices.hub'), kind: 'text', hint: t('devices.hubHint') },
        { key: 'childName', label: t('devices.childName'), kind: 'text' },
      ],
    },
  ];
  const body = (values: Values): BodyOf<'registerDevice'> => ({
    role: values.role as DeviceRole,
    profile: values.profile as DeviceProfile,
    ...(orNone(values.homeId) ? { homeId: values.homeId } : {}),
    ...(orNone(values.regionId) ? { regionId: values.regionId, stage: 'in-stock' } : {}),
    ...(orNone(values.id) ? { id: values.id } : {}),
    ...(orNone(values.seniorId) ? { seniorId: values.seniorId } : {}),
    ...(orNone(values.room) ? { room: values.room } : {}),
    ...(orNone(values.hubId) ? { behind: { hubId: values.hubId, name: values.childName } } : {}),
  });
  return (
    <PageFrame title={t('devices.new')}>
      <RecordForm
        title={t('devices.new')}
        draft={`device:new:${initial.homeId}`}
        sections={sections}
        initial={initial}
        route="registerDevice"
        inputOf={(values) => ({ body: body(values) })}
        onDone={(answer) => {
          void queries.invalidateQueries({ queryKey: routeKey('devices') });
          setMade(answer);
        }}
        onCancel={back}
      />
      {made === null ? null : (
        <ShownOnce
          title={t('devices.registered')}
          lines={[
            { label: t('devices.id'), text: made.deviceId },
            { label: t('devices.userName'), text: made.userName },
            { label: t('devices.secret'), text: made.secret ?? t('devices.noSecret') },
          ]}
          onClose={back}
        >
          {made.secret === null ? null : (
            <figure className="office-label">
              <QrCode label={t('devices.label')} text={JSON.stringify({ id: made.deviceId, secret: made.secret })} />
              <figcaption>{made.deviceId}</figcaption>
            </figure>
          )}
        </ShownOnce>
      )}
    </PageFrame>
  );
}
