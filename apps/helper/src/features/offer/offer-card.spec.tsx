import 'fake-indexeddb/auto';
import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { QueryClientProvider } from '@tanstack/react-query';
import { userEvent } from '@testing-library/user-event';
import type { Offer } from '@silverbell/wire';
import { queries } from '../../shared/app-client.js';
import { en, zh } from '../../shared/messages.js';
import { logsInAs, pageWithServer } from '../../shared/testing/server.js';
import { offerOf } from '../../shared/testing/wire.js';
import { OfferCard } from './offer-card.js';

beforeAll(() => {
  startI18n('helper', { zh, en });
  logsInAs('wang');
});
afterEach(cleanup);

function shows(more: Partial<Offer> = {}) {
  const onRefused = jest.fn();
  render(
    <QueryClientProvider client={queries}>
      <OfferCard offer={offerOf(more)} desk="000-9000" timeZone="Asia/Shanghai" onRefused={onRefused} />
    </QueryClientProvider>,
  );
  return { onRefused, presses: (name: string) => userEvent.click(screen.getByRole('button', { name })) };
}

describe('an offer', () => {
  it('says where about, what and how far, what to bring, and no name or address', () => {
    shows();
    const words = screen.getByRole('region', { name: '有人求助，您能去吗？' }).textContent;
    for (const said of ['桃源村一带', '跌倒', '6 分钟', '急救包', '接单后才显示姓名和地址'])
      expect(words).toContain(said);
  });

  it('H09: says of fire and gas that nobody enters, before she accepts', () => {
    shows({ kind: 'gas' });
    expect(screen.getByText(/任何人不得进入/)).toBeTruthy();
    expect(screen.getByText(/不要带火种/)).toBeTruthy();
  });

  it('H19: reads aloud area, kind and minutes only', async () => {
    const said: string[] = [];
    Object.assign(globalThis, {
      speechSynthesis: { cancel: () => undefined, speak: ({ text }: { text: string }) => said.push(text) },
      SpeechSynthesisUtterance: class {
        constructor(readonly text: string) {}
      },
    });
    await shows().presses('读给我听');
    expect(said).toEqual(['有人求助。地点：桃源村一带。情况：跌倒。预计路程：6 分钟。您能去吗？']);
  });

  it('is never accepted silently: without an answer she is told to call before she goes', async () => {
    const asked = pageWithServer({ 'POST /offers/offer-1/accept': () => 'no network' });
    const { presses } = shows();
    await presses('我去（接单）');
    expect((await screen.findByRole('alert')).textContent).toContain('未送达，请电话确认');
    expect(screen.getByRole('link', { name: /000-9000/ }).getAttribute('href')).toBe('tel:000-9000');
    expect(screen.queryByText(/待发送/)).toBeNull();
    await presses('再送一次');
    await waitFor(() => expect(asked.filter(({ what }) => what.endsWith('/accept'))).toHaveLength(2));
    expect(new Set(asked.map(({ key }) => key)).size).toBe(1);
  });

  it('accepted in the second it lapses is refused with the sentence of the platform', async () => {
    pageWithServer({
      'POST /offers/offer-1/accept': () => ({
        status: 409,
        body: { type: 'urn:silverbell:offer-over', title: '邀请已过时', status: 409 },
      }),
    });
    const { presses, onRefused } = shows();
    await presses('我去（接单）');
    expect((await screen.findByRole('alert')).getAttribute('data-slug')).toBe('offer-over');
    expect(onRefused).toHaveBeenCalled();
  });

  it('is declined with one more press, and the reason may stay unsaid', async () => {
    const asked = pageWithServer({ 'POST /offers/offer-1/decline': () => ({ body: offerOf({ state: 'declined' }) }) });
    const { presses } = shows();
    await presses('去不了（不接单）');
    await presses('提交不接单');
    await waitFor(() =>
      expect(asked.find(({ what }) => what === 'POST /offers/offer-1/decline')?.body).toEqual({ reason: 'not-said' }),
    );
  });
});
