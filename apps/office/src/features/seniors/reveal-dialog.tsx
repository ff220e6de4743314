import {
  REVEAL_FIELD_LABELS,
  REVEAL_PURPOSE_LABELS,
  type RevealField,
  type RevealPurpose,
} from '@silverbell/vocabulary';
import { choicesOf, Dialog, labelOf, Button } from '@silverbell/web-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { Facts } from '../../shared/facts.js';

/** Sensitive fields for a stated purpose. The server records it first; nothing of the answer is kept in the page's cache. */
export function RevealDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useTranslation('office');
  const [shown, setShown] = useState<Partial<Record<RevealField, string | null>> | null>(null);
  if (shown !== null)
    return (
      <Dialog title={t('seniors.revealed')} open wide onClose={onClose}>
        <Facts
          of={(Object.keys(shown) as RevealField[]).map((field) => [
            labelOf(REVEAL_FIELD_LABELS, field),
            shown[field] ?? t('seniors.nobody'),
          ])}
        />
        <div className="office-foot">
          <Button data-first onClick={onClose}>
            {t('common.close')}
          </Button>
        </div>
      </Dialog>
    );
  return (
    <ActDialog
      title={t('seniors.reveal')}
      note={t('seniors.revealWhy')}
      fields={[
        {
          ...{ key: 'purpose', label: t('seniors.purpose'), kind: 'choice', required: true },
          choices: choicesOf(REVEAL_PURPOSE_LABELS),
        },
        {
          ...{ key: 'fields', label: t('seniors.fields'), kind: 'choices', required: true },
          choices: choicesOf(REVEAL_FIELD_LABELS),
        },
      ]}
      initial={{ purpose: '', fields: [] }}
      route="reveal"
      inputOf={({ purpose, fields }) => ({
        params: { id },
        body: { purpose: purpose as RevealPurpose, fields: [...(fields as readonly RevealField[])] },
      })}
      onDone={setShown}
      onClose={onClose}
    />
  );
}
