import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { api } from '../../shared/app-client.js';
import { en, zh } from '../../app/messages.js';
import { incidentOf } from '../../shared/testing/incidents.js';
import { Timeline } from './timeline.js';

beforeAll(() => startI18n('console', { zh, en }));
beforeEach(() => {
  URL.createObjectURL = () => 'blob:photo';
  URL.revokeObjectURL = jest.fn();
});
afterEach(cleanup);

const shows = (): void => {
  const timeline = [
    {
      ...{
        seq: 9,
        type: 'photographed',
        at: '2026-11-28T06:00:00.000Z',
        by: { id: 'w', name: '王海涛', kind: 'person' },
      },
      data: { attachmentId: 'photo-1', helperId: 'w', assignmentId: 'a' },
    },
  ];
  render(<Timeline incident={incidentOf({ timeline: timeline as never })} timeZone="Asia/Shanghai" />);
};

describe('CR-10 a photo in the timeline', () => {
  it('is read only when the operator asks for it, and let go of when it is hidden', async () => {
    const file = jest.spyOn(api, 'file').mockResolvedValue(new Blob(['x']));
    shows();
    expect(screen.getByText('王海涛 发来现场照片')).toBeTruthy();
    expect(file).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: /^查看照片/ }));
    expect(file.mock.calls).toEqual([['attachment', { params: { id: 'photo-1' }, query: { purpose: 'emergency' } }]]);
    expect((await screen.findByRole('img')).getAttribute('src')).toBe('blob:photo');
    await userEvent.click(screen.getByRole('button', { name: /^收起/ }));
    expect(screen.queryByRole('img')).toBeNull();
    expect(URL.revokeObjectURL).toHaveBeenCalledWith('blob:photo');
  });

  it('that is gone by now says so', async () => {
    jest.spyOn(api, 'file').mockRejectedValue(new Error('gone'));
    shows();
    await userEvent.click(screen.getByRole('button', { name: /^查看照片/ }));
    expect((await screen.findByRole('alert')).textContent).toBe('照片已删除或暂时读不到');
  });
});
