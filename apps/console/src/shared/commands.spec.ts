import { describe, expect, it, jest } from '@jest/globals';
import { commandsOf, type CommandTargets } from './commands.js';

const targets = (more: Partial<CommandTargets> = {}): CommandTargets => ({
  ...{ hasIncident: true, acts: true, allowed: () => true, has: () => true, goTo: jest.fn(), ask: jest.fn() },
  ...{ attendNext: jest.fn(), mute: jest.fn(), help: jest.fn(), palette: jest.fn(), newIncident: jest.fn() },
  ...{ newest: jest.fn(), toggleMap: jest.fn(), secondWindow: jest.fn() },
  wallboard: jest.fn(),
  ...more,
});
const off = (more: Partial<CommandTargets>, id: string) => commandsOf(targets(more)).find((one) => one.id === id)?.off;

describe('the commands of the console', () => {
  it('never share a key', () => {
    const keys = commandsOf(targets()).flatMap(({ press }) => press ?? []);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('say why they are off: no case, not allowed now, only looking, not on the screen', () => {
    expect(off({ hasIncident: false }, 'wave')).toBe('keys.off.noIncident');
    expect(off({ allowed: () => false }, 'wave')).toBe('keys.off.notNow');
    expect(off({ acts: false }, 'wave')).toBe('keys.off.readOnly');
    expect(off({ acts: false }, 'attend-next')).toBe('keys.off.readOnly');
    expect(off({ has: () => false }, 'protocol')).toBe('keys.off.notHere');
    expect(off({}, 'wave')).toBeNull();
  });

  it('call the senior by F8 and her first contact by Shift+F8', () => {
    const ask = jest.fn();
    for (const { press, run } of commandsOf(targets({ ask }))) if (press?.endsWith('F8') === true) run();
    expect(ask.mock.calls).toEqual([[{ action: 'call', party: 'senior' }], [{ action: 'call', party: 'contact' }]]);
  });

  it('lead by Alt+E to the three services and their numbers, as far as they may be called', () => {
    const ask = jest.fn();
    commandsOf(targets({ ask }))
      .find(({ press }) => press === 'Alt+KeyE')
      ?.run();
    expect(ask.mock.calls).toEqual([[{ action: 'services' }]]);
    expect(off({ allowed: (action) => action !== 'agency-call' }, 'agency')).toBe('keys.off.notNow');
  });
});
