import { useEffect, useRef } from 'react';
import type { Command } from '../shared/commands.js';

interface Hotkeys {
  readonly dialogOpen: boolean;
  /** Read at every key press, so that a command that is disabled by then does not run. */
  readonly commands: () => readonly Command[];
  readonly leaveMap: () => void;
}

const typing = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** As {@link Command.press} writes it. */
const pressOf = ({ ctrlKey, metaKey, altKey, shiftKey, code }: KeyboardEvent): string =>
  `${ctrlKey || metaKey ? 'Ctrl+' : ''}${altKey ? 'Alt+' : ''}${shiftKey ? 'Shift+' : ''}${code}`;

/** Keys that work inside a dialog, too: they type nothing into its fields. */
const IN_DIALOGS = ['F1'];

/** The keys of a dispatch desk; they work everywhere except inside a dialog, and never while a word is being composed. */
export function useHotkeys(hotkeys: Hotkeys): void {
  const now = useRef(hotkeys);
  now.current = hotkeys;
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const { dialogOpen, commands, leaveMap } = now.current;
      if (event.isComposing) return;
      const press = pressOf(event);
      if (dialogOpen && !IN_DIALOGS.includes(press)) {
        // The browser's own F3, F7, F10 would pull the focus out of the dialog.
        if (/^F([2-9]|10)$/.test(event.key)) event.preventDefault();
        return;
      }
      const run = (id: string): void => {
        event.preventDefault();
        const command = commands().find((one) => one.id === id);
        if (command?.off === null) command.run();
      };
      const command = commands().find((one) => one.press === press);
      if (command !== undefined) return run(command.id);
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      switch (event.key) {
        case '?':
          if (!typing(event.target)) run('help');
          return;
        case 'Home':
          if (!typing(event.target)) run('newest');
          return;
        case 'Escape':
          return leaveMap();
        case 'ArrowDown':
        case 'ArrowUp': {
          // With nothing focused the arrow keys focus the queue; inside it the queue handles them.
          const row = event.target === document.body ? document.querySelector<HTMLElement>('a[data-row]') : null;
          if (row === null) return;
          event.preventDefault();
          row.focus();
          return;
        }
        default:
      }
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, []);
}
