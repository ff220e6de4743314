import type { SeniorOnFile } from '@silverbell/wire';
import { ERASE_REASON_LABELS, type EraseReason } from '@silverbell/vocabulary';
import { useRouteMutation } from '@silverbell/web-api-client';
import { Button, choicesOf, Dialog, Form, ProblemMessage } from '@silverbell/web-ui';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import { FieldInput } from '../../shared/form/field-input.js';
import { refreshFile } from './refresh-file.js';

interface ErasureDialogProps {
  readonly senior: Pick<SeniorOnFile, 'id' | 'name'>;
  readonly onErased: () => void;
  readonly onClose: () => void;
}

const GOES = ['person', 'family', 'papers', 'home'] as const;
const STAYS = ['cases', 'services', 'devices', 'backups'] as const;

/** There is no way back: what goes and what stays is read first, and her name is written by hand. */
export function ErasureDialog({ senior, onErased, onClose }: ErasureDialogProps) {
  const { t } = useTranslation('office');
  const ids = { reason: useId(), name: useId() };
  const [reason, setReason] = useState('');
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const erase = useRouteMutation(api, 'erasePerson', {
    onSuccess: () => {
      refreshFile();
      onErased();
    },
  });
  const isHers = name.trim() === senior.name;
  const send = (): void => {
    setTried(true);
    if (reason === '' || !isHers) return;
    erase.mutate({ params: { id: senior.id }, body: { reason: reason as EraseReason } });
  };
  const list = (title: string, of: readonly string[]) => (
    <>
      <p>
        <strong>{title}</strong>
      </p>
      <ul className="office-points">
        {of.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
    </>
  );
  return (
    <Dialog title={t('seniors.eraseOf', { name: senior.name })} open wide onClose={onClose}>
      <p className="office-warn">{t('seniors.eraseWhy')}</p>
      {list(
        t('seniors.eraseGoes'),
        GOES.map((one) => t(`seniors.goes.${one}`)),
      )}
      {list(
        t('seniors.eraseStays'),
        STAYS.map((one) => t(`seniors.stays.${one}`)),
      )}
      <Form name={t('seniors.erase')} onSend={send}>
        <FieldInput
          id={ids.reason}
          field={{
            ...{ key: 'reason', label: t('seniors.reason'), kind: 'choice', required: true },
            choices: choicesOf(ERASE_REASON_LABELS),
          }}
          value={reason}
          error={tried && reason === '' ? t('form.required', { field: t('seniors.reason') }) : undefined}
          onChange={(chosen) => setReason(String(chosen))}
          onLeave={() => undefined}
        />
        <FieldInput
          id={ids.name}
          field={{ key: 'name', label: t('seniors.eraseName', { name: senior.name }), kind: 'text', required: true }}
          value={name}
          error={tried && !isHers ? t('seniors.eraseNameWrong') : undefined}
          onChange={(written) => setName(String(written))}
          onLeave={() => undefined}
        />
        <ProblemMessage problem={erase.error} />
        <div className="office-foot">
          <Button data-first onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" tone="primary" busy={erase.isPending}>
            {t('seniors.eraseNow')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
