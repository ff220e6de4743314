import { asProblem, routeKey, routeQuery, type ApiProblem } from '@silverbell/web-api-client';
import { Button, dayAndTime, PhotoView, ProblemMessage, shrunkPhoto } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queries } from './app-client.js';
import { Card } from './page-frame.js';

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
  readonly shrink?: (file: Blob) => Promise<Blob>;
}

/** Photos of an installation, a visit, or what is complained of (CR-10); who looks at one is on record. */
export function PhotosCard({ of, id, mayAdd, timeZone, shrink = shrunkPhoto }: PhotosCardProps) {
  const { t } = useTranslation('office');
  const camera = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<{ readonly busy: boolean; readonly problem: ApiProblem | null }>({
    ...{ busy: false, problem: null },
  });
  const [unread, setUnread] = useState(false);
  const result = useQuery(routeQuery(api, LISTS[of], { params: { id } }));
  const take = t(of === 'device' ? 'photos.takeInstalled' : 'photos.take');
  const send = async (picture: File | undefined): Promise<void> => {
    if (picture === undefined) return;
    const file = await shrink(picture).catch(() => null);
    setUnread(file === null);
    if (file === null) return;
    setState({ busy: true, problem: null });
    const form = new FormData();
    form.set('ownerKind', of);
    form.set('ownerId', id);
    form.set('file', file, 'photo.jpg');
    try {
      await api.upload('addAttachment', form);
      setState({ busy: false, problem: null });
      await queries.invalidateQueries({ queryKey: routeKey(LISTS[of]) });
    } catch (error) {
      setState({ busy: false, problem: asProblem(error) });
    }
  };
  const items = result.data?.items ?? [];
  return (
    <Card title={t(of === 'device' ? 'photos.installed' : 'photos.title')}>
      <ProblemMessage problem={result.error ?? state.problem} />
      {items.length === 0 && result.isSuccess ? <p className="pad quiet">{t('photos.none')}</p> : null}
      <ul className="pad">
        {items.map((one) => (
          <li key={one.id}>
            {dayAndTime(one.at, timeZone)} · {one.by?.name ?? '—'}
            {one.repeated ? ` · ${t('photos.repeated')}` : null}
            <PhotoView
              name={dayAndTime(one.at, timeZone)}
              show={t('photos.show')}
              hide={t('photos.hide')}
              failed={t('photos.failed')}
              load={() => api.file('attachment', { params: { id: one.id }, query: { purpose: 'service' } })}
            />
          </li>
        ))}
      </ul>
      {mayAdd ? (
        <div className="office-foot">
          <input
            ref={camera}
            type="file"
            accept="image/*"
            capture="environment"
            hidden
            aria-label={take}
            onChange={(event) => {
              void send(event.target.files?.[0]);
              event.target.value = '';
            }}
          />
          <Button className="office-big" busy={state.busy} onClick={() => camera.current?.click()}>
            {take}
          </Button>
        </div>
      ) : null}
      {unread ? (
        <p className="office-warn" role="alert">
          {t('photos.unread')}
        </p>
      ) : null}
    </Card>
  );
}
