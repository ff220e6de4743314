import { Button, ProblemMessage, SelectField, TextField } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useHomeSearch } from '../../shared/use-home-search.js';
import pieces from '../../shared/pieces.module.css';

export interface ChosenHome {
  readonly id: string;
  readonly label: string;
}

/** Finds a home by what somebody says of it, and hands it over. */
export function HomeFinder({ submit, onChosen }: { submit: string; onChosen: (home: ChosenHome) => void }) {
  const { t } = useTranslation('console');
  const [homeId, setHomeId] = useState('');
  const search = useHomeSearch((homes) => setHomeId(homes[0]?.id ?? ''));
  const { found } = search;
  const chosen = found?.find((one) => one.id === homeId);
  return (
    <div className={pieces.filterLine}>
      <TextField label={t('drills.findHome')} value={search.query} onValueChange={search.setQuery} />
      <Button busy={search.busy} disabled={search.isEmpty} onClick={search.find}>
        {t('drills.search')}
      </Button>
      {found !== null && found.length === 0 ? <p className={pieces.empty}>{t('drills.nobody')}</p> : null}
      {found === null || found.length === 0 ? null : (
        <>
          <SelectField
            label={t('drills.found')}
            value={homeId}
            choices={found.map((one) => ({
              value: one.id,
              label: `${one.seniors.map(({ name }) => name).join('、')} ${one.address}`,
            }))}
            onValueChange={setHomeId}
          />
          <Button
            disabled={chosen === undefined}
            onClick={() => {
              if (chosen !== undefined) onChosen({ id: chosen.id, label: chosen.label });
            }}
          >
            {submit}
          </Button>
        </>
      )}
      <ProblemMessage problem={search.problem} />
    </div>
  );
}
