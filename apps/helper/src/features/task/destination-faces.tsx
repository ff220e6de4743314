import type { Assignment } from '@silverbell/wire';
import { routeKey } from '@silverbell/web-api-client';
import { PersonPhoto } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import styles from './task.module.css';

/** By which face she knows whom she came for: as long as her task lasts, and nowhere else (H19). */
export function DestinationFaces({ task }: { readonly task: Assignment }) {
  const withPhoto = (task.destination?.people ?? []).flatMap(({ name, photoId }) =>
    photoId === null ? [] : [{ name, photoId }],
  );
  return withPhoto.map((one) => <Face key={one.photoId} taskId={task.id} {...one} />);
}

function Face({ taskId, name, photoId }: { readonly taskId: string; readonly name: string; readonly photoId: string }) {
  const { t } = useTranslation('helper');
  const input = { params: { id: taskId }, query: { photoId } };
  const { data } = useQuery({
    ...{ queryKey: routeKey('assignmentPersonPhoto', input), queryFn: () => api.file('assignmentPersonPhoto', input) },
    ...{ staleTime: Number.POSITIVE_INFINITY, gcTime: 0, refetchOnWindowFocus: false },
  });
  return (
    <p className={styles['face']}>
      <PersonPhoto
        {...{ photo: data ?? null, large: true }}
        shown={t('task.photoOf', { name })}
        instead={t('task.photoUnread', { name })}
      />
      {name}
    </p>
  );
}
