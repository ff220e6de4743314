import type { DeviceStage } from '@silverbell/vocabulary';
import { Button, roleLabel } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { api } from '../../shared/app-client.js';
import { everyPageQuery, PAGE } from '../../shared/every-page.js';
import { installerAddress } from '../../shared/installer-address.js';
import { PageFrame } from '../../shared/page-frame.js';
import { QrCode } from '../../shared/qr-code.js';
import { QueryStatus } from '../../shared/query-status.js';

/** The labels of the devices that the list showed, to be printed and cut out. A label holds no secret: it opens the installer's page. */
export function DeviceLabels() {
  const { t } = useTranslation('office');
  const [search] = useSearchParams();
  const filters = {
    ...{ q: search.get('q') ?? undefined, regionId: search.get('regionId') ?? undefined },
    ...{ stage: (search.get('stage') ?? undefined) as DeviceStage | undefined },
  };
  const result = useQuery(
    everyPageQuery('devices', (cursor) => api.call('devices', { query: { ...filters, cursor, limit: PAGE } }), filters),
  );
  // A watch and a device behind a hub carry a number of their maker.
  const devices = result.data?.filter(({ hubId }) => hubId === null) ?? [];
  return (
    <PageFrame
      title={t('devices.labels')}
      note={<span className="no-print">{t('devices.labelsNote', { n: devices.length })}</span>}
      actions={
        <Button className="no-print" tone="primary" keys="Ctrl+P" onClick={() => window.print()}>
          {t('once.print')}
        </Button>
      }
    >
      <QueryStatus of={result} />
      {result.isSuccess && devices.length === 0 ? <p className="quiet">{t('devices.labelsNone')}</p> : null}
      <ul className="device-labels">
        {devices.map(({ id, role }) => (
          <li key={id}>
            <QrCode
              label={t('devices.labelOf', { id })}
              text={installerAddress(window.location.origin, id)}
              sizePx={118}
            />
            <span>
              <strong>{id}</strong>
              <br />
              {roleLabel(role)}
              <br />
              {t('app.title')}
            </span>
          </li>
        ))}
      </ul>
    </PageFrame>
  );
}
