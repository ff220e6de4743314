import type { Account } from '@silverbell/wire';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';

interface IdentityDialogProps {
  readonly account: Account;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Which person of the organisation's own login this account is; bound, it can be let go, which ends its sessions. */
export function IdentityDialog({ account: { id, name, organisationSubject }, onDone, onClose }: IdentityDialogProps) {
  const { t } = useTranslation('office');
  const shared = { onDone, onClose };
  if (organisationSubject !== null)
    return (
      <ActDialog
        {...shared}
        title={t('accounts.unbindOf', { name })}
        note={t('accounts.unbindWhy', { subject: organisationSubject })}
        fields={[]}
        initial={{}}
        route="unbindIdentity"
        inputOf={() => ({ params: { id } })}
      />
    );
  return (
    <ActDialog
      {...shared}
      title={t('accounts.identityOf', { name })}
      note={t('accounts.identityWhy')}
      fields={[
        {
          ...{ key: 'subject', label: t('accounts.subject'), kind: 'text', required: true },
          hint: t('accounts.subjectHint'),
        },
      ]}
      initial={{ subject: '' }}
      route="bindIdentity"
      inputOf={({ subject }) => ({ params: { id }, body: { subject: String(subject) } })}
    />
  );
}
