import type { Drill } from '@silverbell/wire';
import { DRILL_PURPOSE_LABELS } from '@silverbell/vocabulary';
import { useCommand } from '@silverbell/web-live';
import { Button, ProblemLine, SelectField } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { choicesOf } from '../actions/choices.js';
import { api, clock, queries } from '../house.js';
import { HomeFinder, type ChosenHome } from './home-finder.js';
import { drillsKey } from './use-drills.js';

const lengths = [15, 30, 60, 120];

/** Without an end there is no drill. */
export function OpenDrillForm() {
  const { t } = useTranslation('console');
  const [minutes, setMinutes] = useState('30');
  const [purpose, setPurpose] = useState('regular');
  const [homes, setHomes] = useState<readonly ChosenHome[]>([]);
  const { busy, problem, run } = useCommand(() => api.newKey());
  const send = (): void => {
    const wanted = { purpose, ...(homes.length === 0 ? {} : { homeIds: homes.map(({ id }) => id) }) };
    void run(JSON.stringify([minutes, wanted]), async (key) => {
      const until = new Date(clock.now() + Number(minutes) * 60_000).toISOString();
      await api.command<Drill>('/drills', { ...wanted, until }, { key });
      setHomes([]);
      await queries.invalidateQueries({ queryKey: drillsKey });
    });
  };
  return (
    <section className="block" aria-label={t('drills.open')}>
      <h3>{t('drills.open')}</h3>
      <div className="filter-line">
        <SelectField
          label={t('drills.minutes')}
          value={minutes}
          choices={lengths.map((n) => ({ value: String(n), label: t('drills.forMinutes', { n }) }))}
          onValue={setMinutes}
        />
        <SelectField
          label={t('drills.purpose')}
          value={purpose}
          choices={choicesOf(DRILL_PURPOSE_LABELS)}
          onValue={setPurpose}
        />
      </div>
      <h4>{t('drills.homes')}</h4>
      <HomeFinder
        submit={t('drills.add')}
        onChosen={(home) => setHomes([...homes.filter(({ id }) => id !== home.id), home])}
      />
      <ul className="lines lines-inline">
        {homes.map((one) => (
          <li key={one.id}>
            <span className="tag">{one.label}</span>
            <Button
              tone="quiet"
              aria-label={t('drills.remove', { home: one.label })}
              onClick={() => setHomes(homes.filter(({ id }) => id !== one.id))}
            >
              ×
            </Button>
          </li>
        ))}
      </ul>
      <ProblemLine problem={problem} />
      <div className="button-line">
        <Button tone="primary" busy={busy} onClick={send}>
          {t('drills.open')}
        </Button>
      </div>
    </section>
  );
}
