import { usePhoto, type Shrink } from '@silverbell/web-ui';
import { PhoneButton } from '@silverbell/web-ui/phone';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { clock, photos } from '../app-client.js';
import type { PhotoBody } from './entry.js';

interface PhotoPanelProps {
  /** Of what it is a photo. */
  readonly of: PhotoBody['ownerKind'];
  readonly id: string;
  /** A test has no canvas. */
  readonly shrink?: Shrink;
}

/** A photo of the scene for the operator, or of a visit for its office. It waits on this telephone while there is no network, and holds back no report. */
export function PhotoPanel({ of, id, shrink }: PhotoPanelProps) {
  const { t } = useTranslation('helper');
  const sending = useSyncExternalStore(photos.subscribe, photos.sending);
  const take = t(of === 'assignment' ? 'photo.take' : 'photo.takeVisit');
  const { input, open, unread } = usePhoto({
    ...{ label: take, shrink },
    onTaken: (file) =>
      photos.add('addAttachment', id, { ownerKind: of, file, takenAt: new Date(clock.now()).toISOString() }),
  });
  return (
    <>
      {input}
      <PhoneButton busy={sending !== null} onClick={open}>
        {take}
      </PhoneButton>
      {unread ? (
        <p role="alert" className="sb-problem">
          {t('photo.unread')}
        </p>
      ) : null}
      <PhotoStatus id={id} />
    </>
  );
}

/** What became of the photos and signatures of a task or a visit. */
export function PhotoStatus({ id }: { id: string }) {
  const { t } = useTranslation('helper');
  const entries = useSyncExternalStore(photos.subscribe, photos.entries);
  const own = entries.filter(({ subjectId }) => subjectId === id);
  const count = (state: 'waiting' | 'delivered'): number => own.filter((entry) => entry.state === state).length;
  return (
    <>
      {count('waiting') === 0 ? null : <p role="status">{t('photo.waiting', { n: count('waiting') })}</p>}
      {count('delivered') === 0 ? null : <p role="status">{t('photo.delivered', { n: count('delivered') })}</p>}
      {own
        .filter(({ state }) => state === 'refused')
        .map(({ id, refusal }) => (
          <div key={id} role="alert" className="sb-problem" data-slug={refusal?.slug}>
            <p>{refusal?.sentence ?? t('problem.other', { slug: refusal?.slug ?? '' })}</p>
            <PhoneButton onClick={() => void photos.dismiss(id)}>{t('outbox.read')}</PhoneButton>
          </div>
        ))}
    </>
  );
}
