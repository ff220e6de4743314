import { REVEAL_FIELD_LABELS } from '@silverbell/vocabulary';
import { routeQuery } from '@silverbell/web-api-client';
import { Button, dayAndTime, labelOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api } from '../../shared/app-client.js';
import { dateOf } from '../../shared/form/field.js';
import { PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { useRegionName } from '../../shared/regions/use-regions.js';

/** Break-glass reads of a day, for the lead and the auditor: reading was allowed, and the lead checks it the same day. */
export function RevealsPage({ user, timeZone }: PageProps) {
  const { t } = useTranslation('office');
  const field = useId();
  const regionName = useRegionName();
  const [search, setSearch] = useSearchParams();
  const on = search.get('on') ?? '';
  const [day, setDay] = useState(on);
  const result = useQuery(routeQuery(api, 'reveals', { query: on === '' ? {} : { on } }));
  return (
    <PageFrame title={t('reveals.title')} note={t('reveals.note')}>
      <div className="office-card">
        <form
          className="office-filter"
          role="search"
          aria-label={t('list.filter')}
          onSubmit={(event) => {
            event.preventDefault();
            setSearch(day.trim() === '' ? {} : { on: dateOf(day) });
          }}
        >
          <div className="office-field">
            <label htmlFor={field}>{t('reveals.day')}</label>
            <Input
              id={field}
              value={day}
              placeholder={t('reveals.dayHint')}
              onChange={(event) => setDay(event.target.value)}
            />
          </div>
          <Button type="submit">{t('reveals.show')}</Button>
        </form>
        <QueryStatus of={result} />
        {result.data === undefined ? null : (
          <PlainTable
            name={t('reveals.title')}
            heads={[
              ...[t('reveals.at'), t('reveals.by'), t('reveals.senior'), t('reveals.region'), t('reveals.fields')],
              t('reveals.incident'),
            ]}
            items={result.data.items}
            rowKey={(one) => `${one.at} ${one.by.id} ${one.senior.id}`}
            cells={(one) => [
              dayAndTime(one.at, timeZone),
              one.by.name,
              hasOneOf(user, ['lead']) ? (
                <Link key="senior" to={`/seniors/${encodeURIComponent(one.senior.id)}`}>
                  {one.senior.name}
                </Link>
              ) : (
                one.senior.name
              ),
              regionName(one.regionId),
              one.fields.map((code) => labelOf(REVEAL_FIELD_LABELS, code)).join(t('app.and')),
              one.incidentId === null ? (
                t('reveals.outside')
              ) : (
                <a key="incident" href={`/console/incidents/${encodeURIComponent(one.incidentId)}`}>
                  {t('reveals.open')}
                </a>
              ),
            ]}
          />
        )}
      </div>
    </PageFrame>
  );
}
