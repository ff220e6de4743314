import type { Drill, Incident } from '@silverbell/wire';
import { ALERT_KIND_LABELS } from '@silverbell/vocabulary';
import { useCommand } from '@silverbell/web-live';
import { Button, ProblemLine, SelectField } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { choicesOf } from '../actions/choices.js';
import { api, live, queries } from '../house.js';
import { HomeFinder, type ChosenHome } from './home-finder.js';
import { drillsKey } from './use-drills.js';

/** What a lead does with a drill that runs: lets somebody "press", and ends it. */
export function RunningDrill({ drill }: { drill: Drill }) {
  const { t } = useTranslation('console');
  const [home, setHome] = useState<ChosenHome | null>(null);
  const [kind, setKind] = useState('sos');
  const [opened, setOpened] = useState<Incident | null>(null);
  const ending = useCommand(() => api.newKey());
  const pressing = useCommand(() => api.newKey());
  const url = `/drills/${encodeURIComponent(drill.id)}`;
  const end = (): void =>
    void ending.run('end', async (key) => {
      await api.command(`${url}/end`, {}, { key });
      await queries.invalidateQueries({ queryKey: drillsKey });
    });
  const press = (homeId: string): void =>
    void pressing.run(`${homeId} ${kind}`, async (key) => {
      const answer = await api.command<Incident>(`${url}/press`, { homeId, kind }, { key });
      setOpened(answer);
      void live.refresh(answer.id);
    });
  return (
    <>
      <h4>{t('drills.press')}</h4>
      <HomeFinder submit={t('common.choose')} onChosen={setHome} />
      <div className="filter-line">
        <p>
          {t('drills.pressHome')}：<strong>{home?.label ?? '—'}</strong>
        </p>
        <SelectField
          label={t('drills.pressKind')}
          value={kind}
          choices={choicesOf(ALERT_KIND_LABELS, ['test', 'cancel'])}
          onValue={setKind}
        />
        <Button
          busy={pressing.busy}
          disabled={home === null}
          onClick={() => {
            if (home !== null) press(home.id);
          }}
        >
          {t('drills.press')}
        </Button>
      </div>
      {home === null ? <p className="sb-hint">{t('drills.pressNeedsHome')}</p> : null}
      {opened === null ? null : (
        <p role="status">
          <Link to={`/incidents/${opened.id}`}>{t('drills.pressed', { n: opened.number })}</Link>
        </p>
      )}
      <ProblemLine problem={pressing.problem ?? ending.problem} />
      <div className="button-line">
        <Button busy={ending.busy} onClick={end}>
          {t('drills.end')}
        </Button>
        <span className="quiet">{t('drills.endHint')}</span>
      </div>
    </>
  );
}
