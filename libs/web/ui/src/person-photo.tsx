import { useEffect, useState } from 'react';

interface PersonPhotoProps {
  /** `null`: none on file, not here yet, or it cannot be read. */
  readonly photo: Blob | null;
  /** Whose photo it is, in words. */
  readonly shown: string;
  /** Why a drawing stands in its place, in words. */
  readonly instead: string;
  /** In the head of a page; smaller on top of a dialog. */
  readonly large?: boolean;
}

/** The face of a person in a box of one size: nothing moves when it comes. Until then, and without one, a drawn silhouette (H20). */
export function PersonPhoto({ photo, shown, instead, large = false }: PersonPhotoProps) {
  const address = useAddressOf(photo);
  const [broken, setBroken] = useState<string | null>(null);
  return (
    <span className={large ? 'sb-face sb-face-large' : 'sb-face'}>
      {address === null || address === broken ? (
        <svg viewBox="0 0 48 60" role="img" aria-label={instead}>
          <circle cx="24" cy="22" r="10" />
          <path d="M6 60c0-14 8-23 18-23s18 9 18 23z" />
        </svg>
      ) : (
        <img src={address} alt={shown} onError={() => setBroken(address)} />
      )}
    </span>
  );
}

/** Where this page finds these bytes; they are let go of when it shows others, or none. */
function useAddressOf(bytes: Blob | null): string | null {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    if (bytes === null) return undefined;
    const made = URL.createObjectURL(bytes);
    setAddress(made);
    return () => {
      URL.revokeObjectURL(made);
      setAddress(null);
    };
  }, [bytes]);
  return address;
}
