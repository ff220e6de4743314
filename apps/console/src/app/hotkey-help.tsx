import { Button, Dialog } from '@silverbell/web-ui';
import type { ParseKeys } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Command } from '../shared/commands.js';
import styles from './hotkey-help.module.css';
import pieces from '../shared/pieces.module.css';

/** Keys that belong to a place of the page and therefore to no command. */
const OF_PLACES: readonly (readonly [keys: string, label: ParseKeys<'console'>])[] = [
  ['↑ ↓', 'keys.move'],
  ['Enter', 'keys.open'],
  ['Ctrl+Enter', 'keys.confirm'],
  ['Esc', 'keys.back'],
  ['← ↑ → ↓', 'keys.pan'],
  ['+ −', 'keys.zoom'],
  ['0', 'keys.recentre'],
];

/** Every key, with what cannot be done just now and why. */
export function HotkeyHelp({ commands, onClose }: { commands: readonly Command[]; onClose: () => void }) {
  const { t } = useTranslation('console');
  return (
    <Dialog title={t('keys.title')} open onClose={onClose} wide>
      <table className={styles.keys}>
        <thead>
          <tr>
            <th scope="col">{t('keys.column')}</th>
            <th scope="col">{t('keys.does')}</th>
          </tr>
        </thead>
        <tbody>
          {commands.map(({ id, keys, label, off }) =>
            keys === null ? null : (
              <tr key={id}>
                <th scope="row">
                  <kbd>{keys}</kbd>
                </th>
                <td>
                  {t(label)}
                  {off === null ? null : <small>{t(off)}</small>}
                </td>
              </tr>
            ),
          )}
          {OF_PLACES.map(([keys, label]) => (
            <tr key={keys}>
              <th scope="row">
                <kbd>{keys}</kbd>
              </th>
              <td>{t(label)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className={pieces.dialogButtons}>
        <Button data-first onClick={onClose}>
          {t('common.close')}
        </Button>
      </div>
    </Dialog>
  );
}
