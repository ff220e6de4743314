import 'fake-indexeddb/auto';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { photos } from '../app-client.js';
import { en, zh } from '../messages.js';
import { logsInAs, pageWithServer } from '../testing/server.js';
import { PhotoPanel } from './photo-panel.js';

let owner = 0;
beforeAll(() => startI18n('helper', { zh, en }));
beforeEach(() => logsInAs(`helper-of-photos-${String((owner += 1))}`));
afterEach(cleanup);

const small = new Blob(['small'], { type: 'image/jpeg' });
const shows = (shrink: (file: Blob) => Promise<Blob> = () => Promise.resolve(small)): void =>
  void render(<PhotoPanel of="assignment" id="task-1" shrink={shrink} />);
const takes = (): void =>
  void fireEvent.change(screen.getByLabelText('拍现场照片', { selector: 'input' }), {
    target: { files: [new File(['large'], 'IMG_1.jpg')] },
  });

describe('CR-10 a photo of the scene', () => {
  it('is sent once, made smaller, and said to be delivered', async () => {
    const asked = pageWithServer({ 'POST /attachments': () => ({ status: 201, body: { id: 'a' } }) });
    shows();
    takes();
    expect((await screen.findByText('已送达照片 1 张')).getAttribute('role')).toBe('status');
    expect(asked.map(({ what }) => what)).toEqual(['POST /attachments']);
  });

  it('waits without network and goes out later, under the same key', async () => {
    let network = false;
    const asked = pageWithServer({
      'POST /attachments': () => (network ? { status: 201, body: { id: 'a' } } : 'no network'),
    });
    shows();
    takes();
    await screen.findByText(/^1 张照片待发送/);
    network = true;
    await photos.flush();
    await screen.findByText('已送达照片 1 张');
    expect(asked.length).toBeGreaterThan(1);
    expect(new Set(asked.map(({ key }) => key)).size).toBe(1);
  });

  it('that the platform refuses is said with its sentence', async () => {
    const title = '文件不完整';
    pageWithServer({ 'POST /attachments': () => ({ status: 422, body: { type: 'urn:x:attachment-broken', title } }) });
    shows();
    takes();
    await waitFor(() => expect(screen.getByRole('alert').textContent).toContain(title));
  });

  it('that the telephone cannot read is said so, and nothing is sent', async () => {
    const asked = pageWithServer({});
    shows(() => Promise.reject(new Error('no picture')));
    takes();
    expect((await screen.findByRole('alert')).textContent).toBe('这张照片读不出来，请重拍。');
    expect(asked).toEqual([]);
  });
});
