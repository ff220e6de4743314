import type { AnswerOf, Device } from '@silverbell/wire';
import { DEVICE_WARNING_LABELS } from '@silverbell/vocabulary';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import type { SessionUser } from '@silverbell/web-live';
import { Button, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { api, queries } from '../../shared/app-client.js';
import { orNone, type FieldValue } from '../../shared/form/field.js';
import { hasOneOf } from '../../shared/page-props.js';
import { QrCode } from '../../shared/qr-code.js';
import { ShownOnce } from '../../shared/shown-once.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { INSTALLING, REGISTERING } from './device-roles.js';

interface DeviceActsProps {
  readonly device: Device;
  readonly user: SessionUser;
}
type Act = 'bind' | 'replace' | 'change' | 'return' | 'stock' | 'retire' | 'secret';

/** Which steps of its life are open to a device now; the server decides the same again. */
export function actsOf(
  { stage, hubId }: Pick<Device, 'stage' | 'hubId'>,
  roles: { install: boolean; register: boolean },
) {
  const over = stage === 'retired' || stage === 'replaced';
  const acts: Act[] = [];
  if (roles.install && !over) acts.push('bind', 'change');
  if (roles.install && stage === 'installed') acts.push('replace', 'return');
  if (roles.install && (stage === 'returned' || stage === 'bought')) acts.push('stock');
  if (roles.register && hubId === null && stage !== 'replaced') acts.push('secret');
  if (roles.register && !over) acts.push('retire');
  return acts;
}

export function DeviceActs({ device, user }: DeviceActsProps) {
  const { t } = useTranslation('office');
  const [dialog, open, close] = useOpenDialog<Act>();
  const [warning, setWarning] = useState('');
  const [login, setLogin] = useState<AnswerOf<'renewDeviceSecret'> | null>(null);
  const done = (answer: { readonly warnings?: AnswerOf<'bindDevice'>['warnings'] }): void => {
    for (const route of ['device', 'devices', 'deviceWork', 'senior'] as const)
      void queries.invalidateQueries({ queryKey: routeKey(route) });
    setWarning((answer.warnings ?? []).map((code) => labelOf(DEVICE_WARNING_LABELS, code)).join(t('app.and')));
    close();
  };
  const acts = actsOf(device, { install: hasOneOf(user, INSTALLING), register: hasOneOf(user, REGISTERING) });
  const shared = { device, done, onClose: close };
  return (
    <>
      {warning === '' ? null : (
        <span className="office-warn" role="status">
          {warning}
        </span>
      )}
      {acts.map((act) => (
        <Button key={act} tone={act === 'bind' ? 'primary' : 'plain'} onClick={() => open(act)}>
          {t(`devices.acts.${act}`)}
        </Button>
      ))}
      {dialog === 'bind' ? <Bind {...shared} /> : null}
      {dialog === 'replace' ? <Replace {...shared} /> : null}
      {dialog === 'change' ? <Change {...shared} /> : null}
      {dialog === 'return' ? (
        <ActDialog
          {...{ title: t('devices.acts.return'), note: t('devices.returnWhy'), initial: { reason: '' } }}
          fields={[{ key: 'reason', label: t('devices.reason'), kind: 'text', required: true }]}
          route="returnDevice"
          inputOf={({ reason }) => ({ params: { id: device.id }, body: { reason: String(reason) } })}
          version={device.version}
          onDone={done}
          onClose={close}
        />
      ) : null}
      {dialog === 'stock' || dialog === 'retire' ? (
        <ActDialog
          {...{ title: t(`devices.acts.${dialog}`), note: t(`devices.${dialog}Why`), initial: { reason: '' } }}
          fields={[{ key: 'reason', label: t('devices.reason'), kind: 'text' }]}
          route={dialog === 'stock' ? 'stockDevice' : 'retireDevice'}
          inputOf={reasoned(device.id)}
          version={device.version}
          onDone={done}
          onClose={close}
        />
      ) : null}
      {dialog === 'secret' ? (
        <ActDialog
          {...{ title: t('devices.acts.secret'), note: t('devices.secretWhy'), initial: { reason: '' } }}
          fields={[{ key: 'reason', label: t('devices.reason'), kind: 'text' }]}
          route="renewDeviceSecret"
          inputOf={reasoned(device.id)}
          version={device.version}
          onDone={(answer) => {
            setLogin(answer);
            done({});
          }}
          onClose={close}
        />
      ) : null}
      {login === null ? null : (
        <ShownOnce
          title={t('devices.acts.secret')}
          lines={[
            { label: t('devices.id'), text: login.deviceId },
            { label: t('devices.userName'), text: login.userName },
            { label: t('devices.secret'), text: login.secret ?? t('devices.noSecret') },
          ]}
          onClose={() => setLogin(null)}
        >
          {login.secret === null ? null : (
            <figure className="office-label">
              <QrCode label={t('devices.label')} text={JSON.stringify({ id: login.deviceId, secret: login.secret })} />
              <figcaption>{login.deviceId}</figcaption>
            </figure>
          )}
        </ShownOnce>
      )}
    </>
  );
}

const reasoned = (id: string) => (values: Readonly<Record<string, FieldValue>>) => {
  const reason = orNone(values['reason'] ?? '');
  return { params: { id }, body: reason === undefined ? {} : { reason } };
};

interface ActProps {
  readonly device: Device;
  readonly done: (answer: AnswerOf<'bindDevice'>) => void;
  readonly onClose: () => void;
}

function Bind({ device, done, onClose }: ActProps) {
  const { t } = useTranslation('office');
  return (
    <ActDialog
      title={t('devices.acts.bind')}
      note={t('devices.bindWhy')}
      fields={[
        { key: 'homeId', label: t('devices.home'), kind: 'home', required: true },
        { key: 'seniorId', label: t('devices.senior'), kind: 'senior', hint: t('devices.seniorHint') },
        { key: 'room', label: t('devices.room'), kind: 'text' },
      ]}
      initial={{ homeId: device.home?.id ?? '', seniorId: device.senior?.id ?? '', room: device.room ?? '' }}
      route="bindDevice"
      inputOf={({ homeId, seniorId, room }) => ({
        params: { id: device.id },
        body: {
          homeId: String(homeId),
          ...(orNone(seniorId ?? '') ? { seniorId: String(seniorId) } : {}),
          ...(orNone(room ?? '') ? { room: String(room) } : {}),
        },
      })}
      version={device.version}
      onDone={done}
      onClose={onClose}
    />
  );
}

/** From the stock, and of the same kind: another one would leave the home with something else to press. */
function Replace({ device, done, onClose }: ActProps) {
  const { t } = useTranslation('office');
  const stock = useQuery(routeQuery(api, 'devices', { query: { stage: 'in-stock', limit: 200 } }));
  const fitting = stock.data?.items.filter(({ role, id }) => role === device.role && id !== device.id) ?? [];
  return (
    <ActDialog
      title={t('devices.acts.replace')}
      note={t('devices.replaceWhy', { n: fitting.length })}
      fields={[
        {
          ...{ key: 'byDeviceId', label: t('devices.byDevice'), kind: 'choice', required: true },
          choices: fitting.map(({ id, model }) => ({
            value: id,
            label: [id, model?.name].filter(Boolean).join(' · '),
          })),
        },
        { key: 'reason', label: t('devices.reason'), kind: 'text' },
      ]}
      initial={{ byDeviceId: '', reason: '' }}
      route="replaceDevice"
      inputOf={({ byDeviceId, reason }) => ({
        params: { id: device.id },
        body: {
          byDeviceId: String(byDeviceId),
          ...(orNone(reason ?? '') ? { reason: String(reason) } : {}),
        },
      })}
      version={device.version}
      onDone={done}
      onClose={onClose}
    />
  );
}

function Change({ device, done, onClose }: ActProps) {
  const { t } = useTranslation('office');
  const models = useQuery(routeQuery(api, 'deviceModels', {}));
  return (
    <ActDialog
      title={t('devices.acts.change')}
      fields={[
        { key: 'room', label: t('devices.room'), kind: 'text' },
        {
          ...{ key: 'modelId', label: t('devices.model'), kind: 'choice' },
          choices: (models.data?.items ?? [])
            .filter(({ role }) => role === device.role)
            .map(({ id, name }) => ({ value: id, label: name })),
        },
        { key: 'simUntil', label: t('devices.simUntil'), kind: 'date' },
        { key: 'fixed', label: t('devices.fixed'), kind: 'tick' },
      ]}
      initial={{
        ...{ room: device.room ?? '', modelId: device.model?.id ?? '', simUntil: device.simUntil ?? '' },
        fixed: device.fixed,
      }}
      route="changeDevice"
      inputOf={({ room, modelId, simUntil, fixed }) => ({
        params: { id: device.id },
        body: {
          ...{ room: orNone(room ?? '') ?? null, modelId: orNone(modelId ?? '') ?? null },
          ...{ simUntil: orNone(simUntil ?? '') ?? null, fixed: fixed === true },
        },
      })}
      version={device.version}
      onDone={done}
      onClose={onClose}
    />
  );
}
