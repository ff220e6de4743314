import { TextArea } from '../pieces.js';
import { isTooLong, NOTE_LENGTH } from '../text-length.js';

export { isTooLong, NOTE_LENGTH };

/** A text of her own words. */
export function NoteField({
  max = NOTE_LENGTH,
  ...field
}: {
  label: string;
  hint?: string;
  value: string;
  max?: number;
  onValueChange: (value: string) => void;
}) {
  return <TextArea rows={3} longest={max} {...field} />;
}
