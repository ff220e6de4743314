import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import { QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { api, queries } from '../../shared/app-client.js';
import { en, zh } from '../../shared/messages.js';
import { destinationOf, taskOf } from '../../shared/testing/wire.js';
import { DestinationFaces } from './destination-faces.js';

let held: string[];
beforeAll(() => startI18n('helper', { zh, en }));
beforeEach(() => {
  held = [];
  queries.clear();
  URL.createObjectURL = () => {
    held.push('blob:face');
    return 'blob:face';
  };
  URL.revokeObjectURL = () => void held.pop();
});
afterEach(() => {
  cleanup();
  jest.restoreAllMocks();
});

const zhou = { name: '周月娥', age: 79, note: null, photoId: 'photo-1' };
const faces = (task = taskOf({ destination: destinationOf({ people: [zhou] }) })) => (
  <QueryClientProvider client={queries}>
    <DestinationFaces task={task} />
  </QueryClientProvider>
);

describe('H19 the face of her to whom a helper goes', () => {
  it('is read with the task, named, and gone with it', async () => {
    const file = jest.spyOn(api, 'file').mockResolvedValue(new Blob(['x']));
    const { rerender } = render(faces());
    expect(await screen.findByRole('img', { name: '周月娥的照片' })).toBeTruthy();
    expect(file.mock.calls).toEqual([
      ['assignmentPersonPhoto', { params: { id: 'task-1' }, query: { photoId: 'photo-1' } }],
    ]);
    rerender(faces(taskOf({ state: 'finished', destination: null })));
    expect(screen.queryByRole('img')).toBeNull();
    expect(held).toEqual([]);
    await waitFor(() => expect(queries.getQueryCache().getAll()).toEqual([]));
  });

  it('is a silhouette while it cannot be read, and nothing at all where none is on file', async () => {
    const file = jest.spyOn(api, 'file').mockRejectedValue(new Error('no network'));
    render(faces());
    await waitFor(() => expect(file).toHaveBeenCalled());
    expect(screen.getByRole('img', { name: '周月娥：照片未能显示' })).toBeTruthy();
    cleanup();
    render(faces(taskOf()));
    expect(screen.queryByRole('img')).toBeNull();
  });
});
