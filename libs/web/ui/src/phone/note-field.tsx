import { useTranslation } from 'react-i18next';
import { TextArea } from '../pieces.js';

/** As many characters as the server takes of most texts that a person writes. */
export const NOTE_LENGTH = 2_000;

/** Counted as the server counts. */
export const isTooLong = (text: string, max = NOTE_LENGTH): boolean => text.trim().length > max;

/** A text of her own words. A longer one is never cut while she writes or pastes: she is told, and decides what goes. */
export function NoteField({
  label,
  hint,
  value,
  max = NOTE_LENGTH,
  onValueChange,
}: {
  label: string;
  hint?: string;
  value: string;
  max?: number;
  onValueChange: (value: string) => void;
}) {
  const { t } = useTranslation();
  const over = value.trim().length - max;
  return (
    <TextArea
      label={label}
      hint={hint}
      rows={3}
      dir="auto"
      value={value}
      error={over > 0 ? t('phone.tooLong', { max, over }) : undefined}
      onValueChange={onValueChange}
    />
  );
}
