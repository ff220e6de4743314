import type { Device } from '@silverbell/wire';
import { routeKey, useRouteMutation } from '@silverbell/web-api-client';
import { useSecond } from '@silverbell/web-live';
import { Button, clockSpan, dayAndTime, ProblemMessage, timeOfDay } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { api, clock, queries } from '../../shared/app-client.js';
import { Facts } from '../../shared/facts.js';
import { Card } from '../../shared/page-frame.js';
import { PlainTable } from '../../shared/plain-table.js';
import { hasButton, receiptOf, testPresses } from './steps.js';

interface TestPressProps {
  readonly device: Device;
  readonly timeZone: string | undefined;
}

/** From the press at the door to the receipt on the device, as the platform saw it. */
export function TestPress({ device, timeZone }: TestPressProps) {
  const { t } = useTranslation('office');
  const refresh = (): Promise<void> => queries.invalidateQueries({ queryKey: routeKey('device') });
  const opening = useRouteMutation(api, 'openTestWindow', { onSettled: refresh });
  const ending = useRouteMutation(api, 'endTestWindow', { onSettled: refresh });
  const params = { id: device.id };
  const presses = testPresses(device);
  const open = device.testWindow;
  return (
    <Card title={t('installer.steps.test')}>
      {open === null ? (
        <div className="pad office-column">
          <p>{t('installer.closed')}</p>
          <p className="quiet">{t('installer.openWhy')}</p>
          <Button
            tone={presses.length === 0 ? 'primary' : 'plain'}
            className="office-big"
            busy={opening.isPending}
            onClick={() => opening.mutate({ params, body: { reason: 'installation' } })}
          >
            {t('installer.open')}
          </Button>
        </div>
      ) : (
        <div className="pad office-column office-on">
          <Left until={open.closesAt} />
          <p>{t('installer.openWhy')}</p>
          <Button busy={ending.isPending} onClick={() => ending.mutate({ params })}>
            {t('installer.close')}
          </Button>
        </div>
      )}
      <ProblemMessage problem={opening.error ?? ending.error} />
      {presses.length > 0 ? (
        <PlainTable
          name={t('installer.presses')}
          heads={[t('installer.at'), t('installer.receipt')]}
          items={presses}
          rowKey={(press) => `${press.at} ${press.alertId}`}
          cells={(press) => [timeOfDay(press.at, timeZone), t(`installer.${receiptOf(press)}`)]}
        />
      ) : open === null ? null : (
        <p className="pad" role="status">
          {t(hasButton(device) ? 'installer.waiting' : 'installer.noButton')}
        </p>
      )}
      <Facts
        of={[
          [
            t('installer.lastSeen'),
            device.lastSeenAt === null ? t('installer.never') : dayAndTime(device.lastSeenAt, timeZone),
          ],
          [t('installer.signal'), device.rssiDbm === null ? null : `${String(device.rssiDbm)} dBm`],
          [t('installer.battery'), device.batteryPct === null ? null : `${String(device.batteryPct)}%`],
        ]}
      />
    </Card>
  );
}

function Left({ until }: { readonly until: string }) {
  const { t } = useTranslation('office');
  const now = useSecond(clock);
  return (
    <p className="office-countdown" role="timer">
      {t('installer.left', { time: clockSpan(Date.parse(until) - now) })}
    </p>
  );
}
