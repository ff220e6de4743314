import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { cleanup, fireEvent, renderHook } from '@testing-library/react';
import type { Command } from '../shared/commands.js';
import { useHotkeys } from './use-hotkeys.js';

afterEach(cleanup);

const command = (id: string, press: string | null, off: Command['off'] = null): Command => ({
  ...{ id, press, keys: press, label: 'keys.note', off, run: jest.fn() },
});
function listens(commands: readonly Command[], dialogOpen = false) {
  const leaveMap = jest.fn();
  renderHook(() => useHotkeys({ dialogOpen, commands: () => commands, leaveMap }));
  return leaveMap;
}
const presses = (init: KeyboardEventInit, on: EventTarget = document.body): boolean =>
  fireEvent.keyDown(on as Element, init);

describe('the keys of the desk', () => {
  it('run the command of the place of the key, with Alt and Shift apart', () => {
    const [plain, shifted, alt] = [command('a', 'F8'), command('b', 'Shift+F8'), command('c', 'Alt+KeyE')];
    listens([plain, shifted, alt]);
    presses({ key: 'F8', code: 'F8' });
    presses({ key: 'F8', code: 'F8', shiftKey: true });
    presses({ key: '´', code: 'KeyE', altKey: true });
    for (const { run } of [plain, shifted, alt]) expect(run).toHaveBeenCalledTimes(1);
  });

  it('take the key from the browser and run nothing when the command is off', () => {
    const off = command('a', 'F7', 'keys.off.notNow');
    listens([off]);
    expect(presses({ key: 'F7', code: 'F7' })).toBe(false);
    expect(off.run).not.toHaveBeenCalled();
  });

  it('are silent while Chinese is being composed, and inside a dialog but for muting', () => {
    const [note, mute] = [command('note', 'F9'), command('mute', 'F1')];
    listens([note, mute]);
    presses({ key: 'F9', code: 'F9', isComposing: true });
    expect(note.run).not.toHaveBeenCalled();
    cleanup();
    listens([note, mute], true);
    presses({ key: 'F9', code: 'F9' });
    presses({ key: 'F1', code: 'F1' });
    expect(note.run).not.toHaveBeenCalled();
    expect(mute.run).toHaveBeenCalledTimes(1);
  });

  it('leave ? and Home to a field that is written in', () => {
    const [help, newest] = [command('help', null), command('newest', null)];
    listens([help, newest]);
    const field = document.body.appendChild(document.createElement('input'));
    presses({ key: '?', code: 'Slash', shiftKey: true }, field);
    presses({ key: 'Home', code: 'Home' }, field);
    expect([help.run, newest.run].some((run) => (run as jest.Mock).mock.calls.length > 0)).toBe(false);
    presses({ key: '?', code: 'Slash', shiftKey: true });
    presses({ key: 'Home', code: 'Home' });
    expect(help.run).toHaveBeenCalledTimes(1);
    expect(newest.run).toHaveBeenCalledTimes(1);
    field.remove();
  });
});
