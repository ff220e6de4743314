import { LOCAL_CLASS_LABELS, type LocalClass } from '@silverbell/vocabulary';
import { choicesOf, fenOf, yuanOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import type { FieldValue } from '../../shared/form/field.js';
import { changesOf, type CatalogueRow } from './catalogue-rows.js';

interface ItemDialogProps {
  readonly row: CatalogueRow;
  readonly regionId: string;
  /** By the clock of care. */
  readonly today: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** What a region says otherwise of one item, from a day on. */
export function ItemDialog({ row, regionId, today, onDone, onClose }: ItemDialogProps) {
  const { t } = useTranslation('office');
  const { item, hiddenBy } = row;
  const changes = (values: Readonly<Record<string, FieldValue>>) =>
    changesOf(row, {
      priceFen: fenOf(String(values['priceFen'])),
      standard: String(values['standard']),
      classes: values['classes'] as readonly LocalClass[],
      hidden: values['hidden'] === true,
    });
  return (
    <ActDialog
      title={t('careGround.changeOf', { name: item.name })}
      note={t('careGround.changeWhy')}
      fields={[
        { key: 'priceFen', label: t('careGround.price'), kind: 'number', required: true },
        { key: 'standard', label: t('careGround.standard'), kind: 'text', required: true },
        {
          ...{ key: 'classes', label: t('careGround.classes'), kind: 'choices', hint: t('careGround.classesHint') },
          choices: choicesOf(LOCAL_CLASS_LABELS),
        },
        { key: 'hidden', label: t('careGround.hide'), kind: 'tick' },
        { key: 'validFrom', label: t('careGround.validFrom'), kind: 'date', required: true },
        {
          ...{ key: 'source', label: t('careGround.source'), kind: 'text', required: true },
          hint: t('careGround.sourceHint'),
        },
      ]}
      initial={{
        ...{ priceFen: yuanOf(item.priceFen), standard: item.standard, classes: item.classes },
        ...{ hidden: hiddenBy !== null, validFrom: today, source: '' },
      }}
      route="putCatalogueItem"
      wrongTogether={(values) => (Object.keys(changes(values)).length === 0 ? t('careGround.unchanged') : null)}
      inputOf={(values) => ({
        body: {
          ...{ regionId, code: item.code, validFrom: String(values['validFrom']), source: String(values['source']) },
          ...changes(values),
        },
      })}
      onDone={onDone}
      onClose={onClose}
    />
  );
}
