import { PhotoView } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';

interface ScenePhotoProps {
  readonly id: string;
  /** Of the helper, and when. */
  readonly of: string;
}

/** A photo that a helper took at the scene. Who looks at it is on record, with the emergency as purpose. */
export function ScenePhoto({ id, of }: ScenePhotoProps) {
  const { t } = useTranslation('console');
  return (
    <PhotoView
      name={t('timeline.photo.name', { of })}
      show={t('timeline.photo.show')}
      hide={t('timeline.photo.hide')}
      failed={t('timeline.photo.failed')}
      load={() => api.file('attachment', { params: { id }, query: { purpose: 'emergency' } })}
    />
  );
}
