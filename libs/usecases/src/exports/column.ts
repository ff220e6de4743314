import { label, type Label } from '@silverbell/vocabulary';
import { IMPORT_FIELDS } from '../imports/fields.js';
import { maskedName } from '../people/masks.js';

type Mask = (text: string) => string;
export interface ExportColumn {
  readonly key: string;
  readonly heading: Label;
  readonly width: number;
  /** How it is written for those who do not keep the list. */
  readonly mask: Mask | null;
  /** Of a code, or of several. */
  readonly labels: Readonly<Record<string, Label>> | null;
  /** In fen; written in yuan, and added up in the last row. */
  readonly isMoney: boolean;
}

interface Extra {
  readonly mask?: Mask;
  readonly labels?: Readonly<Record<string, Label>>;
  readonly width?: number;
  readonly isMoney?: boolean;
}
export const column = (key: string, heading: Label, extra: Extra = {}): ExportColumn => ({
  ...{ key, heading, width: extra.width ?? 14, mask: extra.mask ?? null, labels: extra.labels ?? null },
  isMoney: extra.isMoney === true,
});

/** Under the heading by which an import knows it, so that an exported list can be corrected and imported again. */
export const as = (kind: keyof typeof IMPORT_FIELDS, name: string, key: string, extra: Extra = {}): ExportColumn => {
  const field = IMPORT_FIELDS[kind].find((one) => one.name === name);
  if (field === undefined) throw new Error(`an import of ${kind} knows no ${name}`);
  return column(key, field.heading, extra);
};

export const hidden: Mask = () => '';
export const YES_NO = { true: label('是', 'yes'), false: label('否', 'no') };

export const REGION = column('region', label('区划', 'region'));
export const NAME_OF = (key: string, heading: Label): ExportColumn => column(key, heading, { mask: maskedName });
export const SENIOR = NAME_OF('senior', label('老年人', 'senior'));
export const ID = column('id', label('编号', 'id'), { width: 24 });

/** Of the follow-ups of incidents and of services alike. */
export const FOLLOW_UP: readonly ExportColumn[] = [
  column('dueAt', label('应回访时间', 'due'), { width: 18 }),
  column('kind', label('方式', 'way'), {
    labels: { call: label('电话', 'call'), visit: label('上门', 'visit') },
    width: 8,
  }),
  NAME_OF('seniors', label('老年人', 'seniors')),
  REGION,
  column('home', label('住所', 'home'), { width: 18 }),
  column('triedOn', label('未接通的日期', 'tried on'), { width: 18 }),
];
