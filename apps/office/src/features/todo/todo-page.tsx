import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, Navigate } from 'react-router';
import type { ApiProblem } from '@silverbell/web-api-client';
import { PageFrame } from '../../shared/page-frame.js';
import { hasOneOf, type PageProps } from '../../shared/page-props.js';
import { QueryStatus } from '../../shared/query-status.js';
import { ScrollBox } from '../../shared/scroll-box.js';
import { useRegions } from '../../shared/regions/use-regions.js';
import { SOURCES, type Source } from './sources.js';

const settingUp = ['admin', 'county-officer'];

/** Everybody's first page (CR-77): what is due, why, and where it is done. Each line asks for itself, so that one that fails hides no other. */
export function TodoPage({ user }: PageProps) {
  const { t } = useTranslation('office');
  const regions = useRegions().data?.items;
  // A county without a single region below it has only one thing to do.
  if (regions?.length === 1 && hasOneOf(user, settingUp)) return <Navigate to="/first-run" replace />;
  return (
    <PageFrame title={t('todo.title')} note={t('todo.note')}>
      <div className="office-card">
        <ScrollBox name={t('todo.title')}>
          <table className="office-table" aria-label={t('todo.title')}>
            <thead>
              <tr>
                <th scope="col">{t('todo.what')}</th>
                <th scope="col">{t('todo.count')}</th>
                <th scope="col">{t('todo.why')}</th>
                <th scope="col">
                  <span className="sb-visually-hidden">{t('todo.open')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {SOURCES.filter(({ roles }) => hasOneOf(user, roles)).map((source) => (
                <Line key={source.what} source={source} />
              ))}
            </tbody>
          </table>
        </ScrollBox>
      </div>
    </PageFrame>
  );
}

function Line({ source }: { readonly source: Source }) {
  const { t } = useTranslation('office');
  const reading = useQuery<{ readonly n: number; readonly more: boolean }, ApiProblem>({
    queryKey: [source.route, 'due', source.what],
    queryFn: source.count,
    refetchInterval: 60_000,
  });
  if (reading.data?.n === 0) return null;
  return (
    <tr>
      <th scope="row">{t(`todo.${source.what}`)}</th>
      <td>
        <QueryStatus of={reading} />
        {reading.data === undefined
          ? null
          : reading.data.more
            ? t('todo.more', { n: reading.data.n })
            : String(reading.data.n)}
      </td>
      <td>{t(`todo.${source.what}Why`)}</td>
      <td>
        <Link to={source.at}>{t('todo.open')}</Link>
      </td>
    </tr>
  );
}
