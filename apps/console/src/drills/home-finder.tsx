import type { HomeFound } from '@silverbell/wire';
import { useCommand } from '@silverbell/web-live';
import { Button, ProblemLine, SelectField, TextField, useSay } from '@silverbell/web-ui';
import { useState } from 'react';
import { api } from '../house.js';

export interface ChosenHome {
  readonly id: string;
  readonly label: string;
}

/** Finds a home by what somebody says of it, and hands it over. */
export function HomeFinder({ submit, onChosen }: { submit: string; onChosen: (home: ChosenHome) => void }) {
  const say = useSay();
  const [words, setWords] = useState('');
  const [found, setFound] = useState<readonly HomeFound[] | null>(null);
  const [homeId, setHomeId] = useState('');
  const { busy, problem, run } = useCommand(() => api.newKey());
  const find = (): void =>
    void run(words, async () => {
      const { items } = await api.get<{ items: HomeFound[] }>(`/homes?query=${encodeURIComponent(words.trim())}`);
      setFound(items);
      setHomeId(items[0]?.id ?? '');
    });
  const chosen = found?.find((one) => one.id === homeId);
  return (
    <div className="filter-line">
      <TextField label={say('drills.findHome')} value={words} onValue={setWords} />
      <Button busy={busy} disabled={words.trim() === ''} onClick={find}>
        {say('drills.search')}
      </Button>
      {found !== null && found.length === 0 ? <p className="empty">{say('drills.nobody')}</p> : null}
      {found === null || found.length === 0 ? null : (
        <>
          <SelectField
            label={say('drills.found')}
            value={homeId}
            choices={found.map((one) => ({
              value: one.id,
              label: `${one.seniors.map(({ name }) => name).join('、')} ${one.address}`,
            }))}
            onValue={setHomeId}
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
      <ProblemLine problem={problem} />
    </div>
  );
}
