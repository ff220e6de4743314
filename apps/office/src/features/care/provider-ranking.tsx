import type { AnswerOf } from '@silverbell/wire';
import { routeQuery } from '@silverbell/web-api-client';
import { Button, SelectField } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { api } from '../../shared/app-client.js';
import { dayAfter } from '../../shared/day-after.js';
import { Card, PageFrame } from '../../shared/page-frame.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { RegionSelect } from '../../shared/regions/region-select.js';
import { useCatalogue } from './care-day.js';

/** May compare providers with each other. */
export const COMPARING = ['township-officer', 'county-officer', 'supervisor'];

type Ranked = AnswerOf<'providerRanking'>['items'][number];

/** As many months as the notices of a provider go back. */
const MONTHS = 24;

/** First days of the months that are over, the newest first. */
function monthsBefore(day: string): readonly string[] {
  const months: string[] = [];
  for (let first = `${day.slice(0, 8)}01`; day !== '' && months.length < MONTHS;) {
    first = `${dayAfter(first, -1).slice(0, 8)}01`;
    months.push(first);
  }
  return months;
}

/** Providers of a region in the order of a month, and apart from them those that are not compared (CR-77). */
export function ProviderRanking() {
  const { t } = useTranslation('office');
  const field = useId();
  const [search, setSearch] = useSearchParams();
  const months = monthsBefore(useCatalogue()?.on ?? '');
  const regionId = search.get('regionId') ?? '';
  const askedMonth = search.get('month') ?? '';
  const set = (change: Readonly<Record<string, string>>): void =>
    setSearch(
      Object.fromEntries(
        Object.entries({ regionId, month: askedMonth, ...change }).filter(([, value]) => value !== ''),
      ),
    );
  const result = useQuery(
    routeQuery(api, 'providerRanking', {
      query: { ...(regionId === '' ? {} : { regionId }), ...(askedMonth === '' ? {} : { month: askedMonth }) },
    }),
  );
  const one = result.data;
  const month = askedMonth === '' ? (one?.month ?? '') : askedMonth;
  return (
    <PageFrame
      title={t('ranking.title')}
      note={t('ranking.note')}
      actions={<Button onClick={() => window.print()}>{t('care.print')}</Button>}
    >
      <div className="office-card office-filter" role="search" aria-label={t('list.filter')}>
        <div className="office-field">
          <label htmlFor={field}>{t('list.region')}</label>
          <RegionSelect id={field} value={regionId} onChange={(chosen) => set({ regionId: chosen })} />
        </div>
        <SelectField
          label={t('ranking.month')}
          value={month}
          choices={[...new Set([...(month === '' ? [] : [month]), ...months])]
            .sort((a, b) => (a < b ? 1 : -1))
            .map((first) => ({ value: first, label: first.slice(0, 7) }))}
          onValueChange={(chosen) => set({ month: chosen })}
        />
      </div>
      <QueryStatus of={result} />
      {one === undefined ? null : (
        <>
          {one.isCut ? (
            <p className="office-warn" role="status">
              {t('ranking.cut', { n: one.items.length })}
            </p>
          ) : null}
          <RankedCard items={one.items.filter(({ rank }) => rank !== null)} month={one.month} />
          <Unranked items={one.items.filter(({ rank }) => rank === null)} leastVisits={one.leastVisits} />
        </>
      )}
    </PageFrame>
  );
}

const percent = (share: number | null): string => (share === null ? '—' : `${(share * 100).toFixed(1)} %`);

function RankedCard({ items, month }: { readonly items: readonly Ranked[]; readonly month: string }) {
  const { t } = useTranslation('office');
  return (
    <Card title={t('ranking.ranked')} note={month.slice(0, 7)}>
      <PlainTable
        name={t('ranking.ranked')}
        heads={[
          ...[t('ranking.rank'), t('providers.name'), t('ranking.visits'), t('providers.received')],
          ...[t('ranking.per1000'), t('ranking.dissatisfied'), t('ranking.inTime')],
          ...[t('providers.ratedAnswers'), t('providers.verified')],
        ]}
        items={items}
        rowKey={({ provider }) => provider.id}
        cells={({ provider, rank, visits, notice, ...one }) => [
          rank,
          <ProviderLink key="name" provider={provider} />,
          visits,
          notice === null
            ? '—'
            : t('providers.receivedOf', {
                ...{ n: notice.received, founded: notice.founded, withdrawn: notice.withdrawn },
              }),
          one.foundedPer1000 === null ? '—' : one.foundedPer1000.toFixed(1),
          percent(one.dissatisfiedShare),
          percent(one.answeredInTimeShare),
          notice === null
            ? '—'
            : t('providers.dissatisfied', { n: notice.answersDissatisfied, rated: notice.answersRated }),
          notice === null ? '—' : t('providers.upheld', { n: notice.verifications, upheld: notice.upheld }),
        ]}
      />
    </Card>
  );
}

function Unranked({ items, leastVisits }: { readonly items: readonly Ranked[]; readonly leastVisits: number }) {
  const { t } = useTranslation('office');
  if (items.length === 0) return null;
  return (
    <Card title={t('ranking.unranked')} note={t('ranking.unrankedNote', { n: leastVisits })}>
      <PlainTable
        name={t('ranking.unranked')}
        heads={[t('providers.name'), t('ranking.why')]}
        items={items}
        rowKey={({ provider }) => provider.id}
        cells={({ provider, visits, notice }) => [
          <ProviderLink key="name" provider={provider} />,
          notice === null ? t('ranking.noNotice') : t('ranking.fewVisits', { n: visits }),
        ]}
      />
    </Card>
  );
}

function ProviderLink({ provider: { id, name } }: Pick<Ranked, 'provider'>) {
  return <Link to={`/providers/${encodeURIComponent(id)}`}>{name}</Link>;
}
