import type { SeniorOnFile } from '@silverbell/wire';
import { CONSENT_PURPOSE_LABELS, KEY_STEP_LABELS, OUTCOME_LABELS, PHASE_LABELS } from '@silverbell/vocabulary';
import { dayAndTime, labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { Card } from '../../shared/page-frame.js';
import type { FileProps } from './senior-file.js';

export interface Happened {
  readonly at: string;
  readonly kind: 'incident' | 'key' | 'consent' | 'withdrawal';
  readonly what: string;
  /** An incident: its page in the console. */
  readonly incidentId: string | null;
  readonly by: string | null;
}
const SHOWN = 8;

/** Calls, keys and consents on one line of time, newest first. */
export function happenedTo({
  incidents,
  homeFile,
  consents,
}: Pick<SeniorOnFile, 'incidents' | 'homeFile' | 'consents'>) {
  const all: Happened[] = [
    ...incidents.map((one) => ({
      ...{ at: one.raisedAt, kind: 'incident' as const, incidentId: one.id, by: null },
      what: `${one.number} ${one.outcome === null ? labelOf(PHASE_LABELS, one.phase) : labelOf(OUTCOME_LABELS, one.outcome)}`,
    })),
    ...homeFile.keys.flatMap(({ custody, holderName }) =>
      custody.map(({ at, what, by }) => ({
        ...{ at, kind: 'key' as const, incidentId: null, by: by.name },
        what: `${labelOf(KEY_STEP_LABELS, what)}（${holderName}）`,
      })),
    ),
    ...consents.flatMap(({ givenAt, withdrawnAt, purpose, givenBy }) =>
      [
        ...[{ at: givenAt, kind: 'consent' as const, incidentId: null, by: givenBy }],
        ...(withdrawnAt === null ? [] : [{ at: withdrawnAt, kind: 'withdrawal' as const, incidentId: null, by: null }]),
      ].map((one) => ({ ...one, what: labelOf(CONSENT_PURPOSE_LABELS, purpose) })),
    ),
  ];
  return all.toSorted((a, b) => b.at.localeCompare(a.at));
}

export function Recent({ senior, timeZone }: FileProps) {
  const { t } = useTranslation('office');
  const all = happenedTo(senior).slice(0, SHOWN);
  return (
    <Card title={t('seniors.recent')} note={t('seniors.recentNote')}>
      {all.length === 0 ? <p className="pad quiet">{t('list.nothing')}</p> : null}
      <ul className="office-recent">
        {all.map((one) => (
          <li key={`${one.at} ${one.kind} ${one.what}`}>
            <time dateTime={one.at}>{dayAndTime(one.at, timeZone)}</time>
            <span>
              {t(`seniors.happened.${one.kind}`)}：
              {one.incidentId === null ? (
                one.what
              ) : (
                <a href={`/console/incidents/${encodeURIComponent(one.incidentId)}`}>{one.what}</a>
              )}
              {one.by === null ? null : <span className="quiet"> {one.by}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
