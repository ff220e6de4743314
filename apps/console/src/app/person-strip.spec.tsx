import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { startI18n } from '@silverbell/web-ui';
import type { Incident } from '@silverbell/wire';
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import { api } from '../shared/app-client.js';
import { PersonStrip } from '../shared/person-strip.js';
import { incidentOf } from '../shared/testing/incidents.js';
import { shown } from '../shared/testing/shown.js';
import { en, zh } from './messages.js';

let held: string[];
beforeAll(() => startI18n('console', { zh, en }));
beforeEach(() => {
  held = [];
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

const zhou = { id: 'zhou', name: '周月娥', age: 79, photoId: 'photo-1' };
const cao = { id: 'cao', name: '曹翠萍', age: 81, photoId: null };
const caseOf = (...people: readonly (typeof zhou | typeof cao)[]): Incident =>
  incidentOf({ person: { people, home: { address: '水井巷 37 号' } } as never });
const names = (): (string | null)[] =>
  screen.getAllByRole('img').map((one) => one.getAttribute('alt') ?? one.getAttribute('aria-label'));
const answers = (blob: Promise<Blob>) => jest.spyOn(api, 'file').mockReturnValue(blob);

describe('H20 the strip of a person', () => {
  it('shows photo, age and address, and reads the photo with the case', async () => {
    const file = answers(Promise.resolve(new Blob(['x'])));
    shown(<PersonStrip incident={caseOf(zhou)} />);
    await screen.findByRole('img', { name: '周月娥的照片' });
    const strip = within(screen.getByRole('region', { name: '当事人' }));
    expect(strip.getByText('周月娥（79 岁）')).toBeTruthy();
    expect(strip.getByText('水井巷 37 号')).toBeTruthy();
    expect(file.mock.calls).toEqual([
      ['incidentPersonPhoto', { params: { id: 'incident-1' }, query: { photoId: 'photo-1' } }],
    ]);
  });

  it('reads it once for the head of the case and a dialog, and lets go of it afterwards', async () => {
    const file = answers(Promise.resolve(new Blob(['x'])));
    const { unmount } = shown(
      <>
        <PersonStrip incident={caseOf(zhou)} head />
        <PersonStrip incident={caseOf(zhou)} />
      </>,
    );
    await waitFor(() => expect(names()).toEqual(['周月娥的照片', '周月娥的照片']));
    expect(file).toHaveBeenCalledTimes(1);
    expect(held).toHaveLength(2);
    unmount();
    expect(held).toEqual([]);
  });

  it('shows each of several people with her own face and her name below it', async () => {
    answers(Promise.resolve(new Blob(['x'])));
    shown(<PersonStrip incident={caseOf(zhou, cao)} head />);
    await waitFor(() => expect(names()).toEqual(['周月娥的照片', '曹翠萍：没有照片']));
    expect(screen.getByText('曹翠萍')).toBeTruthy();
  });

  it('shows a silhouette where there is no photo, where it cannot be read, and of a stranger', async () => {
    answers(Promise.reject(new Error('no network')));
    shown(<PersonStrip incident={caseOf(zhou)} />);
    await waitFor(() => expect(api.file).toHaveBeenCalled());
    expect(names()).toEqual(['周月娥：照片未能显示']);
    cleanup();
    shown(<PersonStrip incident={caseOf(cao)} />);
    expect(names()).toEqual(['曹翠萍：没有照片']);
    cleanup();
    shown(<PersonStrip incident={incidentOf({ seniors: [] })} />);
    expect(names()).toEqual(['当事人未知：没有照片']);
    cleanup();
    // A reader who may not read the card does not know whether there is one.
    shown(<PersonStrip incident={incidentOf()} />);
    expect(names()).toEqual(['周月娥：照片未能显示']);
  });
});
