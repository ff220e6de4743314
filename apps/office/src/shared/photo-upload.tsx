import type { AttachmentOwnerKind } from '@silverbell/vocabulary';
import { asProblem, type ApiProblem } from '@silverbell/web-api-client';
import { Button, photoForm, ProblemMessage, usePhoto, type Shrink } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from './app-client.js';

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
export function PhotoUpload({ of, id, label, longest, onSent, shrink }: PhotoUploadProps) {
  const { t } = useTranslation('office');
  const [state, setState] = useState<{ readonly busy: boolean; readonly problem: ApiProblem | null }>({
    ...{ busy: false, problem: null },
  });
  const send = async (file: Blob): Promise<void> => {
    setState({ busy: true, problem: null });
    try {
      await api.upload('addAttachment', photoForm({ ownerKind: of, ownerId: id }, file));
      setState({ busy: false, problem: null });
      onSent();
    } catch (error) {
      setState({ busy: false, problem: asProblem(error) });
    }
  };
  const { input, open, unread } = usePhoto({ label, longest, shrink, onTaken: send });
  return (
    <>
      <div className="office-foot">
        {input}
        <Button className="office-big" busy={state.busy} onClick={open}>
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
