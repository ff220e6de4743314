import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, render, screen, within } from '@testing-library/react';
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

const AT = '2026-11-28T06:00:00.000Z';
const entries = [
  { type: 'raised', by: { id: null, name: '平台', kind: 'platform' }, data: {} },
  { type: 'attended', by: { id: 'o', name: '许燕', kind: 'person' }, data: {} },
  { type: 'call-started', by: { id: 'o', name: '许燕', kind: 'person' }, data: { party: 'senior' } },
  { type: 'departed', by: { id: 'w', name: '王海涛', kind: 'person' }, data: { helperId: 'w' } },
  { type: 'noted', by: { id: 'o', name: '许燕', kind: 'person' }, data: { text: '\u202E门锁了<b>' } },
  { type: 'of-a-newer-server', by: { id: null, name: '平台', kind: 'platform' }, data: {} },
].map((one, seq) => ({ ...one, seq, at: AT }));
const list = () => within(screen.getByRole('region', { name: '时间线' })).queryAllByRole('listitem');
const showsAll = () =>
  render(<Timeline incident={incidentOf({ timeline: entries as never })} timeZone="Asia/Shanghai" />);

describe('the timeline of a case', () => {
  it('shows everything, the newest first, until one group is chosen', () => {
    showsAll();
    expect(list()).toHaveLength(entries.length);
    expect(list()[0]!.textContent).toContain('of-a-newer-server');
    expect(screen.getByRole('button', { name: '全部' }).getAttribute('aria-pressed')).toBe('true');
  });

  it.each([
    ['人员', ['备注', '受理']],
    ['平台', ['of-a-newer-server', '收到告警']],
    ['通话', ['开始与']],
    ['助老员', ['已出发']],
  ])('shows of %s only what belongs to it, and everything again', async (group, words) => {
    showsAll();
    await userEvent.click(screen.getByRole('button', { name: group }));
    expect(list()).toHaveLength(words.length);
    for (const [at, word] of words.entries()) expect(list()[at]!.textContent).toContain(word);
    await userEvent.click(screen.getByRole('button', { name: '全部' }));
    expect(list()).toHaveLength(entries.length);
  });

  it('says so when a group has nothing', async () => {
    render(<Timeline incident={incidentOf({ timeline: [entries[0]] as never })} timeZone="Asia/Shanghai" />);
    await userEvent.click(screen.getByRole('button', { name: '助老员' }));
    expect(screen.getByText('没有这一类记录。')).toBeTruthy();
  });

  it('keeps the direction of a note to itself, and markup as the letters it is', () => {
    showsAll();
    const note = screen.getByText(/门锁了<b>/);
    expect(note.tagName).toBe('BDI');
    expect(note.querySelector('b')).toBeNull();
  });
});
