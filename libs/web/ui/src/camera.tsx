import { useRef, useState, type ReactElement } from 'react';
import { shrunkPhoto } from './photo.js';

interface Camera {
  /** Stands on the page, and is not seen. */
  readonly input: ReactElement;
  /** For the button of the page: asks for a picture. */
  readonly open: () => void;
}

/** A picture of the camera or the disk, as it is. */
export function useCamera(label: string, onPicture: (picture: File) => void): Camera {
  const input = useRef<HTMLInputElement>(null);
  return {
    open: () => input.current?.click(),
    input: (
      <input
        ref={input}
        type="file"
        accept="image/*"
        capture="environment"
        hidden
        aria-label={label}
        onChange={(event) => {
          const picture = event.target.files?.[0];
          if (picture !== undefined) onPicture(picture);
          // The same picture chosen again is another choice.
          event.target.value = '';
        }}
      />
    ),
  };
}

export type Shrink = (file: Blob, longest?: number) => Promise<Blob>;

interface Photo {
  readonly label: string;
  /** Of its longer edge, in pixels; else that of every photo. */
  readonly longest?: number | undefined;
  /** A test has no canvas. */
  readonly shrink?: Shrink | undefined;
  /** Rejects when the photo cannot be kept. */
  readonly onTaken: (file: Blob) => Promise<unknown>;
}

/** The same, made smaller. `unread`: the last picture could not be read or kept. */
export function usePhoto({
  label,
  longest,
  shrink = shrunkPhoto,
  onTaken,
}: Photo): Camera & { readonly unread: boolean } {
  const [unread, setUnread] = useState(false);
  const take = async (picture: File): Promise<void> => {
    try {
      const file = await shrink(picture, longest);
      setUnread(false);
      await onTaken(file);
    } catch {
      setUnread(true);
    }
  };
  return { ...useCamera(label, (picture) => void take(picture)), unread };
}
