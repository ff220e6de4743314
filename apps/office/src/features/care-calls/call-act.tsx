import type { CareCallOnWire } from '@silverbell/wire';
import {
  CARE_CALL_ANSWER_LABELS,
  CARE_CALL_RESULT_LABELS,
  type CareCallAnswer,
  type CareCallResult,
} from '@silverbell/vocabulary';
import { choicesOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { orNone, type Field, type FieldValue } from '../../shared/form/field.js';

const ACTS = ['record', 'ask-contact', 'ask-help'] as const;
export type CallActName = (typeof ACTS)[number];
export const isCallAct = (action: string): action is CallActName => (ACTS as readonly string[]).includes(action);

interface CallActProps {
  readonly act: CallActName;
  readonly call: CareCallOnWire;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** One command on a care call: what the call found out, what her contact says, or that the emergency side shall knock. */
export function CallAct({ act, call, ...ends }: CallActProps) {
  const { t } = useTranslation('office');
  const params = { id: call.id };
  const shared = {
    ...{ title: `${t(`careCalls.act.${act}`)} · ${call.senior.name}`, note: t(`careCalls.why.${act}`) },
    ...{ version: call.version, ...ends },
  };
  const note: Field<Record<string, FieldValue>> = { key: 'note', label: t('careCalls.noteField'), kind: 'words' };
  const noteOf = (values: Readonly<Record<string, FieldValue>>) =>
    orNone(values['note'] ?? '') === undefined ? {} : { note: String(values['note']) };
  switch (act) {
    case 'record':
      return (
        <ActDialog
          {...shared}
          fields={[
            {
              ...{ key: 'result', label: t('careCalls.result'), kind: 'choice', required: true },
              choices: choicesOf(CARE_CALL_RESULT_LABELS),
            },
            note,
          ]}
          initial={{ result: '', note: '' }}
          route="recordCareCall"
          inputOf={(v) => ({ params, body: { result: v['result'] as CareCallResult, ...noteOf(v) } })}
        />
      );
    case 'ask-contact':
      return (
        <ActDialog
          {...shared}
          fields={[
            {
              ...{ key: 'answer', label: t('careCalls.answer'), kind: 'choice', required: true },
              choices: choicesOf(CARE_CALL_ANSWER_LABELS),
            },
            note,
          ]}
          initial={{ answer: '', note: '' }}
          route="askCareContact"
          inputOf={(v) => ({ params, body: { answer: v['answer'] as CareCallAnswer, ...noteOf(v) } })}
        />
      );
    case 'ask-help':
      return (
        <ActDialog
          {...shared}
          fields={[note]}
          initial={{ note: '' }}
          route="askCareCallHelp"
          inputOf={(v) => ({ params, body: noteOf(v) })}
        />
      );
  }
}
