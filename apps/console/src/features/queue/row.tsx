import type { IncidentSummary } from '@silverbell/wire';
import { ALERT_KIND_LABELS, CLASS_LABELS, PHASE_LABELS } from '@silverbell/vocabulary';
import { labelOf, SeverityMark } from '@silverbell/web-ui';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { namesOf, placeOf } from '../../shared/case-title.js';
import { ExerciseMark } from '../../shared/exercise-mark.js';
import { stepIndex, STEPS } from '../../shared/phase-steps.js';
import { Since } from '../../shared/since.js';
import { DueMark } from './due-mark.js';
import styles from './queue.module.css';

interface RowProps {
  readonly one: IncidentSummary;
  readonly me: string;
  readonly selected: boolean;
  readonly timeZone: string | undefined;
}

/** Three lines of fixed height: how urgent and since when, who and where, what and who has it; below them how far it is. */
export const Row = memo(function Row({ one, me, selected, timeZone }: RowProps) {
  const { t } = useTranslation('console');
  const waiting = one.attention.state === 'waiting';
  const going = one.response.assignments.filter(({ state }) => state !== 'withdrawn' && state !== 'finished').length;
  const names = namesOf(one);
  const place = placeOf(one, t);
  const { by } = one.attention;
  const what =
    one.outage === null
      ? one.kinds.map((kind) => labelOf(ALERT_KIND_LABELS, kind)).join('、')
      : `${labelOf(CLASS_LABELS, one.class)} · ${t('rollCall.left', { n: one.outage.waiting })}`;
  const step = stepIndex(one.phase);
  return (
    <Link
      to={`/incidents/${one.id}`}
      className={[
        styles.row,
        styles[`p${one.severity}`],
        waiting ? styles.waiting : '',
        selected ? styles.selected : '',
      ].join(' ')}
      aria-current={selected ? 'true' : undefined}
      data-row
    >
      <span className={styles.top}>
        <SeverityMark severity={one.severity} />
        <span className={styles.phase}>{labelOf(PHASE_LABELS, one.phase)}</span>
        <DueMark one={one} timeZone={timeZone} />
        <Since iso={one.raisedAt} every={selected ? 1_000 : 5_000} urgent={one.severity === 1 && waiting} />
      </span>
      <span className={styles.home}>
        <ExerciseMark of={one} />
        <b>
          <bdi>{names === '' ? place : names}</bdi>
        </b>
        {names === '' ? null : (
          <span>
            <bdi>{place}</bdi>
          </span>
        )}
      </span>
      <span className={styles.kinds}>
        <span className={styles.what}>{what}</span>
        {one.signalCount > 1 ? (
          <em className={styles.joined}>
            <span aria-hidden="true">×{one.signalCount}</span>
            <span className="sb-visually-hidden">{t('queue.signals', { n: one.signalCount })}</span>
          </em>
        ) : null}
        {one.chattering ? <em className={styles.joined}>{t('shelf.chattering')}</em> : null}
        <span className={`${styles.who} ${by?.id === me ? styles.mine : ''}`}>
          {by === null ? t('queue.nobody') : by.id === me ? t('queue.you') : t('queue.by', { name: by.name })}
          {going > 0 ? ` · ${t('queue.going', { n: going })}` : ''}
        </span>
      </span>
      <span className={styles.steps} aria-hidden="true">
        {STEPS.map((each, index) => (
          <i key={each} className={index < step ? styles.done : index === step ? styles.now : ''} />
        ))}
      </span>
    </Link>
  );
});
