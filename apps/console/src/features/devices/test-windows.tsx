import type { Device } from '@silverbell/wire';
import { TEST_REASON_LABELS, type TestReason } from '@silverbell/vocabulary';
import { routeKey, useRouteMutation } from '@silverbell/web-api-client';
import { Button, dayAndTime, ProblemMessage, SelectField, timeOfDay, labelOf, choicesOf } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queries } from '../../shared/app-client.js';
import pieces from '../../shared/pieces.module.css';

const openingRoles = ['operator', 'lead', 'admin'];

/** Only inside a window that a person opened is a press a test (safety.md H13). */
export function TestWindows({
  device,
  role,
  timeZone,
}: {
  device: Device;
  role: string;
  timeZone: string | undefined;
}) {
  const { t } = useTranslation('console');
  const [reason, setReason] = useState<TestReason>('monthly-test');
  const params = { id: device.id };
  const onSettled = (): Promise<void> => queries.invalidateQueries({ queryKey: routeKey('device', { params }) });
  const opening = useRouteMutation(api, 'openTestWindow', { onSettled });
  const ending = useRouteMutation(api, 'endTestWindow', { onSettled });
  const open = device.testWindow;
  const send = (): void => {
    if (open === null) opening.mutate({ params, body: { reason } });
    else ending.mutate({ params });
  };
  return (
    <section className={pieces.block} aria-label={t('devices.window')}>
      <h3>{t('devices.window')}</h3>
      <p className={pieces.quiet}>{t('devices.windowWhy')}</p>
      {open === null ? null : (
        <p role="status" className={pieces.practiceLine}>
          {t('devices.windowUntil', { at: timeOfDay(open.closesAt, timeZone), by: open.openedBy.name })}
        </p>
      )}
      {openingRoles.includes(role) && device.status === 'active' ? (
        <div className={pieces.filterLine}>
          {open === null ? (
            <SelectField
              label={t('devices.windowReason')}
              value={reason}
              choices={choicesOf(TEST_REASON_LABELS)}
              onValueChange={setReason}
            />
          ) : null}
          <Button busy={opening.isPending || ending.isPending} onClick={send}>
            {t(open === null ? 'devices.windowOpen' : 'devices.windowClose')}
          </Button>
        </div>
      ) : null}
      <ProblemMessage problem={opening.error ?? ending.error} />
      <h4>{t('devices.windows')}</h4>
      {device.testWindows.length === 0 ? <p className={pieces.empty}>{t('devices.windowsNone')}</p> : null}
      <ul className={pieces.lines}>
        {device.testWindows.map((one) => (
          <li key={one.id}>
            {t('devices.windowLine', {
              at: dayAndTime(one.openedAt, timeZone),
              by: one.openedBy.name,
              reason: labelOf(TEST_REASON_LABELS, one.reason),
            })}
            {one.endedAt === null ? null : (
              <span className={pieces.quiet}>{t('devices.windowEnded', { at: timeOfDay(one.endedAt, timeZone) })}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
