import type { WelfareVisitOnWire } from '@silverbell/wire';
import {
  CARE_CALL_ANSWER_LABELS,
  CHECK_IN_REASON_LABELS,
  CONDITION_LABELS,
  RECOGNISED_BY_LABELS,
  VISIT_DEVICE_TEST_LABELS,
  VISIT_EXCUSE_LABELS,
  VISIT_FOOD_LABELS,
  VISIT_MOOD_LABELS,
  VISIT_PROVIDER_QUALITY_LABELS,
  VISIT_SAFETY_LABELS,
  VISIT_WARMTH_LABELS,
  VISIT_WAY_LABELS,
  type CareCallAnswer,
  type VisitExcuse,
  type VisitWay,
} from '@silverbell/vocabulary';
import type { CallInput } from '@silverbell/web-api-client';
import { choicesOf, type Choice } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { orNone, type Field, type FieldValue } from '../../shared/form/field.js';
import { momentOf } from './care-day.js';

const ACTS = ['done', 'ask-contact', 'excuse', 'miss'] as const;
export type VisitActName = (typeof ACTS)[number];
export const isVisitAct = (action: string): action is VisitActName => (ACTS as readonly string[]).includes(action);

type Values = Readonly<Record<string, FieldValue>>;
type ActField = Field<Record<string, FieldValue>>;
type DoneBody = NonNullable<CallInput<'visitDone'>['body']>;

interface VisitActProps {
  readonly act: VisitActName;
  readonly visit: WelfareVisitOnWire;
  readonly timeZone: string | undefined;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** One command on a visit: done or empty, what her contact said of an empty one, excused, or missed and why. */
export function VisitAct({ act, visit, timeZone, onDone, onClose }: VisitActProps) {
  const { t } = useTranslation('office');
  const params = { id: visit.id };
  const shared = { title: t(`visits.act.${act}`), version: visit.version, onDone, onClose };
  const fields = useDoneFields();
  switch (act) {
    case 'done':
      return (
        <ActDialog
          {...shared}
          fields={fields}
          initial={{ ...Object.fromEntries(fields.map(({ key }) => [key, ''])), way: 'home', seen: true }}
          route="visitDone"
          inputOf={(v) => ({ params, body: doneOf(v, timeZone) })}
        />
      );
    case 'ask-contact':
      return (
        <ActDialog
          {...shared}
          fields={[
            {
              ...{ key: 'answer', label: t('visits.contact'), kind: 'choice', required: true },
              choices: choicesOf(CARE_CALL_ANSWER_LABELS),
            },
            { key: 'note', label: t('care.note'), kind: 'words' },
          ]}
          initial={{ answer: '', note: '' }}
          route="askVisitContact"
          inputOf={(v) => ({ params, body: { answer: v['answer'] as CareCallAnswer, ...written(v, ['note']) } })}
        />
      );
    case 'excuse':
      return (
        <ActDialog
          {...shared}
          fields={[
            {
              ...{ key: 'reason', label: t('care.reason'), kind: 'choice', required: true },
              choices: choicesOf(VISIT_EXCUSE_LABELS),
            },
            { key: 'from', label: t('visits.absentFrom'), kind: 'date', hint: t('visits.wholePeriod') },
            { key: 'to', label: t('visits.absentTo'), kind: 'date', hint: t('visits.wholePeriod') },
            { key: 'note', label: t('care.note'), kind: 'words' },
          ]}
          initial={{ reason: '', from: '', to: '', note: '' }}
          route="excuseVisit"
          inputOf={(v) => ({
            params,
            body: { reason: v['reason'] as VisitExcuse, ...written(v, ['from', 'to', 'note']) },
          })}
        />
      );
    case 'miss':
      return (
        <ActDialog
          {...shared}
          fields={[{ key: 'reason', label: t('care.reason'), kind: 'words', required: true }]}
          initial={{ reason: '' }}
          route="missVisit"
          inputOf={(v) => ({ params, body: { reason: String(v['reason']) } })}
        />
      );
  }
}

/** The check list of CR-56, in the order in which a visitor goes through it. */
function useDoneFields(): readonly ActField[] {
  const { t } = useTranslation('office');
  const choice = (key: string, label: string, choices: readonly Choice[]): ActField => ({
    ...{ key, label, kind: 'choice', choices },
  });
  return [
    { ...choice('way', t('visits.way'), choicesOf(VISIT_WAY_LABELS)), required: true },
    { key: 'seen', label: t('visits.met'), kind: 'tick' },
    choice('health', t('visits.health'), choicesOf(CONDITION_LABELS)),
    choice('mood', t('visits.mood'), choicesOf(VISIT_MOOD_LABELS)),
    choice('food', t('visits.food'), choicesOf(VISIT_FOOD_LABELS)),
    choice('safety', t('visits.safety'), choicesOf(VISIT_SAFETY_LABELS)),
    choice('warmth', t('visits.warmth'), choicesOf(VISIT_WARMTH_LABELS)),
    choice('deviceTest', t('visits.deviceTest'), choicesOf(VISIT_DEVICE_TEST_LABELS)),
    choice('providerQuality', t('visits.providerQuality'), choicesOf(VISIT_PROVIDER_QUALITY_LABELS)),
    choice('recognisedBy', t('visits.recognisedBy'), choicesOf(RECOGNISED_BY_LABELS)),
    { key: 'doorTag', label: t('visits.tag'), kind: 'text' },
    choice('reason', t('visits.reason'), choicesOf(CHECK_IN_REASON_LABELS)),
    { key: 'at', label: t('visits.at'), kind: 'text', hint: t('visits.atHint') },
    { key: 'note', label: t('care.note'), kind: 'words' },
  ];
}

const LEFT_OUT = [
  ...(['health', 'mood', 'food', 'safety', 'warmth', 'deviceTest', 'providerQuality'] as const),
  ...(['recognisedBy', 'doorTag', 'reason', 'note'] as const),
];

const doneOf = (values: Values, timeZone: string | undefined): DoneBody => ({
  ...{ way: values['way'] as VisitWay, seen: values['seen'] === true },
  // What is no time is sent as it was written, and the server refuses it by name.
  ...(orNone(values['at'] ?? '') === undefined ? {} : { at: momentOf(String(values['at']), timeZone) }),
  ...(written(values, LEFT_OUT) as Partial<DoneBody>),
});

/** Of these fields what was written; the rest is left out. */
const written = (values: Values, keys: readonly string[]): Readonly<Record<string, string>> =>
  Object.fromEntries(keys.flatMap((key) => (orNone(values[key] ?? '') ? [[key, String(values[key])]] : [])));
