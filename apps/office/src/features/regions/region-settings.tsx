import type { AnswerOf } from '@silverbell/wire';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { Button, dayAndTime } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queries } from '../../shared/app-client.js';
import { Card } from '../../shared/page-frame.js';
import { QueryStatus } from '../../shared/query-status.js';
import { ScrollBox } from '../../shared/scroll-box.js';
import { pathOf } from '../../shared/regions/use-regions.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import type { RegionPartProps } from './region-details.js';
import { SettingDialog } from './setting-dialog.js';
import { useSettingLabels } from './setting-labels.js';

export type Setting = AnswerOf<'regionSettings'>['items'][number];

/** SR-02, SR-08: what counts here, what would count without this region, and where each value comes from. */
export function RegionSettings({ region, regions, may, timeZone }: RegionPartProps) {
  const { t } = useTranslation('office');
  const { nameOf, valueOf } = useSettingLabels();
  const [dialog, open, close] = useOpenDialog<Setting>();
  const [isWhole, setWhole] = useState(false);
  const result = useQuery(routeQuery(api, 'regionSettings', { params: { id: region.id } }));
  const above = regions.find(({ id }) => id === region.parentId);
  const readingAbove = useQuery({
    ...routeQuery(api, 'regionSettings', { params: { id: above?.id ?? '' } }),
    enabled: above !== undefined,
  });
  const all = result.data?.items ?? [];
  // Some fifty keys have their default everywhere: they stand behind a button.
  const settings = isWhole ? all : all.filter((one) => one.fromRegionId !== null || one.unit === 'switch');
  return (
    <Card title={t('regions.settings')} note={t('regions.settingsNote')}>
      <QueryStatus of={result} />
      <ScrollBox name={t('regions.settings')}>
        <table className="office-table" aria-label={t('regions.settings')}>
          <thead>
            <tr>
              <th scope="col">{t('regions.setting')}</th>
              <th scope="col">
                {above === undefined ? t('regions.parent') : t('regions.aboveOf', { name: above.name })}
              </th>
              <th scope="col">{t('regions.own')}</th>
              <th scope="col">{t('regions.why')}</th>
              <th scope="col">
                <span className="sb-visually-hidden">{t('regions.edit')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {settings.map((one) => {
              const isOwn = one.fromRegionId === region.id;
              const other = readingAbove.data?.items.find(({ key }) => key === one.key);
              return (
                <tr key={one.key}>
                  <th scope="row">{nameOf(one.key)}</th>
                  <td className="quiet">{other === undefined ? '—' : valueOf(other)}</td>
                  <td>
                    {isOwn ? <strong>{valueOf(one)}</strong> : <span className="quiet">{t('regions.inherited')}</span>}
                  </td>
                  <td>
                    {t('regions.from')}：
                    {isOwn
                      ? t('regions.own')
                      : one.fromRegionId === null
                        ? t('regions.builtIn')
                        : pathOf(regions, one.fromRegionId)}{' '}
                    · {one.source}
                    {one.since === null ? null : ` · ${dayAndTime(one.since, timeZone)}`}
                    {one.next === null
                      ? null
                      : ` · ${t('regions.next', { value: valueOf({ ...one, value: one.next.value }), at: dayAndTime(one.next.from, timeZone) })}`}
                  </td>
                  <td>
                    {may && one.settable ? (
                      <Button
                        tone="quiet"
                        aria-label={`${t('regions.edit')} ${nameOf(one.key)}`}
                        onClick={() => open(one)}
                      >
                        {t('regions.edit')}
                      </Button>
                    ) : null}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </ScrollBox>
      <div className="office-foot">
        <Button aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t('regions.settingsFew') : t('regions.settingsAll', { n: all.length })}
        </Button>
      </div>
      {dialog === null ? null : (
        <SettingDialog
          regionId={region.id}
          setting={dialog}
          timeZone={timeZone}
          onDone={() => {
            void queries.invalidateQueries({ queryKey: routeKey('regionSettings') });
            close();
          }}
          onClose={close}
        />
      )}
    </Card>
  );
}
