import { ATTACHMENT_PURPOSE_LABELS } from '@silverbell/vocabulary';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { dayAndTime, labelOf, PhotoView, ProblemMessage, type Shrink } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, queries } from './app-client.js';
import { Card } from './page-frame.js';
import { PhotoUpload } from './photo-upload.js';

/** Of what, and which list it is on. */
const LISTS = {
  device: 'deviceAttachments',
  'service-order': 'orderAttachments',
  'welfare-visit': 'visitAttachments',
  complaint: 'complaintAttachments',
} as const;

interface PhotosCardProps {
  readonly of: keyof typeof LISTS;
  readonly id: string;
  readonly mayAdd: boolean;
  readonly timeZone: string | undefined;
  /** A test has no canvas. */
  readonly shrink?: Shrink;
}

/** Photos of an installation, a visit, or what is complained of (CR-10); who looks at one is on record. */
export function PhotosCard({ of, id, mayAdd, timeZone, shrink }: PhotosCardProps) {
  const { t } = useTranslation('office');
  const result = useQuery(routeQuery(api, LISTS[of], { params: { id } }));
  const items = result.data?.items ?? [];
  return (
    <Card title={t(of === 'device' ? 'photos.installed' : 'photos.title')}>
      <ProblemMessage problem={result.error} />
      {items.length === 0 && result.isSuccess ? <p className="pad quiet">{t('photos.none')}</p> : null}
      <ul className="pad">
        {items.map((one) => {
          const what = one.purpose === null ? [] : [labelOf(ATTACHMENT_PURPOSE_LABELS, one.purpose)];
          const name = [...what, dayAndTime(one.at, timeZone)].join(' ');
          return (
            <li key={one.id}>
              {name} · {one.by?.name ?? '—'}
              {one.repeated ? ` · ${t('photos.repeated')}` : null}
              <PhotoView
                name={name}
                show={t('photos.show')}
                hide={t('photos.hide')}
                failed={t('photos.failed')}
                load={() => api.file('attachment', { params: { id: one.id }, query: { purpose: 'service' } })}
              />
            </li>
          );
        })}
      </ul>
      {mayAdd ? (
        <PhotoUpload
          {...{ of, id, shrink }}
          label={t(of === 'device' ? 'photos.takeInstalled' : 'photos.take')}
          onSent={() => void queries.invalidateQueries({ queryKey: routeKey(LISTS[of]) })}
        />
      ) : null}
    </Card>
  );
}
