import type { Device } from '@silverbell/wire';
import { routeKey, useRouteMutation } from '@silverbell/web-api-client';
import type { SessionUser } from '@silverbell/web-live';
import { Button, Form, ProblemMessage } from '@silverbell/web-ui';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queries } from '../../shared/app-client.js';
import { isEmpty, type Field, type FieldValue } from '../../shared/form/field.js';
import { FieldInput } from '../../shared/form/field-input.js';
import { Card } from '../../shared/page-frame.js';
import { hasOneOf } from '../../shared/page-props.js';

/** Who may look homes up; an installer alone has the number of the home on the work order. */
const READS_HOMES = ['admin', 'county-officer', 'township-officer', 'community-officer', 'lead', 'operator'];

interface Values {
  readonly homeId: string;
  readonly seniorId: string;
  readonly room: string;
}

export function Bind({ device, user }: { readonly device: Device; readonly user: SessionUser }) {
  const { t } = useTranslation('office');
  const base = useId();
  const [isOpen, setOpen] = useState(device.stage !== 'installed');
  const [missing, setMissing] = useState(false);
  const [values, setValues] = useState<Values>({
    ...{ homeId: device.home?.id ?? '', seniorId: device.senior?.id ?? '', room: device.room ?? '' },
  });
  const bind = useRouteMutation(api, 'bindDevice', {
    onSuccess: () => {
      setOpen(false);
      return queries.invalidateQueries({ queryKey: routeKey('device') });
    },
  });
  const looksUp = hasOneOf(user, READS_HOMES);
  const fields: readonly Field<Record<string, FieldValue>>[] = [
    looksUp
      ? { key: 'homeId', label: t('installer.home'), kind: 'home', required: true }
      : {
          ...{ key: 'homeId', label: t('installer.homeId'), kind: 'text', required: true },
          hint: t('installer.homeIdHint'),
        },
    ...(looksUp
      ? [{ key: 'seniorId', label: t('installer.senior'), kind: 'senior', hint: t('installer.seniorHint') } as const]
      : []),
    { key: 'room', label: t('installer.room'), kind: 'text' },
  ];
  const send = (): void => {
    const { homeId, seniorId, room } = values;
    setMissing(isEmpty(homeId.trim()));
    if (isEmpty(homeId.trim())) return;
    const body = {
      homeId: homeId.trim(),
      ...(seniorId === '' ? {} : { seniorId }),
      ...(room.trim() === '' ? {} : { room: room.trim() }),
    };
    bind.mutate({ params: { id: device.id }, body }, device.version);
  };
  return (
    <Card title={t('installer.steps.bind')}>
      {isOpen ? (
        <Form name={t('installer.steps.bind')} onSend={send}>
          {fields.map((field) => (
            <FieldInput
              key={field.key}
              id={`${base}${field.key}`}
              field={field}
              value={values[field.key as keyof Values]}
              error={missing && field.key === 'homeId' ? t('form.required', { field: field.label }) : undefined}
              onChange={(value) => setValues((before) => ({ ...before, [field.key]: String(value) }))}
              onLeave={() => undefined}
            />
          ))}
          <ProblemMessage problem={bind.error} />
          <Button type="submit" tone="primary" className="office-big" busy={bind.isPending}>
            {t('installer.bind')}
          </Button>
        </Form>
      ) : (
        <div className="office-foot">
          <span role="status">{t('installer.bound', { home: device.home?.label ?? '—' })}</span>
          <span className="spring" />
          <Button onClick={() => setOpen(true)}>{t('installer.moved')}</Button>
        </div>
      )}
    </Card>
  );
}
