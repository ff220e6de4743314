import { language, timeOfDay } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { PageFrame, QueryStatus } from '../../shared/page-frame.js';
import type { PageProps } from '../../shared/page-props.js';
import { SeatsOnDuty } from './seats-on-duty.js';
import { itemKey, usePlatformHealth } from '../../shared/use-platform-health.js';
import pieces from '../../shared/pieces.module.css';

/** Does the platform itself work in time? What is late stands on top. */
export function PlatformHealthPage({ user, timeZone }: PageProps) {
  const { t } = useTranslation('console');
  const result = usePlatformHealth();
  const { data } = result;
  const order = { late: 0, unknown: 1, ok: 2 };
  const items = [...(data?.items ?? [])].sort((a, b) => order[a.verdict] - order[b.verdict]);
  return (
    <PageFrame
      title={t('health.title')}
      beside={
        data === undefined ? null : (
          <span className={pieces.quiet}>{t('health.readAt', { at: timeOfDay(data.at, timeZone) })}</span>
        )
      }
    >
      <QueryStatus of={result} />
      {data === undefined ? null : (
        <>
          <p role="status">
            <strong>{t(`health.overall.${data.verdict}`)}</strong>
          </p>
          <table className={pieces.plainTable}>
            <caption className="sb-visually-hidden">{t('health.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('health.state')}</th>
                <th scope="col">{t('health.fact')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={itemKey(item)}>
                  <th scope="row">
                    <span className={pieces.tag}>{t(`health.verdict.${item.verdict}`)}</span>
                  </th>
                  <td>{item.words[language()]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <SeatsOnDuty role={user.role} timeZone={timeZone} />
    </PageFrame>
  );
}
