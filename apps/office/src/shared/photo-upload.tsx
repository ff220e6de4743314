import type { AttachmentOwnerKind } from '@silverbell/vocabulary';
import { asProblem, type ApiProblem } from '@silverbell/web-api-client';
import { Button, ProblemMessage, shrunkPhoto } from '@silverbell/web-ui';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from './app-client.js';

export type Shrink = (file: Blob, longest?: number) => Promise<Blob>;

interface PhotoUploadProps {
  readonly of: AttachmentOwnerKind;
  readonly id: string;
  readonly label: string;
  /** Of its longer edge, in pixels; else that of every photo. */
  readonly longest?: number;
  readonly onSent: () => void;
  /** A test has no canvas. */
  readonly shrink?: Shrink | undefined;
}

/** One button: a picture of the camera or the disk, made smaller, goes to what it belongs to. */
export function PhotoUpload({ of, id, label, longest, onSent, shrink = shrunkPhoto }: PhotoUploadProps) {
  const { t } = useTranslation('office');
  const input = useRef<HTMLInputElement>(null);
  const [state, setState] = useState<{ readonly busy: boolean; readonly problem: ApiProblem | null }>({
    ...{ busy: false, problem: null },
  });
  const [unread, setUnread] = useState(false);
  const send = async (picture: File | undefined): Promise<void> => {
    if (picture === undefined) return;
    const file = await shrink(picture, longest).catch(() => null);
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
      onSent();
    } catch (error) {
      setState({ busy: false, problem: asProblem(error) });
    }
  };
  return (
    <>
      <div className="office-foot">
        <input
          ref={input}
          type="file"
          accept="image/*"
          capture="environment"
          hidden
          aria-label={label}
          onChange={(event) => {
            void send(event.target.files?.[0]);
            event.target.value = '';
          }}
        />
        <Button className="office-big" busy={state.busy} onClick={() => input.current?.click()}>
          {label}
        </Button>
      </div>
      <ProblemMessage problem={state.problem} />
      {unread ? (
        <p className="office-warn" role="alert">
          {t('photos.unread')}
        </p>
      ) : null}
    </>
  );
}
