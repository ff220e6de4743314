import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { en, zh } from './messages.js';
import { api, queries } from '../shared/app-client.js';
import { PhotosCard } from '../shared/photos-card.js';

beforeAll(() => startI18n('office', { zh, en }));
beforeEach(() => {
  queries.clear();
  URL.createObjectURL = () => 'blob:photo';
  URL.revokeObjectURL = () => undefined;
});
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const photo = {
  ...{ id: 'photo-1', kind: 'jpeg', bytes: 9, owner: { kind: 'device', id: 'd' }, at: '2026-11-28T06:00:00.000Z' },
  ...{ purpose: null, takenAt: null, by: { id: 'a', name: '安装员' }, repeated: true },
};
function shows({
  items = [photo] as unknown[],
  mayAdd = true,
  of = 'device' as 'device' | 'welfare-visit',
} = {}): void {
  jest.spyOn(api, 'call').mockImplementation((() => Promise.resolve({ items })) as never);
  const shrink = (): Promise<Blob> => Promise.resolve(new Blob(['small']));
  render(
    <QueryClientProvider client={queries}>
      <PhotosCard of={of} id="d" mayAdd={mayAdd} timeZone="Asia/Shanghai" shrink={shrink} />
    </QueryClientProvider>,
  );
}

describe('CR-10 photos of an installation', () => {
  it('are listed, and one that is the same as elsewhere says so', async () => {
    shows();
    expect((await screen.findByRole('listitem')).textContent).toMatch(/安装员 · 与另一处的照片相同/);
  });

  it('are read when they are asked for, for the service', async () => {
    const file = jest.spyOn(api, 'file').mockResolvedValue(new Blob(['x']));
    shows();
    await userEvent.click(await screen.findByRole('button', { name: /^查看/ }));
    expect(file.mock.calls).toEqual([['attachment', { params: { id: 'photo-1' }, query: { purpose: 'service' } }]]);
    expect(await screen.findByRole('img')).toBeTruthy();
  });

  it('are sent smaller, as the photo of this device', async () => {
    const upload = jest.spyOn(api, 'upload').mockResolvedValue({ id: 'new' } as never);
    shows({ items: [] });
    expect(await screen.findByText('还没有照片')).toBeTruthy();
    fireEvent.change(screen.getByLabelText('拍安装照片', { selector: 'input' }), {
      target: { files: [new File(['large'], 'IMG_1.jpg')] },
    });
    await waitFor(() => expect(upload).toHaveBeenCalledTimes(1));
    const [route, form] = upload.mock.calls[0] ?? [];
    expect([route, form?.get('ownerKind'), form?.get('ownerId')]).toEqual(['addAttachment', 'device', 'd']);
    expect((form?.get('file') as File).size).toBe(5);
  });

  it('of a welfare visit go to that visit, and are listed with it', async () => {
    const upload = jest.spyOn(api, 'upload').mockResolvedValue({ id: 'new' } as never);
    shows({ items: [], of: 'welfare-visit' });
    fireEvent.change(await screen.findByLabelText('拍照片', { selector: 'input' }), {
      target: { files: [new File(['large'], 'IMG_1.jpg')] },
    });
    await waitFor(() => expect(upload).toHaveBeenCalledTimes(1));
    expect(upload.mock.calls[0]?.[1]?.get('ownerKind')).toBe('welfare-visit');
    expect(jest.mocked(api.call).mock.calls[0]?.[0]).toBe('visitAttachments');
  });

  it('are added by those who install, and by no other', async () => {
    shows({ mayAdd: false });
    await screen.findByRole('listitem');
    expect(screen.queryByRole('button', { name: '拍安装照片' })).toBeNull();
  });
});
