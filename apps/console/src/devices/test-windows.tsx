import type { Device } from '@silverbell/wire';
import { TEST_REASON_LABELS } from '@silverbell/vocabulary';
import { useCommand } from '@silverbell/web-live';
import { Button, dayAndTime, ProblemLine, SelectField, timeOfDay, labelOf } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { choicesOf } from '../actions/choices.js';
import { api, queries } from '../house.js';
import { deviceKey } from './device-key.js';

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
  const [reason, setReason] = useState('monthly-test');
  const { busy, problem, run } = useCommand(() => api.newKey());
  const open = device.testWindow;
  const url = `/devices/${encodeURIComponent(device.id)}/test-window`;
  const send = (): void =>
    void run(open === null ? reason : `end ${open.id}`, (key) =>
      open === null ? api.command(url, { reason }, { key }) : api.command(url, {}, { method: 'DELETE', key }),
    ).then(() => queries.invalidateQueries({ queryKey: deviceKey(device.id) }));
  return (
    <section className="block" aria-label={t('devices.window')}>
      <h3>{t('devices.window')}</h3>
      <p className="quiet">{t('devices.windowWhy')}</p>
      {open === null ? null : (
        <p role="status" className="practice-line">
          {t('devices.windowUntil', { at: timeOfDay(open.closesAt, timeZone), by: open.openedBy.name })}
        </p>
      )}
      {openingRoles.includes(role) && device.status === 'active' ? (
        <div className="filter-line">
          {open === null ? (
            <SelectField
              label={t('devices.windowReason')}
              value={reason}
              choices={choicesOf(TEST_REASON_LABELS)}
              onValue={setReason}
            />
          ) : null}
          <Button busy={busy} onClick={send}>
            {t(open === null ? 'devices.windowOpen' : 'devices.windowClose')}
          </Button>
        </div>
      ) : null}
      <ProblemLine problem={problem} />
      <h4>{t('devices.windows')}</h4>
      {device.testWindows.length === 0 ? <p className="empty">{t('devices.windowsNone')}</p> : null}
      <ul className="lines">
        {device.testWindows.map((one) => (
          <li key={one.id}>
            {t('devices.windowLine', {
              at: dayAndTime(one.openedAt, timeZone),
              by: one.openedBy.name,
              reason: labelOf(TEST_REASON_LABELS, one.reason),
            })}
            {one.endedAt === null ? null : (
              <span className="quiet">{t('devices.windowEnded', { at: timeOfDay(one.endedAt, timeZone) })}</span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
