import { useSecond } from '@silverbell/web-live';
import { clockSpan, dayAndTime, timeOfDay } from '@silverbell/web-ui';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { clock, readAt } from '../../shared/app-client.js';
import { ExerciseMark } from '../../shared/exercise-mark.js';
import { QueryStatus } from '../../shared/page-frame.js';
import { useLivePart } from '../../shared/use-live-part.js';
import { tasksKey, useTasksAsRead } from '../../shared/use-tasks.js';
import { dueThings, type DueThing } from './due.js';
import styles from './shift.module.css';
import next from '../../shared/next.module.css';
import pieces from '../../shared/pieces.module.css';

/** What follows the first one. */
const AFTER = 3;
/** Farther away than this the day is said, too. */
const SAYS_DAY_AFTER_MS = 43_200_000;

const whenOf = (dueMs: number, timeZone: string | undefined): string =>
  Math.abs(dueMs - clock.now()) > SAYS_DAY_AFTER_MS ? dayAndTime(dueMs, timeZone) : timeOfDay(dueMs, timeZone);

/** What falls due next, whichever incident or task it belongs to, and what comes after it. `readsTasks`: her role sees tasks. */
export function NextDue({ readsTasks, timeZone }: { readsTasks: boolean; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const cases = useLivePart((state) => state.cases);
  const known = useLivePart((state) => state.known);
  const down = useLivePart((state) => state.connection === 'down' || (state.listFailed && !state.known));
  const tasks = useTasksAsRead(readsTasks);
  const items = tasks.data?.items;
  const things = useMemo(() => dueThings(cases.values(), items ?? [], t), [cases, items, t]);
  const [first, ...rest] = things;
  const reading = !known || (readsTasks && tasks.isLoading);
  const at = readAt(tasksKey);
  return (
    <section aria-label={t('shift.next')}>
      {first === undefined ? (
        <div className={next.next}>
          <strong>{t('shift.next')}</strong>
          <span className={next.then}>
            {t(down ? 'shift.nextUnknown' : reading ? 'common.loading' : 'shift.nextNone')}
          </span>
        </div>
      ) : (
        <First thing={first} timeZone={timeZone} />
      )}
      {rest.length === 0 ? null : (
        <ol className={styles.after} aria-label={t('shift.after')}>
          {rest.slice(0, AFTER).map((thing) => (
            <li key={thing.key}>
              <Link to={thing.to}>
                <time dateTime={new Date(thing.dueMs).toISOString()}>{whenOf(thing.dueMs, timeZone)}</time>
                <Words thing={thing} />
              </Link>
            </li>
          ))}
          {rest.length > AFTER ? <li className={pieces.quiet}>{t('shift.more', { n: rest.length - AFTER })}</li> : null}
        </ol>
      )}
      <div className={styles.sources}>
        {down && first !== undefined ? <p>{t('shift.nextStale')}</p> : null}
        {readsTasks ? <QueryStatus of={tasks} /> : null}
        {at === null ? null : <p className={styles.read}>{t('shift.tasksReadAt', { at: timeOfDay(at, timeZone) })}</p>}
      </div>
    </section>
  );
}

function Words({ thing: { what, about, practice } }: { thing: DueThing }) {
  return (
    <span>
      <ExerciseMark of={{ practice }} />
      {what}
      {about === '' ? '' : `：${about}`}
    </span>
  );
}

/** The only piece of the shift that is rendered every second. */
function First({ thing, timeZone }: { thing: DueThing; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const left = thing.dueMs - useSecond(clock);
  const at = whenOf(thing.dueMs, timeZone);
  return (
    <Link to={thing.to} className={`${next.next} ${styles.first} ${left < 0 ? next.soon : ''}`}>
      <strong>{t('shift.next')}</strong>
      <span className={next.say}>
        <Words thing={thing} />
      </span>
      <span className={next.then}>{t(left < 0 ? 'shift.wasDueAt' : 'shift.dueAt', { at })}</span>
      <span className={next.count} aria-hidden="true">
        {left < 0 ? `+${clockSpan(-left)}` : clockSpan(left)}
      </span>
    </Link>
  );
}
