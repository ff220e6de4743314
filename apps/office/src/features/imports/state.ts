import type { ImportOnWire } from '@silverbell/wire';
import { IMPORT_STATE_LABELS } from '@silverbell/vocabulary';
import { labelOf } from '@silverbell/web-ui';
import type { TFunction } from 'i18next';

/** A file whose headings are not known was checked, and waits for their names, not for a commit. */
export const stateOf = ({ state, failure }: Pick<ImportOnWire, 'state' | 'failure'>, t: TFunction<'office'>): string =>
  state === 'checked' && failure !== null ? t('imports.columnsWanted') : labelOf(IMPORT_STATE_LABELS, state);
