import type { SeniorOnFile } from '@silverbell/wire';
import { PROTECTION_FLAG_LABELS, type ProtectionFlag } from '@silverbell/vocabulary';
import { choicesOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { refreshFile } from './refresh-file.js';

/** What she is protected from, and which contacts are told nothing; only those who see conflicts have this dialog. */
export function ProtectionDialog({ senior, onClose }: { readonly senior: SeniorOnFile; readonly onClose: () => void }) {
  const { t } = useTranslation('office');
  return (
    <ActDialog
      title={t('seniors.protection')}
      note={t('seniors.protectionWhy')}
      fields={[
        {
          ...{ key: 'flags', label: t('seniors.flags'), kind: 'choices' },
          choices: choicesOf(PROTECTION_FLAG_LABELS),
        },
        {
          ...{ key: 'contacts', label: t('seniors.toldNothing'), kind: 'choices' },
          choices: senior.contacts.map(({ id, name, relation }) => ({ value: id, label: `${name}（${relation}）` })),
        },
      ]}
      initial={{
        flags: senior.protectionFlags,
        contacts: senior.contacts.filter(({ conflict }) => conflict).map(({ id }) => id),
      }}
      route="setProtection"
      inputOf={({ flags, contacts }) => ({
        params: { id: senior.id },
        body: {
          flags: [...(flags as readonly ProtectionFlag[])],
          conflictContactIds: [...(contacts as readonly string[])],
        },
      })}
      version={senior.version}
      onDone={() => {
        refreshFile();
        onClose();
      }}
      onClose={onClose}
    />
  );
}
