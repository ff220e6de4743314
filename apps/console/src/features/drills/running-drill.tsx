import type { Drill, Incident } from '@silverbell/wire';
import { ALERT_KIND_LABELS, type AlertKind } from '@silverbell/vocabulary';
import { routeKey, useRouteMutation } from '@silverbell/web-api-client';
import { Button, ProblemMessage, SelectField, choicesOf } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, live, queries } from '../../shared/app-client.js';
import { HomeFinder, type ChosenHome } from './home-finder.js';
import pieces from '../../shared/pieces.module.css';

/** What a lead does with a drill that runs: lets somebody "press", and ends it. */
export function RunningDrill({ drill }: { drill: Drill }) {
  const { t } = useTranslation('console');
  const [home, setHome] = useState<ChosenHome | null>(null);
  const [kind, setKind] = useState<Exclude<AlertKind, 'test' | 'cancel'>>('sos');
  const [opened, setOpened] = useState<Incident | null>(null);
  const ending = useRouteMutation(api, 'endDrill', {
    onSuccess: () => queries.invalidateQueries({ queryKey: routeKey('drills') }),
  });
  const pressing = useRouteMutation(api, 'drillPress', {
    onSuccess: (answer) => {
      setOpened(answer);
      void live.refresh(answer.id);
    },
  });
  const params = { id: drill.id };
  const end = (): void => ending.mutate({ params });
  const press = (homeId: string): void => pressing.mutate({ params, body: { homeId, kind } });
  return (
    <>
      <h4>{t('drills.press')}</h4>
      <HomeFinder submit={t('common.choose')} onChosen={setHome} />
      <div className={pieces.filterLine}>
        <p>
          {t('drills.pressHome')}：<strong>{home?.label ?? '—'}</strong>
        </p>
        <SelectField
          label={t('drills.pressKind')}
          value={kind}
          choices={choicesOf(ALERT_KIND_LABELS, ['test', 'cancel'])}
          onValueChange={setKind}
        />
        <Button
          busy={pressing.isPending}
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
      <ProblemMessage problem={pressing.error ?? ending.error} />
      <div className={pieces.buttonLine}>
        <Button busy={ending.isPending} onClick={end}>
          {t('drills.end')}
        </Button>
        <span className={pieces.quiet}>{t('drills.endHint')}</span>
      </div>
    </>
  );
}
