import { PhoneButton } from '@silverbell/web-ui/phone';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { openReader } from './code-reader.js';
import styles from './door.module.css';

/** Between two pictures of the camera: soon enough for a code held still, and the phone stays cool. */
const POLL_EVERY_MS = 300;

/** Reads the door code with the camera. Where there is none, or it is not allowed, it says so: the code can be typed. */
export function DoorScanner({ onRead, onClose }: { onRead: (tag: string) => void; onClose: () => void }) {
  const { t } = useTranslation('helper');
  const video = useRef<HTMLVideoElement>(null);
  const [failed, setFailed] = useState(false);
  const read = useRef(onRead);
  read.current = onRead;
  useEffect(() => {
    const over = new AbortController();
    watch(video.current, over.signal, (tag) => read.current(tag)).catch(() => {
      if (!over.signal.aborted) setFailed(true);
    });
    return () => over.abort();
  }, []);
  return (
    <div className={styles['scanner']} role="group" aria-label={t('task.scan')}>
      {failed ? <p role="alert">{t('task.noCamera')}</p> : <p>{t('task.aim')}</p>}
      <video ref={video} muted playsInline hidden={failed} aria-label={t('task.picture')} />
      <PhoneButton variant="text" onClick={onClose}>
        {t('common.close')}
      </PhoneButton>
    </div>
  );
}

/** Ends with the first code, or when `signal` aborts; the camera goes off either way. */
async function watch(
  video: HTMLVideoElement | null,
  signal: AbortSignal,
  onRead: (tag: string) => void,
): Promise<void> {
  if (video === null || !('mediaDevices' in navigator)) throw new Error('no camera');
  const [stream, reader] = await Promise.all([
    navigator.mediaDevices.getUserMedia({ video: { facingMode: 'environment' }, audio: false }),
    openReader(),
  ]);
  const off = (): void => {
    for (const track of stream.getTracks()) track.stop();
  };
  try {
    if (signal.aborted) return;
    video.srcObject = stream;
    await video.play();
    while (!signal.aborted) {
      const [found] = await reader.detect(video);
      if (found !== undefined && found.rawValue.trim() !== '') {
        onRead(found.rawValue.trim().slice(0, 200));
        return;
      }
      // A picture every now and then is enough for a code that is held still, and spares the battery.
      await new Promise((resolve) => setTimeout(resolve, POLL_EVERY_MS));
    }
  } finally {
    off();
  }
}
