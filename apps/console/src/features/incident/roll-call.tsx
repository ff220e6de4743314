import type { Incident, RollCallName } from '@silverbell/wire';
import { RISK_LABELS, ROLL_CALL_HOW_LABELS, ROLL_CALL_STATE_LABELS, type RollCallHow } from '@silverbell/vocabulary';
import { useRouteMutation } from '@silverbell/web-api-client';
import { Button, CheckField, dayAndTime, ProblemMessage, timeOfDay, labelOf } from '@silverbell/web-ui';
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api, refreshIncident } from '../../shared/app-client.js';
import { CallButton } from '../../shared/call-button.js';
import pieces from '../../shared/pieces.module.css';
import styles from './lists.module.css';

const hows = Object.keys(ROLL_CALL_HOW_LABELS) as RollCallHow[];

/** Class G: many lost their way to call at once. Name by name, gravest risk first, until every name is ticked. */
export function RollCall({ incident, timeZone }: { incident: Incident; timeZone: string | undefined }) {
  const { t } = useTranslation('console');
  const { isPending, error, mutate } = useRouteMutation(api, 'rollCall', {
    onSettled: () => refreshIncident(incident.id),
  });
  const [onlyWaiting, setOnlyWaiting] = useState(false);
  const [at, setAt] = useState<string | null>(null);
  const list = useRef<HTMLOListElement>(null);
  const marked = useRef<{ name: RollCallName; next: RollCallName | undefined; how: RollCallHow } | null>(null);
  // Her buttons go when the list shows that she was reached, whether the answer or the live line says it first; the keys go on then.
  useEffect(() => {
    const last = marked.current;
    if (last === null || isWaiting(incident, last.name)) return;
    marked.current = null;
    const focused = document.activeElement;
    if (focused === document.body || list.current?.contains(focused)) focusName(list.current, last.next, last.how);
  }, [incident]);
  if (incident.rollCall.length === 0) return null;
  const may = incident.allowedActions.includes('roll-call');
  const left = incident.rollCall.filter((one) => one.state === 'waiting').length;
  const shown = incident.rollCall.filter((one) => !onlyWaiting || one.state === 'waiting');
  // One stop of the Tab key for the whole list: three hundred names must not stand between two buttons.
  const current = shown.find((one) => one.senior.id === at && one.state !== 'ticked') ?? shown.find(notTicked);

  const mark = (name: RollCallName, how: RollCallHow): void => {
    marked.current = { name, next: nextAfter(shown, name), how };
    mutate({ params: { id: incident.id }, body: { seniorId: name.senior.id, how } });
  };
  const move = (event: KeyboardEvent): void => {
    const button = event.target instanceof HTMLElement ? event.target.closest<HTMLElement>('[data-how]') : null;
    if (button === null) return;
    const open = shown.filter(notTicked);
    const here = open.findIndex((one) => one.senior.id === button.closest('li')?.dataset['senior']);
    const how = button.dataset['how'] as RollCallHow;
    const side = hows.indexOf(how);
    const to =
      event.key === 'ArrowDown'
        ? [open[here + 1], how]
        : event.key === 'ArrowUp'
          ? [open[here - 1], how]
          : event.key === 'ArrowRight'
            ? [open[here], hows[side + 1]]
            : event.key === 'ArrowLeft'
              ? [open[here], hows[side - 1]]
              : null;
    if (to === null) return;
    event.preventDefault();
    const [name, next] = to as [RollCallName | undefined, RollCallHow | undefined];
    if (name !== undefined && next !== undefined) focusName(list.current, name, next);
  };

  return (
    <section className={pieces.block} aria-label={t('rollCall.title')}>
      <h2>
        {t('rollCall.title')} · {t('rollCall.left', { n: left })}
      </h2>
      <progress
        className={styles.rollCallProgress}
        aria-label={t('rollCall.progress')}
        max={incident.rollCall.length}
        value={incident.rollCall.length - left}
      />
      <p className={pieces.quiet}>{may ? t('rollCall.keys') : null}</p>
      <CheckField label={t('rollCall.onlyWaiting')} checked={onlyWaiting} onCheckedChange={setOnlyWaiting} />
      <ProblemMessage problem={error} />
      {shown.length === 0 ? <p className={pieces.empty}>{t('rollCall.allReached')}</p> : null}
      <ol className={styles.rollCall} ref={list} onKeyDown={move}>
        {shown.map((one) => (
          <li
            key={one.senior.id}
            data-senior={one.senior.id}
            className={one.state === 'waiting' ? '' : pieces.lineOver}
            onFocus={() => setAt(one.senior.id)}
          >
            <Name one={one} incidentId={incident.id} tabIndex={current === one ? 0 : -1} timeZone={timeZone} />
            <span className={one.state === 'waiting' ? `${pieces.tag} ${pieces.tagStrong}` : pieces.tag}>
              {labelOf(ROLL_CALL_STATE_LABELS, one.state)}
            </span>
            {may && notTicked(one) ? (
              <span className={styles.rollCallActs}>
                {hows.map((how) => (
                  <Button
                    key={how}
                    busy={isPending && current === one}
                    data-how={how}
                    tabIndex={current === one ? 0 : -1}
                    aria-label={t('rollCall.mark', { name: one.senior.name, how: labelOf(ROLL_CALL_HOW_LABELS, how) })}
                    onClick={() => mark(one, how)}
                  >
                    {labelOf(ROLL_CALL_HOW_LABELS, how)}
                  </Button>
                ))}
              </span>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}

interface NameProps {
  readonly one: RollCallName;
  readonly incidentId: string;
  readonly tabIndex: number;
  readonly timeZone: string | undefined;
}

function Name({ one, incidentId, tabIndex, timeZone }: NameProps) {
  const { t } = useTranslation('console');
  const reached =
    one.at === null || one.state === 'waiting'
      ? null
      : t('rollCall.reached', {
          how: one.how === null ? labelOf(ROLL_CALL_STATE_LABELS, one.state) : labelOf(ROLL_CALL_HOW_LABELS, one.how),
          at: timeOfDay(one.at, timeZone, false),
          by: one.by?.name ?? '',
        });
  return (
    <span className={`${pieces.lines} ${styles.rollCallPerson}`}>
      <span>
        <strong>{one.senior.name}</strong> {one.home.label}{' '}
        {one.phone === null ? null : (
          <CallButton number={one.phone} who={one.senior.name} incidentId={incidentId} tabIndex={tabIndex} />
        )}
      </span>
      <span className={pieces.quiet}>
        {[
          t('rollCall.tier', { n: one.tier }),
          ...one.risks.map((code) => labelOf(RISK_LABELS, code)),
          one.lastContactAt === null
            ? t('rollCall.neverContact')
            : t('rollCall.lastContact', { at: dayAndTime(one.lastContactAt, timeZone) }),
          one.tries > 0 ? t('rollCall.tries', { n: one.tries }) : null,
          reached,
        ]
          .filter(Boolean)
          .join(' · ')}
      </span>
    </span>
  );
}

const isWaiting = ({ rollCall }: Incident, { senior }: RollCallName): boolean =>
  rollCall.some((one) => one.senior.id === senior.id && one.state === 'waiting');

const notTicked = ({ state }: RollCallName): boolean => state !== 'ticked';

/** Who is called next: the first after this one whom nobody has reached, else the first of all. */
function nextAfter(shown: readonly RollCallName[], name: RollCallName): RollCallName | undefined {
  const here = shown.indexOf(name);
  const waiting = (one: RollCallName): boolean => one !== name && one.state === 'waiting';
  return shown.slice(here + 1).find(waiting) ?? shown.find(waiting);
}

function focusName(list: HTMLElement | null, name: RollCallName | undefined, how: RollCallHow): void {
  if (name === undefined) return;
  list?.querySelector<HTMLElement>(`li[data-senior="${CSS.escape(name.senior.id)}"] [data-how="${how}"]`)?.focus();
}
