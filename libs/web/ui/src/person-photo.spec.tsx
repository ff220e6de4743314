import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { PersonPhoto } from './person-photo.js';

let held: string[];
beforeEach(() => {
  held = [];
  let made = 0;
  URL.createObjectURL = () => {
    made += 1;
    held.push(`blob:${String(made)}`);
    return `blob:${String(made)}`;
  };
  URL.revokeObjectURL = (address) => {
    held = held.filter((one) => one !== address);
  };
});
afterEach(cleanup);

const face = (photo: Blob | null) => <PersonPhoto photo={photo} shown="周月娥的照片" instead="周月娥：没有照片" />;
const nameOfImage = (): string => {
  const image = screen.getByRole('img');
  return image.getAttribute('alt') ?? image.getAttribute('aria-label') ?? '';
};

describe('H20 the photo of a person', () => {
  it('is a drawn silhouette that says so where there is none', () => {
    render(face(null));
    expect(nameOfImage()).toBe('周月娥：没有照片');
    expect(document.querySelector('img')).toBeNull();
  });

  it('is named, and stands in the same box as the silhouette', () => {
    const { rerender, container } = render(face(null));
    const box = container.firstElementChild;
    rerender(face(new Blob(['x'])));
    expect(nameOfImage()).toBe('周月娥的照片');
    expect(container.firstElementChild).toBe(box);
  });

  it('that cannot be drawn is the silhouette, never a broken image', () => {
    render(face(new Blob(['x'])));
    fireEvent.error(screen.getByRole('img'));
    expect(nameOfImage()).toBe('周月娥：没有照片');
  });

  it('is let go of when another one comes, and with the page', () => {
    const { rerender, unmount } = render(face(new Blob(['x'])));
    expect(held).toEqual(['blob:1']);
    rerender(face(new Blob(['y'])));
    expect(held).toEqual(['blob:2']);
    unmount();
    expect(held).toEqual([]);
  });
});
