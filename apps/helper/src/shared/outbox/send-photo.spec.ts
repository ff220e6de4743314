import { describe, expect, it } from '@jest/globals';
import type { Entry } from './entry.js';
import { sendPhoto } from './send-photo.js';

const entry = (body: unknown): Entry => ({
  ...{ id: 'photo-1', owner: 'account-1', route: 'addAttachment', subjectId: 'task-7', body },
  ...{ madeAt: 0, state: 'waiting', tries: 0, refusal: null },
});

describe('a photo that waited on the telephone', () => {
  it.each([
    ['of a visit goes to the visit', { ownerKind: 'service-order' }, 'service-order', null],
    [
      'of her signature says that it is one',
      { ownerKind: 'service-order', purpose: 'signature' },
      'service-order',
      'signature',
    ],
    ['kept by a version that sent photos of tasks alone goes to the task', {}, 'assignment', null],
  ])('%s', async (_, kept, ownerKind, purpose) => {
    const sent: unknown[] = [];
    const upload = (route: string, form: FormData): Promise<never> => {
      sent.push([route, form.get('ownerKind'), form.get('ownerId'), form.get('purpose'), form.get('takenAt')]);
      return Promise.resolve(undefined as never);
    };
    const file = new Blob(['jpeg']);
    await sendPhoto({ upload } as never)(entry({ ...kept, file, takenAt: '2026-10-14T08:00:00Z' }));
    expect(sent).toEqual([['addAttachment', ownerKind, 'task-7', purpose, '2026-10-14T08:00:00Z']]);
  });
});
