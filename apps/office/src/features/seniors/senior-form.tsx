import type { AnswerOf, BodyOf } from '@silverbell/wire';
import {
  CARE_CATEGORY_LABELS,
  ECONOMIC_CLASS_LABELS,
  GENDER_LABELS,
  HEARING_LABELS,
  VERIFY_BY_LABELS,
  type CareCategory,
  type EconomicClass,
  type Gender,
  type Hearing,
  type VerifyBy,
} from '@silverbell/vocabulary';
import { routeKey, routeQuery } from '@silverbell/web-api-client';
import { choicesOf } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { orNone } from '../../shared/form/field.js';
import { RecordForm, type Section } from '../../shared/form/record-form.js';
import { PageFrame } from '../../shared/page-frame.js';
import { QueryStatus } from '../../shared/query-status.js';

type Senior = AnswerOf<'senior'>;
interface Values {
  readonly id: string;
  readonly homeId: string;
  readonly regionId: string;
  readonly registrationRegionId: string;
  readonly registeredAt: string;
  readonly name: string;
  readonly idNumber: string;
  readonly birthDate: string;
  readonly gender: string;
  readonly phone: string;
  readonly verifyBy: string;
  readonly dispatchFirst: boolean;
  readonly dispatchFirstReason: string;
  readonly languages: string;
  readonly hearing: string;
  readonly dementia: boolean;
  readonly electricMedicalDevice: string;
  readonly careCategories: readonly string[];
  readonly economicClass: string;
  readonly healthNotes: string;
  readonly medication: string;
  readonly allergies: string;
  readonly preferredHospital: string;
  readonly familyDoctor: string;
  readonly treatmentWishes: string;
  readonly usuallyAtHome: string;
}
const EMPTY: Values = {
  ...{ id: '', homeId: '', regionId: '', registrationRegionId: '', registeredAt: '', name: '', idNumber: '' },
  ...{ birthDate: '', gender: '', phone: '', verifyBy: 'voice', dispatchFirst: false, dispatchFirstReason: '' },
  ...{ languages: '', hearing: '', dementia: false, electricMedicalDevice: '', careCategories: [], economicClass: '' },
  ...{ healthNotes: '', medication: '', allergies: '', preferredHospital: '', familyDoctor: '' },
  ...{ treatmentWishes: '', usuallyAtHome: '' },
};
/** The number on file is answered masked: it stays as it is unless another one is written. */
const valuesOf = (one: Senior): Values => ({
  ...{ id: one.id, homeId: one.homeId, regionId: one.regionId, name: one.name, idNumber: '', phone: '' },
  registrationRegionId: one.registrationRegionId ?? '',
  registeredAt: one.registeredAt ?? '',
  ...{ birthDate: one.birthDate ?? '', gender: one.gender, verifyBy: one.verifyBy, dispatchFirst: one.dispatchFirst },
  dispatchFirstReason: one.dispatchFirstReason ?? '',
  ...{ languages: one.languages.join('、'), hearing: one.hearing, dementia: one.dementia },
  electricMedicalDevice: one.electricMedicalDevice ?? '',
  ...{ careCategories: one.careCategories, economicClass: one.economicClass },
  ...{ healthNotes: one.healthNotes ?? '', medication: one.medication ?? '', allergies: one.allergies ?? '' },
  ...{ preferredHospital: one.preferredHospital ?? '', familyDoctor: one.familyDoctor ?? '' },
  ...{ treatmentWishes: one.treatmentWishes ?? '', usuallyAtHome: one.usuallyAtHome ?? '' },
});

const bodyOf = (values: Values) => ({
  ...{ homeId: values.homeId, regionId: values.regionId, name: values.name },
  registrationRegionId: orNone(values.registrationRegionId) ?? null,
  registeredAt: orNone(values.registeredAt) ?? null,
  ...(values.idNumber === '' ? {} : { idNumber: values.idNumber }),
  ...(values.birthDate === '' ? {} : { birthDate: values.birthDate }),
  ...(values.gender === '' ? {} : { gender: values.gender as Gender }),
  ...(values.phone === '' ? {} : { phone: values.phone }),
  verifyBy: values.verifyBy as VerifyBy,
  dispatchFirst: values.dispatchFirst,
  dispatchFirstReason: orNone(values.dispatchFirstReason) ?? null,
  languages: values.languages.split(/[、,，;；\s]+/).filter(Boolean),
  ...(values.hearing === '' ? {} : { hearing: values.hearing as Hearing }),
  dementia: values.dementia,
  electricMedicalDevice: orNone(values.electricMedicalDevice) ?? null,
  careCategories: [...values.careCategories] as CareCategory[],
  ...(values.economicClass === '' ? {} : { economicClass: values.economicClass as EconomicClass }),
  healthNotes: orNone(values.healthNotes) ?? null,
  medication: orNone(values.medication) ?? null,
  allergies: orNone(values.allergies) ?? null,
  preferredHospital: orNone(values.preferredHospital) ?? null,
  familyDoctor: orNone(values.familyDoctor) ?? null,
  treatmentWishes: orNone(values.treatmentWishes) ?? null,
  usuallyAtHome: orNone(values.usuallyAtHome) ?? null,
});

export function SeniorForm() {
  const { t } = useTranslation('office');
  const { id } = useParams();
  const [search] = useSearchParams();
  const result = useQuery({ ...routeQuery(api, 'senior', { params: { id: id ?? '' } }), enabled: id !== undefined });
  if (id === undefined) {
    const from = { homeId: search.get('homeId') ?? '', regionId: search.get('regionId') ?? '' };
    return <Form senior={null} initial={{ ...EMPTY, ...from }} />;
  }
  return result.data === undefined ? (
    <PageFrame title={t('seniors.title')}>
      <QueryStatus of={result} />
    </PageFrame>
  ) : (
    <Form key={id} senior={result.data} initial={valuesOf(result.data)} />
  );
}

function Form({ senior, initial }: { readonly senior: Senior | null; readonly initial: Values }) {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const done = ({ id }: { readonly id: string }): void => {
    for (const route of ['homes', 'home', 'seniors', 'senior'] as const)
      void queries.invalidateQueries({ queryKey: routeKey(route) });
    void go(`/seniors/${encodeURIComponent(id)}`);
  };
  const cancel = (): void => void go(senior === null ? '/seniors' : `/seniors/${encodeURIComponent(senior.id)}`);
  const shared = { sections: useSections(senior === null), initial, onDone: done, onCancel: cancel } as const;
  const title = senior === null ? t('seniors.new') : t('seniors.edit', { name: senior.name });
  return (
    <PageFrame title={title}>
      {senior === null ? (
        <RecordForm
          {...shared}
          title={title}
          draft={`senior:new:${initial.homeId}`}
          route="createSenior"
          inputOf={(values) => {
            const body: BodyOf<'createSenior'> = { ...bodyOf(values), ...(values.id === '' ? {} : { id: values.id }) };
            return { body };
          }}
        />
      ) : (
        <RecordForm
          {...shared}
          title={title}
          draft={`senior:${senior.id}`}
          route="changeSenior"
          inputOf={(values) => ({ params: { id: senior.id }, body: bodyOf(values) })}
          version={senior.version}
          currentOf={(current) => ({ values: valuesOf(current as Senior), version: (current as Senior).version })}
        />
      )}
    </PageFrame>
  );
}

function useSections(isNew: boolean): readonly Section<Values>[] {
  const { t } = useTranslation('office');
  return [
    {
      title: t('seniors.identity'),
      fields: [
        { key: 'name', label: t('seniors.name'), kind: 'text', required: true },
        { key: 'idNumber', label: t('seniors.idNumber'), kind: 'text', secret: true, hint: t('seniors.idNumberHint') },
        { key: 'birthDate', label: t('seniors.birth'), kind: 'date' },
        { key: 'gender', label: t('seniors.gender'), kind: 'choice', choices: choicesOf(GENDER_LABELS) },
        { key: 'phone', label: t('seniors.phone'), kind: 'phone' },
        { key: 'homeId', label: t('seniors.home'), kind: 'home', required: true },
        { key: 'regionId', label: t('seniors.region'), kind: 'region', required: true },
        { key: 'registrationRegionId', label: t('seniors.registration'), kind: 'region' },
        { key: 'registeredAt', label: t('seniors.registeredAt'), kind: 'text' },
        {
          key: 'economicClass',
          label: t('seniors.economic'),
          kind: 'choice',
          choices: choicesOf(ECONOMIC_CLASS_LABELS),
        },
        ...(isNew ? [{ key: 'id', label: t('seniors.code'), kind: 'text', hint: t('seniors.codeHint') } as const] : []),
        {
          ...{ key: 'careCategories', label: t('seniors.categories'), kind: 'choices', wide: true },
          choices: choicesOf(CARE_CATEGORY_LABELS),
        },
      ],
    },
    {
      title: t('seniors.voice'),
      fields: [
        {
          ...{ key: 'verifyBy', label: t('seniors.verifyBy'), kind: 'choice', required: true },
          choices: choicesOf(VERIFY_BY_LABELS),
        },
        { key: 'dispatchFirst', label: t('seniors.dispatchFirst'), kind: 'tick' },
        { key: 'dispatchFirstReason', label: t('seniors.dispatchFirstReason'), kind: 'text' },
        { key: 'languages', label: t('seniors.languages'), kind: 'text', hint: t('seniors.languagesHint') },
        { key: 'hearing', label: t('seniors.hearing'), kind: 'choice', choices: choicesOf(HEARING_LABELS) },
        { key: 'dementia', label: t('seniors.dementia'), kind: 'tick' },
        { key: 'usuallyAtHome', label: t('seniors.usually'), kind: 'text' },
      ],
    },
    {
      title: t('seniors.health'),
      fields: [
        { key: 'electricMedicalDevice', label: t('seniors.electric'), kind: 'text' },
        { key: 'preferredHospital', label: t('seniors.hospital'), kind: 'text' },
        { key: 'familyDoctor', label: t('seniors.doctor'), kind: 'text' },
        { key: 'healthNotes', label: t('seniors.healthNotes'), kind: 'words', wide: true },
        { key: 'medication', label: t('seniors.medication'), kind: 'words' },
        { key: 'allergies', label: t('seniors.allergies'), kind: 'words' },
        { key: 'treatmentWishes', label: t('seniors.wishes'), kind: 'words' },
      ],
    },
  ];
}
