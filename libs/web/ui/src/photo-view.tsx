import { useEffect, useState } from 'react';
import { Button } from './pieces.js';

interface PhotoViewProps {
  /** Says which photo it is. */
  readonly name: string;
  readonly show: string;
  readonly hide: string;
  /** Why there is nothing to see. */
  readonly failed: string;
  /** Asked once the button is pressed, not before: each reading is on record. */
  readonly load: () => Promise<Blob>;
}

/** A photo behind a button. What was read is let go of when it is hidden or the page goes on. */
export function PhotoView({ name, show, hide, failed, load }: PhotoViewProps) {
  const [address, setAddress] = useState<string | null>(null);
  const [state, setState] = useState<'idle' | 'reading' | 'failed'>('idle');
  useEffect(() => (address === null ? undefined : () => URL.revokeObjectURL(address)), [address]);
  const read = async (): Promise<void> => {
    setState('reading');
    try {
      setAddress(URL.createObjectURL(await load()));
      setState('idle');
    } catch {
      setState('failed');
    }
  };
  return (
    <div className="sb-photo">
      <Button
        busy={state === 'reading'}
        aria-label={`${address === null ? show : hide} ${name}`}
        onClick={() => (address === null ? void read() : setAddress(null))}
      >
        {address === null ? show : hide}
      </Button>
      {state === 'failed' ? <p role="alert">{failed}</p> : null}
      {address === null ? null : <img src={address} alt={name} width="100%" />}
    </div>
  );
}
