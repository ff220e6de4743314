import { ProblemMessage } from '@silverbell/web-ui';
import { Command as Menu } from 'cmdk';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Command } from '../../shared/commands.js';
import { entriesOf, type Entry } from './entries.js';
import styles from './palette.module.css';
import { useSearch } from './use-search.js';

export interface PaletteProps {
  readonly commands: readonly Command[];
  /** May read files of people; without it only commands are offered. */
  readonly searches: boolean;
  readonly mayOpenHelpers: boolean;
  readonly onClose: () => void;
  readonly onOpen: (path: string) => void;
  readonly onLook: (place: { readonly lat: number; readonly lng: number; readonly label: string }) => void;
  /** `null`: may not open incidents. */
  readonly onCall: ((home: { readonly homeId: string; readonly label: string }) => void) | null;
}

/** One box for everything: people, places, devices and incidents by what is typed, and every act with its key and the reason why it is off. */
export function Palette({ commands, searches, mayOpenHelpers, onClose, onOpen, onLook, onCall }: PaletteProps) {
  const { t } = useTranslation('console');
  const dialog = useRef<HTMLDialogElement>(null);
  const [query, setQuery] = useState('');
  const { found, problem, isLoading } = useSearch(searches ? query : '');
  useEffect(() => {
    const shown = dialog.current;
    if (shown !== null && !shown.open) shown.showModal();
    shown?.querySelector('input')?.focus();
  }, []);
  const groups = entriesOf({ query, found, commands, mayOpenHelpers, mayCall: onCall !== null, t });
  const empty = groups.every(({ entries }) => entries.length === 0);

  const choose = ({ does }: Entry): void => {
    if (does === null) return;
    onClose();
    if ('path' in does) onOpen(does.path);
    else if ('look' in does) onLook(does.look);
    else if ('call' in does) onCall?.(does.call);
    else does.run();
  };

  return (
    <dialog
      ref={dialog}
      className={styles.palette}
      aria-label={t('palette.title')}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => {
        if (event.target === dialog.current) onClose();
      }}
    >
      <Menu shouldFilter={false} loop label={t('palette.title')} vimBindings={false}>
        <div className={styles.asked}>
          <Menu.Input
            value={query}
            onValueChange={setQuery}
            placeholder={t(searches ? 'palette.hint' : 'palette.hintActs')}
            aria-label={t('palette.title')}
            maxLength={100}
          />
          <kbd aria-hidden="true">Esc</kbd>
        </div>
        <ProblemMessage problem={problem} />
        <Menu.List className={styles.list}>
          {empty ? (
            <p className={styles.none} role="status">
              {t(isLoading ? 'common.loading' : 'palette.none')}
            </p>
          ) : null}
          {groups.map(({ id, entries }) =>
            entries.length === 0 ? null : (
              <Menu.Group key={id} heading={t(`palette.groups.${id}`)} className={styles.group}>
                {entries.map((entry) => (
                  <Menu.Item
                    key={entry.id}
                    value={entry.id}
                    className={`${styles.entry} ${entry.does === null ? styles.off : ''}`}
                    onSelect={() => choose(entry)}
                  >
                    <span className={styles.words}>
                      <b>{entry.name}</b>
                      {entry.detail === '' ? null : <span>{entry.detail}</span>}
                    </span>
                    {entry.mark === null ? null : <em className={styles.mark}>{entry.mark}</em>}
                    {entry.keys === null ? null : <kbd aria-hidden="true">{entry.keys}</kbd>}
                  </Menu.Item>
                ))}
              </Menu.Group>
            ),
          )}
        </Menu.List>
      </Menu>
    </dialog>
  );
}
