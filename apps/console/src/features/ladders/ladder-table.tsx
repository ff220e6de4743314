import type { LadderOnWire, LadderRungOnWire, LadderStepOnWire, RegionLadders } from '@silverbell/wire';
import { LADDER_ROLES, type LadderRole } from '@silverbell/vocabulary';
import { ALERT_KIND_LABELS, CLASS_LABELS, LADDER_ROLE_LABELS, RUNG_CONDITION_LABELS } from '@silverbell/vocabulary';
import { labelOf } from '@silverbell/web-ui';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { isCalled, waitsOf, withRole, withRung, withWait } from './edit.js';
import pieces from '../../shared/pieces.module.css';
import styles from './ladders.module.css';

interface LadderTableProps {
  readonly ladder: LadderOnWire;
  readonly people: RegionLadders['people'];
  /** Without it the table is to be read only. */
  readonly onChange?: ((ladder: LadderOnWire) => void) | undefined;
}

/** One class: what happens when, and who is called. */
export function LadderTable({ ladder, people, onChange }: LadderTableProps) {
  const { t } = useTranslation('console');
  const { lastRung } = ladder;
  const title = `${ladder.class} · ${labelOf(CLASS_LABELS, ladder.class)}`;
  return (
    <section className={pieces.block} aria-label={title}>
      <h3>{title}</h3>
      <div className={pieces.tableRoom}>
        <table className={pieces.plainTable}>
          <thead>
            <tr>
              <th scope="col">{t('ladders.rung')}</th>
              <th scope="col">{t('ladders.wait')}</th>
              <th scope="col">{t('ladders.calls')}</th>
              <th scope="col">{t('ladders.also')}</th>
            </tr>
          </thead>
          <tbody>
            {ladder.rungs.map((rung, index) => (
              <tr key={`${rung.when}:${rung.id}`}>
                <th scope="row">
                  {rung.id}
                  <br />
                  <span className={pieces.quiet}>{labelOf(RUNG_CONDITION_LABELS, rung.when)}</span>
                </th>
                <td>
                  <Waits
                    code={ladder.class}
                    rung={rung}
                    onChange={onChange && ((next) => onChange(withRung(ladder, index, next)))}
                  />
                </td>
                <td>
                  <Roles
                    name={`${ladder.class}:${rung.id}`}
                    code={ladder.class}
                    rung={rung.id}
                    steps={rung.steps}
                    people={people}
                    onChange={onChange && ((steps) => onChange(withRung(ladder, index, { ...rung, steps })))}
                  />
                </td>
                <td>{besides(rung, t)}</td>
              </tr>
            ))}
            <tr>
              <th scope="row">
                {t('ladders.last')}
                <br />
                <span className={pieces.quiet}>{t('ladders.lastWhen')}</span>
              </th>
              <td>
                <Seconds
                  label={t('ladders.waitLabel', {
                    class: ladder.class,
                    rung: t('ladders.last'),
                    wait: t('ladders.every'),
                  })}
                  word={t('ladders.every')}
                  value={lastRung.everyS}
                  onChange={onChange && ((everyS) => onChange({ ...ladder, lastRung: { ...lastRung, everyS } }))}
                />
              </td>
              <td>
                <Roles
                  name={`${ladder.class}:last`}
                  code={ladder.class}
                  rung={t('ladders.last')}
                  steps={lastRung.steps}
                  people={people}
                  onChange={onChange && ((steps) => onChange({ ...ladder, lastRung: { ...lastRung, steps } }))}
                />
              </td>
              <td>{stepsBeside(lastRung.steps, t)}</td>
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Waits({
  code,
  rung,
  onChange,
}: {
  code: string;
  rung: LadderRungOnWire;
  onChange: ((rung: LadderRungOnWire) => void) | undefined;
}) {
  const { t } = useTranslation('console');
  const waits = waitsOf(rung);
  if (waits.length === 0) return <>0</>;
  return (
    <>
      {waits.map(({ name, seconds, kind }) => {
        const word =
          kind === null
            ? t(`ladders.waitName.${name}`)
            : t('ladders.waitFor', { kind: labelOf(ALERT_KIND_LABELS, kind) });
        return (
          <Seconds
            key={name}
            label={t('ladders.waitLabel', { class: code, rung: rung.id, wait: word })}
            word={word}
            value={seconds}
            onChange={onChange && ((next) => onChange(withWait(rung, name, next)))}
          />
        );
      })}
    </>
  );
}

function Seconds({
  label,
  word,
  value,
  onChange,
}: {
  label: string;
  word: string;
  value: number;
  onChange: ((seconds: number) => void) | undefined;
}) {
  if (onChange === undefined)
    return (
      <div>
        {value} <span className={pieces.quiet}>{word}</span>
      </div>
    );
  return (
    <label className={styles.ladderWait}>
      <input
        type="number"
        min={0}
        max={172_800}
        step={1}
        aria-label={label}
        value={Number.isNaN(value) ? '' : value}
        aria-invalid={Number.isInteger(value) && value >= 0 ? undefined : true}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
      <span className={pieces.quiet}>{word}</span>
    </label>
  );
}

function Roles({
  name,
  code,
  rung,
  steps,
  people,
  onChange,
}: {
  name: string;
  code: string;
  rung: string;
  steps: readonly LadderStepOnWire[];
  people: RegionLadders['people'];
  onChange: ((steps: LadderStepOnWire[]) => void) | undefined;
}) {
  const { t } = useTranslation('console');
  const now = (role: LadderRole): string =>
    t('ladders.people', {
      names: people.find((one) => one.role === role)?.names.join('、') ?? t('ladders.nobody'),
    });
  if (onChange === undefined) {
    const called = LADDER_ROLES.filter((role) => isCalled(steps, role));
    return called.length === 0 ? (
      <>—</>
    ) : (
      <ul className={styles.ladderRoles}>
        {called.map((role) => (
          <li key={role}>
            {labelOf(LADDER_ROLE_LABELS, role)} <span className={pieces.quiet}>{now(role)}</span>
          </li>
        ))}
      </ul>
    );
  }
  return (
    <div role="group" aria-label={`${code} ${rung} ${t('ladders.calls')}`} className={styles.ladderRoles}>
      {LADDER_ROLES.map((role) => (
        <label key={role} title={now(role)}>
          <input
            type="checkbox"
            name={`${name}:${role}`}
            aria-label={t('ladders.roleLabel', { class: code, rung, role: labelOf(LADDER_ROLE_LABELS, role) })}
            checked={isCalled(steps, role)}
            onChange={(event) => onChange(withRole(steps, role, event.target.checked))}
          />{' '}
          {labelOf(LADDER_ROLE_LABELS, role)}
        </label>
      ))}
    </div>
  );
}

const besides = (rung: LadderRungOnWire, t: TFunction<'console'>): string =>
  [
    stepsBeside(rung.steps, t),
    rung.atOnceWhenHarsh ? t('ladders.harsh') : '',
    rung.earlyWhenFar ? t('ladders.far') : '',
  ]
    .filter((one) => one !== '' && one !== '—')
    .join(' · ') || '—';

/** What a rung does beside calling somebody. */
const stepsBeside = (steps: readonly LadderStepOnWire[], t: TFunction<'console'>): string =>
  steps
    .filter((step) => step.do !== 'tell' || step.by === 'console')
    .map((step) => {
      switch (step.do) {
        case 'tell':
          return t('ladders.step.tell-console', { role: labelOf(LADDER_ROLE_LABELS, step.role) });
        case 'tell-contacts':
          return t(`ladders.step.tell-contacts-${step.by}`);
        case 'ask':
          return t('ladders.step.ask', { service: step.service });
        case 'become':
          return t('ladders.step.become', { class: step.class });
        case 'call-home':
          return `${t('ladders.step.call-home')}（${step.kinds.map((kind) => labelOf(ALERT_KIND_LABELS, kind)).join('、')}）`;
        default:
          return t(`ladders.step.${step.do}`);
      }
    })
    .join(' · ') || '—';
