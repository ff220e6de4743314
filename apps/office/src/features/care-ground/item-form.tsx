import {
  AID_LABELS,
  CATALOGUE_UNIT_LABELS,
  HELPER_CERTIFICATE_LABELS,
  LOCAL_CLASS_LABELS,
  type Aid,
  type CatalogueUnit,
  type HelperCertificate,
  type LocalClass,
} from '@silverbell/vocabulary';
import { routeKey } from '@silverbell/web-api-client';
import { choicesOf, fenOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { queries } from '../../shared/app-client.js';
import { RecordForm, type Section } from '../../shared/form/record-form.js';
import { PageFrame } from '../../shared/page-frame.js';

/** Named as the body names them, so that a refusal stands at its field. */
interface Values {
  readonly regionId: string;
  readonly code: string;
  readonly 'own.name': string;
  readonly 'own.aid': string;
  readonly 'own.content': string;
  readonly 'own.unit': string;
  readonly 'own.subsidised': boolean;
  readonly 'own.twoPeople': boolean;
  readonly 'own.certificate': string;
  readonly priceFen: string;
  readonly standard: string;
  readonly classes: readonly string[];
  readonly validFrom: string;
  readonly source: string;
}
const EMPTY: Values = {
  ...{ regionId: '', code: '', 'own.name': '', 'own.aid': '', 'own.content': '', 'own.unit': '' },
  ...{ 'own.subsidised': true, 'own.twoPeople': false, 'own.certificate': '', priceFen: '', standard: '' },
  ...{ classes: [], validFrom: '', source: '' },
};

const bodyOf = (values: Values) => ({
  ...{ regionId: values.regionId, code: values.code, validFrom: values.validFrom, source: values.source },
  ...{ priceFen: fenOf(values.priceFen), standard: values.standard, classes: [...values.classes] as LocalClass[] },
  own: {
    ...{ name: values['own.name'], content: values['own.content'] },
    ...{ aid: values['own.aid'] as Aid, unit: values['own.unit'] as CatalogueUnit },
    ...{ subsidised: values['own.subsidised'], twoPeople: values['own.twoPeople'] },
    certificate: values['own.certificate'] === '' ? null : (values['own.certificate'] as HelperCertificate),
  },
});

/** An item that only this region and those below it offer (CR-16). */
export function ItemForm() {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const [search] = useSearchParams();
  const back = (): void => void go('/care-ground');
  return (
    <PageFrame title={t('careGround.newItem')}>
      <RecordForm<Values, 'putCatalogueItem'>
        title={t('careGround.newItem')}
        draft="catalogue-item:new"
        sections={useSections()}
        initial={{ ...EMPTY, regionId: search.get('regionId') ?? '' }}
        route="putCatalogueItem"
        inputOf={(values) => ({ body: bodyOf(values) })}
        onDone={() => {
          void queries.invalidateQueries({ queryKey: routeKey('catalogue') });
          back();
        }}
        onCancel={back}
      />
    </PageFrame>
  );
}

function useSections(): readonly Section<Values>[] {
  const { t } = useTranslation('office');
  return [
    {
      title: t('careGround.base'),
      fields: [
        { key: 'regionId', label: t('careGround.region'), kind: 'region', required: true },
        { key: 'code', label: t('careGround.code'), kind: 'text', required: true, hint: t('careGround.codeHint') },
        { key: 'own.name', label: t('careGround.item'), kind: 'text', required: true },
        {
          ...{ key: 'own.aid', label: t('careGround.aid'), kind: 'choice', required: true },
          choices: choicesOf(AID_LABELS),
        },
        { key: 'own.content', label: t('careGround.content'), kind: 'text', required: true, wide: true },
      ],
    },
    {
      title: t('careGround.terms'),
      fields: [
        { key: 'priceFen', label: t('careGround.price'), kind: 'number', required: true },
        {
          ...{ key: 'own.unit', label: t('careGround.unit'), kind: 'choice', required: true },
          choices: choicesOf(CATALOGUE_UNIT_LABELS),
        },
        { key: 'standard', label: t('careGround.standard'), kind: 'text', required: true },
        {
          ...{ key: 'classes', label: t('careGround.classes'), kind: 'choices', hint: t('careGround.classesHint') },
          choices: choicesOf(LOCAL_CLASS_LABELS),
        },
        { key: 'own.subsidised', label: t('careGround.subsidised'), kind: 'tick' },
        { key: 'own.twoPeople', label: t('careGround.twoPeople'), kind: 'tick' },
        {
          ...{ key: 'own.certificate', label: t('careGround.certificate'), kind: 'choice' },
          choices: choicesOf(HELPER_CERTIFICATE_LABELS),
        },
      ],
    },
    {
      title: t('careGround.decision'),
      fields: [
        { key: 'validFrom', label: t('careGround.validFrom'), kind: 'date', required: true },
        {
          ...{ key: 'source', label: t('careGround.source'), kind: 'text', required: true },
          hint: t('careGround.sourceHint'),
        },
      ],
    },
  ];
}
