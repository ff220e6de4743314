import type { BodyOf } from '@silverbell/wire';
import {
  DEVICE_CAPABILITY_LABELS,
  DEVICE_PROFILES,
  DEVICE_ROLES,
  type DeviceCapability,
  type DeviceProfile,
  type DeviceRole,
} from '@silverbell/vocabulary';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { Button, choicesOf, labelOf, roleLabel } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Route, Routes, useNavigate } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { numberOrNone, orNone } from '../../shared/form/field.js';
import { RecordForm, type Section } from '../../shared/form/record-form.js';
import { PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { PLACE_EDITORS } from '../../shared/roles.js';

export function DeviceModelsPage(props: PageProps) {
  return (
    <Routes>
      <Route index element={<ModelList {...props} />} />
      <Route path="new" element={<ModelForm />} />
    </Routes>
  );
}

function ModelList({ user }: PageProps) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const result = useQuery(routeQuery(api, 'deviceModels', {}));
  return (
    <PageFrame
      title={t('deviceModels.title')}
      note={t('deviceModels.note')}
      actions={
        hasOneOf(user, PLACE_EDITORS) ? (
          <Button tone="primary" onClick={() => void go('/device-models/new')}>
            {t('deviceModels.new')}
          </Button>
        ) : null
      }
    >
      <div className="office-card">
        <QueryStatus of={result} />
        {result.data === undefined ? null : (
          <PlainTable
            name={t('deviceModels.title')}
            heads={[
              ...[t('deviceModels.name'), t('deviceModels.maker'), t('deviceModels.role'), t('deviceModels.profile')],
              ...[t('deviceModels.capabilities'), t('deviceModels.supervision'), t('deviceModels.firmware')],
              t('deviceModels.firmwareUntil'),
            ]}
            items={result.data.items}
            rowKey={(one) => one.id}
            cells={(one) => [
              ...[one.name, one.maker, roleLabel(one.role), one.profile],
              one.capabilities.map((code) => labelOf(DEVICE_CAPABILITY_LABELS, code)).join(t('app.and')),
              one.supervisionS === null
                ? t('deviceModels.default')
                : t('deviceModels.seconds', { n: one.supervisionS }),
              ...[one.firmware, one.firmwareUntil],
            ]}
          />
        )}
      </div>
    </PageFrame>
  );
}

interface Values {
  readonly id: string;
  readonly name: string;
  readonly maker: string;
  readonly role: string;
  readonly profile: string;
  readonly capabilities: readonly string[];
  readonly supervisionS: string;
  readonly firmware: string;
  readonly firmwareUntil: string;
}
const EMPTY: Values = {
  ...{ id: '', name: '', maker: '', role: '', profile: 'native', capabilities: [] },
  ...{ supervisionS: '', firmware: '', firmwareUntil: '' },
};

function ModelForm() {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const back = (): void => void go('/device-models');
  const sections: readonly Section<Values>[] = [
    {
      title: t('deviceModels.base'),
      fields: [
        { key: 'name', label: t('deviceModels.name'), kind: 'text', required: true },
        { key: 'maker', label: t('deviceModels.maker'), kind: 'text' },
        {
          ...{ key: 'role', label: t('deviceModels.role'), kind: 'choice', required: true },
          choices: DEVICE_ROLES.map((value) => ({ value, label: roleLabel(value) })),
        },
        {
          ...{ key: 'profile', label: t('deviceModels.profile'), kind: 'choice', required: true },
          choices: DEVICE_PROFILES.map((value) => ({ value, label: value })),
        },
        {
          ...{ key: 'supervisionS', label: t('deviceModels.supervision'), kind: 'number' },
          hint: t('deviceModels.supervisionHint'),
        },
        { key: 'firmware', label: t('deviceModels.firmware'), kind: 'text' },
        { key: 'firmwareUntil', label: t('deviceModels.firmwareUntil'), kind: 'date' },
        { key: 'id', label: t('deviceModels.code'), kind: 'text', hint: t('deviceModels.codeHint') },
        {
          ...{ key: 'capabilities', label: t('deviceModels.capabilities'), kind: 'choices', wide: true },
          choices: choicesOf(DEVICE_CAPABILITY_LABELS),
        },
      ],
    },
  ];
  const body = (values: Values): BodyOf<'addDeviceModel'> => ({
    ...{ name: values.name, role: values.role as DeviceRole, profile: values.profile as DeviceProfile },
    capabilities: [...values.capabilities] as DeviceCapability[],
    ...(orNone(values.id) ? { id: values.id } : {}),
    ...(orNone(values.maker) ? { maker: values.maker } : {}),
    ...(numberOrNone(values.supervisionS) === undefined ? {} : { supervisionS: Number(values.supervisionS) }),
    ...(orNone(values.firmware) ? { firmware: values.firmware } : {}),
    ...(orNone(values.firmwareUntil) ? { firmwareUntil: values.firmwareUntil } : {}),
  });
  return (
    <PageFrame title={t('deviceModels.new')}>
      <RecordForm
        title={t('deviceModels.new')}
        draft="device-model:new"
        sections={sections}
        initial={EMPTY}
        route="addDeviceModel"
        inputOf={(values) => ({ body: body(values) })}
        onDone={() => {
          void queries.invalidateQueries({ queryKey: routeKey('deviceModels') });
          back();
        }}
        onCancel={back}
      />
    </PageFrame>
  );
}
