import type { Assignment } from '@silverbell/wire';
import { ASSIGNMENT_ROLE_LABELS, HAZARD_LABELS, KEY_HOLDER_KIND_LABELS } from '@silverbell/vocabulary';
import { useSecond } from '@silverbell/web-live';
import { formatDuration, labelOf, timeOfDay } from '@silverbell/web-ui';
import { Card, Fact, Facts } from '@silverbell/web-ui/phone';
import { useTranslation } from 'react-i18next';
import { clock } from '../../shared/app-client.js';
import { DestinationFaces } from './destination-faces.js';
import styles from './task.module.css';

type Destination = NonNullable<Assignment['destination']>;

/** Where, to whom, how to get in, and what to beware of. */
export function DestinationCard({ task, timeZone }: { task: Assignment; timeZone: string | undefined }) {
  const { t } = useTranslation('helper');
  const to = task.destination;
  if (to === null) return null;
  return (
    <>
      <Warnings to={to} timeZone={timeZone} />
      <Card>
        {to.choice === 'home' ? null : (
          <p className={styles['address']}>
            {t('task.heading')} {to.label}
          </p>
        )}
        <div>
          <p className={styles['quiet']}>{t(to.choice === 'home' ? 'task.address' : 'task.registered')}</p>
          <p className={to.choice === 'home' ? styles['address'] : undefined}>{to.address}</p>
          {to.floor === null ? null : (
            <p>
              {t('task.floor', { n: to.floor.no })} · {t(to.floor.hasLift ? 'task.lift' : 'task.noLift')}
            </p>
          )}
        </div>
        <DestinationFaces task={task} />
        <Facts label={t('task.facts')}>
          {to.keys.map(({ holder, kind, fits }) => (
            <Fact key={`${kind}:${holder}`} icon="key" more={t(fits === true ? 'task.keyFits' : 'task.keyUntested')}>
              {t('task.key', { kind: labelOf(KEY_HOLDER_KIND_LABELS, kind), holder })}
            </Fact>
          ))}
          {task.role === 'primary' ? null : <Fact icon="people">{labelOf(ASSIGNMENT_ROLE_LABELS, task.role)}</Fact>}
          {to.people.slice(1).map((one) => (
            <Fact key={one.name} icon="person" more={one.note}>
              {one.name}
              {one.age === null ? '' : ` · ${t('task.age', { n: one.age })}`}
            </Fact>
          ))}
          {to.hazards.length === 0 ? null : (
            <Fact icon="alert" more={to.hazards.map((code) => labelOf(HAZARD_LABELS, code)).join('、')}>
              {t('task.hazards')}
            </Fact>
          )}
          <EntryCode to={to} />
        </Facts>
      </Card>
    </>
  );
}

function EntryCode({ to }: { to: Destination }) {
  const { t } = useTranslation('helper');
  if (to.entryCode === null && !to.entryCodeWithheld) return null;
  return (
    <Fact icon="lock">
      <dl className={styles['code']}>
        <dt>{t('task.entryCode')}</dt>
        <dd>{to.entryCode ?? t(`task.withheld.${to.entryCodeWithheld ?? 'unproven'}`)}</dd>
      </dl>
    </Fact>
  );
}

/** What must be read before the address: where not to enter, that no button was pressed, that the place is in doubt or moves. */
function Warnings({ to, timeZone }: { to: Destination; timeZone: string | undefined }) {
  const { t } = useTranslation('helper');
  return (
    <>
      {to.outsideOnly ? (
        <p className={styles['warn']}>
          <strong>{t('task.outsideTitle')}</strong> {t('task.outside')}
        </p>
      ) : null}
      {to.knockFirst ? (
        <p className={styles['warn']}>
          <strong>{t('task.knockTitle')}</strong> {t('task.knock')}
        </p>
      ) : null}
      {to.alternative === null ? null : (
        <p className={styles['warn']}>
          <strong>{t('task.twoPlacesTitle')}</strong> {t('task.twoPlaces', { other: to.alternative })}
        </p>
      )}
      {to.choice === 'fix' ? (
        <p className={styles['warn']}>
          <strong>{t('task.fixTitle')}</strong> <MovingSince decidedAt={to.decidedAt} timeZone={timeZone} />
        </p>
      ) : null}
    </>
  );
}

/** A lost person moves on: the place she is sought at is as old as this says. */
function MovingSince({ decidedAt, timeZone }: { decidedAt: string | null; timeZone: string | undefined }) {
  const { t } = useTranslation('helper');
  const now = useSecond(clock);
  if (decidedAt === null) return null;
  const span = formatDuration(Math.max(0, now - Date.parse(decidedAt)) / 1_000, t);
  return <span>{t('task.fix', { at: timeOfDay(decidedAt, timeZone, false), ago: t('time.ago', { span }) })}</span>;
}
