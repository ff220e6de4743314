import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';

interface CodeWordDialogProps {
  readonly id: string;
  readonly onClose: () => void;
}

/** 暗语: what she says so that the operator knows that it is her. It is written here and never shown here again. */
export function CodeWordDialog({ id, onClose }: CodeWordDialogProps) {
  const { t } = useTranslation('office');
  return (
    <ActDialog
      title={t('seniors.codeWord')}
      note={t('seniors.codeWordWhy')}
      fields={[
        {
          ...{ key: 'what', label: t('seniors.codeWordWhat'), kind: 'choice', required: true },
          choices: (['set', 'remove'] as const).map((value) => ({ value, label: t(`seniors.codeWordDo.${value}`) })),
        },
        { key: 'word', label: t('seniors.codeWord'), kind: 'text', secret: true, hint: t('seniors.codeWordHint') },
      ]}
      initial={{ what: 'set', word: '' }}
      route="codeWord"
      inputOf={({ what, word }) => ({ params: { id }, body: { codeWord: what === 'remove' ? null : String(word) } })}
      onDone={onClose}
      onClose={onClose}
    />
  );
}
