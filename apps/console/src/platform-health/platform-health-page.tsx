import { language, timeOfDay, useSay } from '@silverbell/web-ui';
import { PageFrame, ReadingLine } from '../page-frame.js';
import type { PageProps } from '../pages.js';
import { SeatsOnDuty } from './seats-on-duty.js';
import { itemKey, usePlatformHealth } from './use-platform-health.js';

/** Does the platform itself work in time? What is late stands on top. */
export function PlatformHealthPage({ timeZone }: PageProps) {
  const say = useSay();
  const reading = usePlatformHealth();
  const { data } = reading;
  const order = { late: 0, unknown: 1, ok: 2 };
  const items = [...(data?.items ?? [])].sort((a, b) => order[a.verdict] - order[b.verdict]);
  return (
    <PageFrame
      title={say('health.title')}
      beside={
        data === undefined ? null : (
          <span className="quiet">{say('health.readAt', { at: timeOfDay(data.at, timeZone) })}</span>
        )
      }
    >
      <ReadingLine of={reading} />
      {data === undefined ? null : (
        <>
          <p role="status">
            <strong>{say(`health.overall.${data.verdict}`)}</strong>
          </p>
          <table className="plain-table">
            <caption className="sb-visually-hidden">{say('health.title')}</caption>
            <thead>
              <tr>
                <th scope="col">{say('health.state')}</th>
                <th scope="col">{say('health.fact')}</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={itemKey(item)}>
                  <th scope="row">
                    <span className="tag">{say(`health.verdict.${item.verdict}`)}</span>
                  </th>
                  <td>{item.words[language()]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <SeatsOnDuty timeZone={timeZone} />
    </PageFrame>
  );
}
