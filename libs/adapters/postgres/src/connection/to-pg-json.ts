// PostgreSQL takes neither U+0000 nor half a surrogate pair, in text or in jsonb; a device may send both inside an alert id.
const ESCAPED = /\\u(?:0000|d[89a-f])/i;
const UNSTORABLE = /\0|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

/** JSON that PostgreSQL accepts, whatever a device put into its strings: what cannot be kept is shown as U+FFFD. */
export function toPgJson(value: unknown): string {
  const text = JSON.stringify(value);
  if (!ESCAPED.test(text)) return text;
  return JSON.stringify(value, (_key, inner: unknown) => (typeof inner === 'string' ? toPgText(inner) : inner));
}

/** The same for one text. */
export const toPgText = (text: string): string => text.replace(UNSTORABLE, '\uFFFD');
