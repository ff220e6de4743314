import type { AnswerOf, ImportOnWire } from '@silverbell/wire';

type Item = Pick<AnswerOf<'importRows'>['items'][number], 'preview'>;

/** The fields that some row of the page has a value in, in the order of the template. */
export const previewFields = (fields: ImportOnWire['fields'], items: readonly Item[]): ImportOnWire['fields'] => {
  const filled = new Set(items.flatMap(({ preview }) => (preview?.values ?? []).map(({ field }) => field)));
  return fields.filter(({ name }) => filled.has(name));
};
