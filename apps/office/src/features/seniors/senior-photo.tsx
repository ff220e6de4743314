import type { SeniorOnFile } from '@silverbell/wire';
import { Button, PersonPhoto, PhotoView, type Shrink } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { api } from '../../shared/app-client.js';
import { Card } from '../../shared/page-frame.js';
import { PhotoUpload } from '../../shared/photo-upload.js';
import { refreshFile } from './refresh-file.js';

/** A face is shown small; more pixels would only be more of her. */
const LONGEST_EDGE = 640;

interface SeniorPhotoProps {
  readonly senior: Pick<SeniorOnFile, 'id' | 'name' | 'photoId' | 'consents'>;
  readonly may: boolean;
  /** A test has no canvas. */
  readonly shrink?: Shrink;
}

/** By which face an operator and the helper who goes to her know her (H20). Put with her consent, replaced or removed here alone. */
export function SeniorPhoto({ senior, may, shrink }: SeniorPhotoProps) {
  const { t } = useTranslation('office');
  const [removing, setRemoving] = useState(false);
  const { id, name, photoId } = senior;
  const agrees = senior.consents.some(({ purpose, withdrawnAt }) => purpose === 'photo' && withdrawnAt === null);
  return (
    <Card title={t('seniors.photo')} note={t('seniors.photoWho')}>
      <div className="pad">
        {photoId === null ? (
          <PersonPhoto {...{ photo: null, large: true, shown: name }} instead={t('seniors.photoNone', { name })} />
        ) : (
          <PhotoView
            key={photoId}
            name={t('seniors.photoOf', { name })}
            show={t('photos.show')}
            hide={t('photos.hide')}
            failed={t('photos.failed')}
            load={() => api.file('attachment', { params: { id: photoId }, query: { purpose: 'service' } })}
          />
        )}
      </div>
      {may && agrees ? (
        <PhotoUpload
          {...{ of: 'senior', id, shrink, longest: LONGEST_EDGE, onSent: refreshFile }}
          label={t(photoId === null ? 'seniors.photoPut' : 'seniors.photoReplace')}
        />
      ) : null}
      {may && !agrees ? <p className="pad quiet">{t('seniors.photoConsent')}</p> : null}
      {may && photoId !== null ? (
        <div className="office-foot">
          <Button onClick={() => setRemoving(true)}>{t('seniors.photoRemove')}</Button>
        </div>
      ) : null}
      {removing ? (
        <ActDialog
          title={t('seniors.photoRemoveOf', { name })}
          note={t('seniors.photoRemoveWhy')}
          fields={[]}
          initial={{}}
          route="removeSeniorPhoto"
          inputOf={() => ({ params: { id } })}
          onDone={() => {
            refreshFile();
            setRemoving(false);
          }}
          onClose={() => setRemoving(false)}
        />
      ) : null}
    </Card>
  );
}
