import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { SeniorOnFile } from '@silverbell/wire';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { SeniorPhoto } from '../features/seniors/senior-photo.js';
import { api, queries } from '../shared/app-client.js';
import { en, zh } from './messages.js';

beforeAll(() => {
  startI18n('office', { zh, en });
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
  HTMLDialogElement.prototype.close ??= function close(this: HTMLDialogElement) {
    this.open = false;
  };
});
beforeEach(() => {
  URL.createObjectURL = () => 'blob:face';
  URL.revokeObjectURL = () => undefined;
});
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const consent: SeniorOnFile['consents'][number] = {
  id: 'c',
  purpose: 'photo',
  givenBy: '周月娥',
  capacity: 'self',
  how: 'signed',
  givenAt: '2026-11-01T00:00:00.000Z',
  withdrawnAt: null,
};

function shows({ photoId = null as string | null, consents = [consent], may = true } = {}): void {
  const shrink = (): Promise<Blob> => Promise.resolve(new Blob(['small']));
  render(
    <QueryClientProvider client={queries}>
      <SeniorPhoto senior={{ id: 'zhou', name: '周月娥', photoId, consents }} may={may} shrink={shrink} />
    </QueryClientProvider>,
  );
}

describe('H20 the photo in the file of a senior', () => {
  it('is put with her consent, as hers', async () => {
    const upload = jest.spyOn(api, 'upload').mockResolvedValue({ id: 'photo-1' } as never);
    shows();
    expect(screen.getByRole('img', { name: '周月娥：没有照片' })).toBeTruthy();
    fireEvent.change(screen.getByLabelText('放照片', { selector: 'input' }), {
      target: { files: [new File(['large'], 'IMG_1.jpg')] },
    });
    await waitFor(() => expect(upload).toHaveBeenCalledTimes(1));
    const [route, form] = upload.mock.calls[0] ?? [];
    expect([route, form?.get('ownerKind'), form?.get('ownerId')]).toEqual(['addAttachment', 'senior', 'zhou']);
  });

  it('is not put without her consent: the page says what comes first', () => {
    shows({ consents: [] });
    expect(screen.queryByRole('button', { name: '放照片' })).toBeNull();
    expect(screen.getByText('放照片前，请先登记“拍照留存”同意书。')).toBeTruthy();
  });

  it('is read when it is asked for, for the service', async () => {
    const file = jest.spyOn(api, 'file').mockResolvedValue(new Blob(['x']));
    shows({ photoId: 'photo-1' });
    expect(file).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: '查看 周月娥的照片' }));
    expect(file.mock.calls).toEqual([['attachment', { params: { id: 'photo-1' }, query: { purpose: 'service' } }]]);
    expect(await screen.findByRole('img', { name: '周月娥的照片' })).toBeTruthy();
  });

  it('is removed after a question, and by those who keep files alone', async () => {
    const call = jest.spyOn(api, 'call').mockResolvedValue({} as never);
    shows({ photoId: 'photo-1' });
    await userEvent.click(screen.getByRole('button', { name: '移除照片' }));
    expect(call).not.toHaveBeenCalled();
    await userEvent.click(screen.getByRole('button', { name: '提交' }));
    await waitFor(() =>
      expect(call.mock.calls[0]?.slice(0, 2)).toEqual(['removeSeniorPhoto', { params: { id: 'zhou' } }]),
    );
    cleanup();
    shows({ photoId: 'photo-1', may: false });
    expect(screen.queryByRole('button', { name: '移除照片' })).toBeNull();
    expect(screen.queryByRole('button', { name: '换照片' })).toBeNull();
  });
});
