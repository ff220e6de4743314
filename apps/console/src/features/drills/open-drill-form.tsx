import { DRILL_PURPOSE_LABELS, type DrillPurpose } from '@silverbell/vocabulary';
import { routeKey, useRouteMutation } from '@silverbell/web-api-client';
import { Button, ProblemMessage, SelectField, choicesOf } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, clock, queries } from '../../shared/app-client.js';
import { HomeFinder, type ChosenHome } from './home-finder.js';
import pieces from '../../shared/pieces.module.css';

const lengths = [15, 30, 60, 120];

/** Without an end there is no drill. */
export function OpenDrillForm() {
  const { t } = useTranslation('console');
  const [minutes, setMinutes] = useState('30');
  const [purpose, setPurpose] = useState<DrillPurpose>('regular');
  const [homes, setHomes] = useState<readonly ChosenHome[]>([]);
  const { isPending, error, mutate } = useRouteMutation(api, 'openDrill', {
    onSuccess: () => {
      setHomes([]);
      return queries.invalidateQueries({ queryKey: routeKey('drills') });
    },
  });
  const send = (): void => {
    const wanted = { purpose, ...(homes.length === 0 ? {} : { homeIds: homes.map(({ id }) => id) }) };
    mutate({ body: { ...wanted, until: new Date(clock.now() + Number(minutes) * 60_000).toISOString() } });
  };
  return (
    <section className={pieces.block} aria-label={t('drills.open')}>
      <h3>{t('drills.open')}</h3>
      <div className={pieces.filterLine}>
        <SelectField
          label={t('drills.minutes')}
          value={minutes}
          choices={lengths.map((n) => ({ value: String(n), label: t('drills.forMinutes', { n }) }))}
          onValueChange={setMinutes}
        />
        <SelectField
          label={t('drills.purpose')}
          value={purpose}
          choices={choicesOf(DRILL_PURPOSE_LABELS)}
          onValueChange={setPurpose}
        />
      </div>
      <h4>{t('drills.homes')}</h4>
      <HomeFinder
        submit={t('drills.add')}
        onChosen={(home) => setHomes([...homes.filter(({ id }) => id !== home.id), home])}
      />
      <ul className={`${pieces.lines} ${pieces.linesInline}`}>
        {homes.map((one) => (
          <li key={one.id}>
            <span className={pieces.tag}>{one.label}</span>
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
      <ProblemMessage problem={error} />
      <div className={pieces.buttonLine}>
        <Button tone="primary" busy={isPending} onClick={send}>
          {t('drills.open')}
        </Button>
      </div>
    </section>
  );
}
