import type { Incident } from '@silverbell/wire';
import { routeKey } from '@silverbell/web-api-client';
import { PersonPhoto } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from './app-client.js';
import styles from './person-strip.module.css';

interface PersonFacesProps {
  readonly incident: Incident;
  /** As the strip beside them says who it is. */
  readonly names: string;
  readonly large: boolean;
}

/** The face of each person of the case, in the order of their names (H20); several have their name below. An outage is about no person. */
export function PersonFaces({ incident, names, large }: PersonFacesProps) {
  const { t } = useTranslation('console');
  if (incident.outage !== null) return null;
  const people = incident.person?.people ?? [];
  const isHidden = incident.person === null && incident.seniors.length > 0;
  return (
    <div className={styles.faces}>
      {people.length === 0 ? (
        <PersonPhoto
          {...{ photo: null, large, shown: names }}
          instead={t(isHidden ? 'incident.photoUnread' : 'incident.photoNone', { name: names })}
        />
      ) : null}
      {people.map(({ id, name, photoId }) => (
        <div key={id ?? name}>
          {photoId === null ? (
            <PersonPhoto {...{ photo: null, large, shown: name }} instead={t('incident.photoNone', { name })} />
          ) : (
            <ReadFace incidentId={incident.id} {...{ name, photoId, large }} />
          )}
          {people.length > 1 ? <span className={styles.faceName}>{name}</span> : null}
        </div>
      ))}
    </div>
  );
}

interface ReadFaceProps {
  readonly incidentId: string;
  readonly name: string;
  readonly photoId: string;
  readonly large: boolean;
}

/** Read once for the head of the case and all its dialogs, and let go of with the last of them. */
function ReadFace({ incidentId, name, photoId, large }: ReadFaceProps) {
  const { t } = useTranslation('console');
  const input = { params: { id: incidentId }, query: { photoId } };
  const { data } = useQuery({
    ...{ queryKey: routeKey('incidentPersonPhoto', input), queryFn: () => api.file('incidentPersonPhoto', input) },
    ...{ staleTime: Number.POSITIVE_INFINITY, gcTime: 0 },
  });
  return (
    <PersonPhoto
      {...{ photo: data ?? null, large }}
      shown={t('incident.photoOf', { name })}
      instead={t('incident.photoUnread', { name })}
    />
  );
}
