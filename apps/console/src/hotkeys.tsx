import type { Action } from '@silverbell/vocabulary';
import { Button, Dialog } from '@silverbell/web-ui';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ActionAsked } from './actions/action-asked.js';

interface HotkeyTargets {
  readonly dialogOpen: boolean;
  readonly allowed: (action: Action) => boolean;
  readonly attendNext: () => void;
  readonly ask: (asked: Omit<ActionAsked, 'incidentId'>) => void;
  readonly mute: () => void;
  readonly help: () => void;
  readonly newIncident: () => void;
  readonly toggleMap: () => void;
  readonly leaveMap: () => void;
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** With Alt; the letters stand on the buttons. */
const ALT_ACTIONS: Readonly<Record<string, ActionAsked['action'] & Action>> = {
  KeyE: 'agency-call',
  KeyV: 'verdict',
  KeyD: 'destination',
  KeyH: 'hold',
};

/** The function keys of a dispatch desk; they work everywhere except inside a dialog, and never while a word is being composed. */
export function useHotkeys(targets: HotkeyTargets): void {
  const now = useRef(targets);
  now.current = targets;
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const { dialogOpen, allowed, attendNext, ask, mute, help, newIncident, toggleMap, leaveMap } = now.current;
      if (event.isComposing || event.ctrlKey || event.metaKey) return;
      if (event.altKey) {
        if (dialogOpen) return;
        // By the place of the key: with Alt some layouts write another letter.
        const action = ALT_ACTIONS[event.code];
        if (action !== undefined) return act(event, () => allowed(action) && ask({ action }));
        if (event.code === 'KeyN') return act(event, newIncident);
        if (event.code === 'KeyM') return act(event, toggleMap);
        if (event.code === 'KeyT') return act(event, () => document.getElementById('timeline')?.focus());
        return;
      }
      if (event.key === 'F1') return act(event, mute);
      if (dialogOpen) {
        // The browser's own F3, F7, F10 would pull the focus out of the dialog.
        if (/^F([2-9]|10)$/.test(event.key)) event.preventDefault();
        return;
      }
      switch (event.key) {
        case 'F2':
          return act(event, attendNext);
        case 'F3':
          return act(event, () => document.getElementById('person-card')?.focus());
        case 'F6':
          return act(event, () => document.querySelector<HTMLElement>('.candidates input[type=checkbox]')?.focus());
        case 'F7':
          return act(event, () => allowed('wave') && ask({ action: 'wave' }));
        case 'F8':
          return act(
            event,
            () => allowed('call') && ask({ action: 'call', party: event.shiftKey ? 'contact' : 'senior' }),
          );
        case 'F9':
          return act(event, () => allowed('note') && ask({ action: 'note' }));
        case 'F10':
          return act(event, () => allowed('close') && ask({ action: 'close' }));
        case '?':
          if (!typing(event.target)) act(event, help);
          return;
        case 'Escape':
          return leaveMap();
        case 'ArrowDown':
        case 'ArrowUp':
          // From nowhere in particular the arrows lead into the queue; inside it the queue moves itself.
          if (event.target === document.body && document.querySelector('a[data-row]') !== null)
            act(event, () => document.querySelector<HTMLElement>('a[data-row]')?.focus());
          return;
        default:
      }
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}

function act(event: KeyboardEvent, run: () => unknown): void {
  event.preventDefault();
  run();
}

const keyList = [
  ['F2', 'keys.attendNext'],
  ['↑ ↓', 'keys.move'],
  ['Enter', 'keys.open'],
  ['F3', 'keys.person'],
  ['F6', 'keys.candidates'],
  ['F7', 'keys.wave'],
  ['F8', 'keys.senior'],
  ['Shift+F8', 'keys.contact'],
  ['Alt+E', 'keys.agency'],
  ['Alt+V', 'keys.verdict'],
  ['Alt+D', 'keys.destination'],
  ['Alt+H', 'keys.hold'],
  ['F9', 'keys.note'],
  ['F10', 'keys.close'],
  ['Alt+T', 'keys.timeline'],
  ['Alt+M', 'keys.map'],
  ['Alt+N', 'keys.newIncident'],
  ['F1', 'keys.mute'],
  ['?', 'keys.help'],
] as const;

export function HotkeyHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useTranslation('console');
  return (
    <Dialog title={t('keys.title')} open={open} onClose={onClose}>
      <table className="keys">
        <thead>
          <tr>
            <th scope="col">{t('keys.column')}</th>
            <th scope="col">{t('keys.does')}</th>
          </tr>
        </thead>
        <tbody>
          {keyList.map(([key, text]) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key}</kbd>
              </th>
              <td>{t(text)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="dialog-buttons">
        <Button data-first onClick={onClose}>
          {t('common.close')}
        </Button>
      </div>
    </Dialog>
  );
}
