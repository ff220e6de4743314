import { afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { IncidentOffer } from '@silverbell/wire';
import { cleanup, render, screen, within } from '@testing-library/react';
import i18next from 'i18next';
import { en, zh } from '../../app/messages.js';
import { deliveryMessage } from '../../shared/offer-delivery.js';
import { incidentOf, offerOf } from '../../shared/testing/incidents.js';
import { OffersList } from './offers-list.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(cleanup);

const by = (socket: string, sms: string, voice: string) =>
  Object.entries({ socket, sms, voice }).map(([channel, state]) => ({ channel, state })) as IncidentOffer['channels'];
const named = (name: string, more: Partial<IncidentOffer> = {}) =>
  offerOf({ id: `offer ${name}`, helper: { id: name, name }, ...more });
const shows = (...offers: readonly IncidentOffer[]) =>
  render(<OffersList incident={incidentOf({ offers: [...offers] })} timeZone="Asia/Shanghai" />);
const wave = (n: number) =>
  within(screen.getByRole('region', { name: `第 ${n} 批` }))
    .getAllByRole('listitem')
    .map((one) => one.textContent);

describe('the offers of a case', () => {
  it('stand wave by wave, each with its time and how many were asked', () => {
    shows(named('王海涛'), named('邓玲'), named('吕小龙', { wave: 2, madeAt: '2026-11-28T06:30:00.000Z' }));
    expect([wave(1).length, wave(2).length]).toEqual([2, 1]);
    expect(screen.getAllByRole('heading', { level: 3 }).map((one) => one.textContent)).toEqual([
      '第 1 批14:29:402 人',
      '第 2 批14:30:001 人',
    ]);
  });

  it('say of each channel how far the offer came, with her minutes', () => {
    shows(named('王海涛', { channels: by('delivered', 'delivered', 'sent') }));
    for (const words of ['王海涛', '6 分钟', '网络已看到', '短信已送达', '语音响铃中'])
      expect(wave(1)[0]).toContain(words);
  });

  it('keep a helper who was not reached apart from one who has not answered', () => {
    shows(named('王海涛'), named('高明', { channels: by('failed', 'failed', 'failed'), undelivered: true }));
    expect(wave(1)[0]).toContain('未答复');
    expect(wave(1)[1]).toContain('未送达（不计已问）');
    expect(wave(1)[1]).not.toContain('未答复');
    expect(screen.getByText(/问到 1 人，1 人未送达/)).toBeTruthy();
  });

  it('say how an offer ended, and let no telephone ring for one that is over', () => {
    shows(
      named('傅敏', { state: 'declined', channels: by('not-sent', 'sent', 'sent') }),
      named('许伟', { state: 'over', overReason: 'taken' }),
    );
    expect(wave(1)[0]).toContain('不接单');
    expect(wave(1)[0]).toContain('语音已拨打');
    expect(wave(1)[1]).toContain('已有人接单');
  });

  it('say when there is nothing yet', () => {
    shows();
    expect(screen.queryAllByRole('listitem')).toEqual([]);
    expect(screen.getByRole('region', { name: '派单邀请' }).textContent).toContain('尚未派单');
  });
});

describe('the way an offer was delivered, on the map', () => {
  it.each([
    ['已看到', by('delivered', 'delivered', 'sent'), false],
    ['语音响铃中', by('sent', 'delivered', 'sent'), false],
    ['短信已送达', by('sent', 'delivered', 'failed'), false],
    ['网络已发出', by('sent', 'not-sent', 'not-sent'), false],
    ['尚未送达', by('failed', 'not-sent', 'not-sent'), false],
    ['三路未送达', by('sent', 'failed', 'failed'), true],
  ])('is %s', (words, channels, undelivered) => {
    expect(deliveryMessage(offerOf({ channels, undelivered }), i18next.getFixedT(null, 'console'))).toBe(words);
  });
});
