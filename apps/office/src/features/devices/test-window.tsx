import type { Device } from '@silverbell/wire';
import { TEST_REASON_LABELS, type TestReason } from '@silverbell/vocabulary';
import { routeKey, useRouteMutation } from '@silverbell/web-api-client';
import type { SessionUser } from '@silverbell/web-live';
import { Button, choicesOf, dayAndTime, labelOf, ProblemMessage, timeOfDay } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { api, queries } from '../../shared/app-client.js';
import { Card } from '../../shared/page-frame.js';
import { hasOneOf } from '../../shared/page-props.js';
import { TRYING } from './device-roles.js';

interface TestWindowProps {
  readonly device: Device;
  readonly user: SessionUser;
  readonly timeZone: string | undefined;
}

/** Only inside a window that a person opened for this device is a press a test (safety.md H13). */
export function TestWindow({ device, user, timeZone }: TestWindowProps) {
  const { t } = useTranslation('office');
  const [opening, setOpening] = useState(false);
  const refresh = (): void => void queries.invalidateQueries({ queryKey: routeKey('device') });
  const ending = useRouteMutation(api, 'endTestWindow', { onSettled: refresh });
  const open = device.testWindow;
  const may = hasOneOf(user, TRYING) && device.stage === 'installed';
  return (
    <Card title={t('devices.window')} note={t('devices.windowNote')}>
      <p className="pad" role="status">
        {open === null
          ? t('devices.windowNone')
          : t('devices.windowUntil', { at: timeOfDay(open.closesAt, timeZone), name: open.openedBy.name })}
      </p>
      <ProblemMessage problem={ending.error} />
      {may ? (
        <div className="office-foot">
          {open === null ? (
            <Button onClick={() => setOpening(true)}>{t('devices.windowOpen')}</Button>
          ) : (
            <Button busy={ending.isPending} onClick={() => ending.mutate({ params: { id: device.id } })}>
              {t('devices.windowClose')}
            </Button>
          )}
        </div>
      ) : null}
      {device.testWindows.length === 0 ? null : (
        <ul className="pad">
          {device.testWindows.slice(0, 5).map((one) => (
            <li key={one.id}>
              {dayAndTime(one.openedAt, timeZone)} · {labelOf(TEST_REASON_LABELS, one.reason)} · {one.openedBy.name}
            </li>
          ))}
        </ul>
      )}
      {opening ? (
        <ActDialog
          title={t('devices.windowOpen')}
          note={t('devices.windowWhy')}
          fields={[
            {
              ...{ key: 'reason', label: t('devices.reason'), kind: 'choice', required: true },
              choices: choicesOf(TEST_REASON_LABELS),
            },
          ]}
          initial={{ reason: 'monthly-test' }}
          route="openTestWindow"
          inputOf={({ reason }) => ({ params: { id: device.id }, body: { reason: reason as TestReason } })}
          onDone={() => {
            setOpening(false);
            refresh();
          }}
          onClose={() => setOpening(false)}
        />
      ) : null}
    </Card>
  );
}
