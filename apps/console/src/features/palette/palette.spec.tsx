import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { SearchFound } from '@silverbell/wire';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { api } from '../../shared/app-client.js';
import { en, zh } from '../../app/messages.js';
import type { Command } from '../../shared/commands.js';
import { Palette, type PaletteProps } from './palette.js';

beforeAll(() => {
  startI18n('console', { zh, en });
  globalThis.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
  Element.prototype.scrollIntoView ??= () => undefined;
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
});
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const NOTHING: SearchFound = { seniors: [], homes: [], helpers: [], devices: [], incidents: [] };
const zhou: SearchFound['seniors'][number] = {
  ...({ id: 's1', by: 'initials', name: '周月娥', status: 'active', age: 79, homeId: 'h1', label: '五组' } as const),
  ...{ address: '水井巷 37 号', position: { lat: 29.5, lng: 103.6 }, openIncidentId: 'i1' },
};

const note: Command = { id: 'note', keys: 'F9', press: 'F9', label: 'keys.note', off: null, run: jest.fn() };
const wave: Command = {
  id: 'wave',
  keys: 'F7',
  press: 'F7',
  label: 'keys.wave',
  off: 'keys.off.notNow',
  run: jest.fn(),
};

function shows(found: SearchFound, more: Partial<PaletteProps> = {}) {
  const ask = jest.spyOn(api, 'call').mockResolvedValue(found as never);
  const given = { onClose: jest.fn(), onOpen: jest.fn(), onLook: jest.fn(), onCall: jest.fn() };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <Palette commands={[note, wave]} searches mayOpenHelpers={false} {...given} {...more} />
    </QueryClientProvider>,
  );
  return { ...given, ask };
}
const box = () => screen.getByRole('combobox', { name: '查找' });
const options = () => screen.getAllByRole('option').map((one) => one.textContent);

describe('the palette', () => {
  it('shows every act with its key and the reason why it is off, before anything is typed', () => {
    const { ask } = shows(NOTHING);
    expect(options()).toEqual(['备注F9', expect.stringMatching(/派单.*此事件目前不能进行F7/)]);
    expect(ask).not.toHaveBeenCalled();
  });

  it('finds a senior by initials and opens her open case with Enter', async () => {
    const { ask, onOpen, onClose } = shows({ ...NOTHING, seniors: [zhou] });
    await userEvent.type(box(), 'zye');
    await screen.findByText('周月娥');
    expect(ask.mock.calls.at(-1)).toEqual(['search', { query: { q: 'zye' } }]);
    expect(within(screen.getAllByRole('option')[0]!).getByText('有未办结事件')).toBeTruthy();
    await userEvent.keyboard('{Enter}');
    expect(onOpen.mock.calls).toEqual([['/incidents/i1']]);
    expect(onClose).toHaveBeenCalledTimes(1);
  });

  it('offers her home on the map, her file and a case from her call', async () => {
    const { onLook, onCall } = shows({ ...NOTHING, seniors: [zhou] });
    await userEvent.type(box(), 'zye');
    await userEvent.click(await screen.findByText('在地图上看 周月娥 的住所'));
    expect(onLook.mock.calls).toEqual([[{ lat: 29.5, lng: 103.6, label: '水井巷 37 号' }]]);
    await userEvent.click(screen.getByText('为 周月娥 来电立案（已有未办结，将并入）'));
    expect(onCall.mock.calls).toEqual([[{ homeId: 'h1', label: '水井巷 37 号' }]]);
  });

  it('does not run an act that is off', async () => {
    const { onClose } = shows(NOTHING);
    await userEvent.click(screen.getByText(/派单/));
    expect(wave.run).not.toHaveBeenCalled();
    expect(onClose).not.toHaveBeenCalled();
    await userEvent.click(screen.getByText('备注'));
    expect(note.run).toHaveBeenCalledTimes(1);
  });

  it('says that nothing was found only when the server answered', async () => {
    shows(NOTHING);
    await userEvent.type(box(), 'qqq');
    expect(screen.getByRole('status').textContent).toBe('正在读取…');
    await waitFor(() => expect(screen.getByRole('status').textContent).toBe('没有找到。'));
  });

  it('asks the server for nothing when its user may not read files', async () => {
    const { ask } = shows(NOTHING, { searches: false });
    await userEvent.type(box(), '备');
    await waitFor(() => expect(options()).toEqual(['备注F9']));
    expect(ask).not.toHaveBeenCalled();
  });
});
