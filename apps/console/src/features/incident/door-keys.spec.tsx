import { afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { en, zh } from '../../app/messages.js';
import { incidentOf } from '../../shared/testing/incidents.js';
import { DoorKeys } from './door-keys.js';

beforeAll(() => startI18n('console', { zh, en }));
afterEach(cleanup);

const report = (code: string) => ({
  ...{ seq: 9, type: 'scene-reported', at: '2026-11-28T06:00:00.000Z', data: { code } },
  by: { id: 'w', name: '王海涛', kind: 'person' },
});
const key = (holder: string, more: object = {}) => ({
  ...{ holder, phone: '000 35', fitTestedAt: null, fits: true, mayUse: true, conflict: false, ...more },
});
function shows(code: string, keys: readonly object[], more: object = {}) {
  const onAsk = jest.fn();
  const incident = incidentOf({
    ...{ timeline: [report(code)] as never, allowedActions: ['call'], person: { keys } as never, ...more },
  });
  render(<DoorKeys incident={incident} timeZone="Asia/Shanghai" onAsk={onAsk} />);
  return onAsk;
}

describe('keys, when the door stays shut (H17)', () => {
  it('appear as soon as a helper cannot get in, and not before', () => {
    shows('no-reply-at-door', [key('曹建军')]);
    expect(screen.queryByRole('region')).toBeNull();
    cleanup();
    shows('no-access', [key('曹建军')]);
    expect(screen.getByRole('region', { name: '门打不开：谁有钥匙' })).toBeTruthy();
  });

  it('say that a key was never tried', () => {
    shows('need-key', [key('曹建军')]);
    expect(screen.getByRole('listitem').textContent).toContain('未试');
  });

  it.each([
    ['that fits or was never tried', {}, 1],
    ['that is known not to fit', { fitTestedAt: '2026-11-01T00:00:00.000Z', fits: false }, 0],
    ['that may not be used', { mayUse: false }, 0],
  ])('say that the holder of a key %s is asked by the platform, or not', (_what, more, times) => {
    shows('no-access', [key('曹建军', more)]);
    expect(screen.queryAllByText(/系统已去电、去短信/)).toHaveLength(times);
  });

  it('are asked for by one press, of the holder', async () => {
    const onAsk = shows('no-access', [key('曹建军')]);
    await userEvent.click(screen.getByRole('button', { name: '向 曹建军 要钥匙' }));
    expect(onAsk.mock.calls).toEqual([[{ action: 'call', party: 'key-holder', number: '000 35' }]]);
  });

  it('name nobody who must not be asked, and say when there is no key at all', () => {
    shows('no-access', [key('他儿子', { conflict: true })]);
    expect(screen.queryByText('他儿子')).toBeNull();
    expect(screen.getByText(/没有登记钥匙/)).toBeTruthy();
  });

  it('are asked of nobody in a silent case (H10)', () => {
    shows('no-access', [key('曹建军')], { silent: true });
    expect(screen.queryByRole('button')).toBeNull();
  });
});
