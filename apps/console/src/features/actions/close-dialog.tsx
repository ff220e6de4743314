import type { Incident, Proof } from '@silverbell/wire';
import type { OutcomeCode } from '@silverbell/vocabulary';
import * as labels from '@silverbell/vocabulary';
import { useDraft } from '@silverbell/web-session';
import { CheckField, SelectField, TextArea, TextField, choicesOf, NOTE_LENGTH, SHORT_LENGTH } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { closeProofs, type ProofField } from './close-proofs.js';
import { drafts } from '../../shared/app-client.js';
import type { FormProps } from '../../shared/action-asked.js';
import { ActionForm } from './action-form.js';
import { ProofsPanel } from './proofs-panel.js';

type Filled = Partial<Record<ProofField, string | boolean>>;
const EMPTY: { readonly outcome: OutcomeCode | ''; readonly note: string; readonly filled: Filled } = {
  ...{ outcome: '', note: '', filled: {} },
};

/** Proofs in words; the others are a name or a number. */
const LONG_PROOFS: readonly ProofField[] = ['ownWords', 'reason'];

function proofFrom(fields: readonly ProofField[], filled: Filled): Proof | undefined {
  const entries = fields.flatMap((field): [string, string | boolean][] => {
    const value = filled[field];
    if (typeof value === 'boolean') return value ? [[field, true]] : [];
    const text = value?.trim() ?? '';
    if (text === '') return [];
    return [[field, field === 'endTime' ? new Date(text).toISOString() : text]];
  });
  return entries.length === 0 ? undefined : (Object.fromEntries(entries) as Proof);
}

const filledIn = (proof: Proof | undefined): readonly ProofField[] => Object.keys(proof ?? {}) as ProofField[];

/** Word for word what is said and sent once it is closed. Merged: nothing, the other case tells its own ending. */
function ClosingWords({ incident, outcome }: { incident: Incident; outcome: OutcomeCode | '' }) {
  const { t } = useTranslation('console');
  const words = outcome === 'merged' ? null : incident.closingWords;
  return (
    <ul className="sb-hint" aria-label={t('closing.then')}>
      {incident.silent || outcome === 'merged' ? null : (
        <li>{t('closing.device', { words: labels.RECEIPT_STAGE_LABELS.closed['zh-CN'] })}</li>
      )}
      <li>{words === null ? t('closing.contactsNone') : t('closing.contacts', { words })}</li>
    </ul>
  );
}

export function CloseDialog(props: FormProps) {
  const { t } = useTranslation('console');
  const [{ outcome, note, filled }, write, forget] = useDraft(drafts, `close:${props.incident.id}`, EMPTY);
  const fields = outcome === '' ? [] : closeProofs[outcome].fields;
  const proof = proofFrom(fields, filled);
  return (
    <ActionForm
      {...props}
      title={t('act.close')}
      route="close"
      body={
        outcome === ''
          ? null
          : {
              outcome,
              ...(note.trim() === '' ? {} : { note: note.trim() }),
              ...(proof === undefined ? {} : { proof }),
            }
      }
      submit={t('form.submitClose')}
      missing={outcome === '' ? t('form.outcome') : undefined}
      onOver={forget}
    >
      <p>{t('form.irreversible')}</p>
      <SelectField
        data-first
        label={t('form.outcome')}
        value={outcome}
        placeholder={t('common.choose')}
        choices={choicesOf(labels.OUTCOME_LABELS)}
        onValueChange={(chosen) => write({ outcome: chosen })}
      />
      {outcome === '' ? null : (
        <ProofsPanel
          outcome={outcome}
          incident={props.incident}
          filled={
            new Set<ProofField | 'note'>([...filledIn(proof), ...(note.trim() === '' ? [] : (['note'] as const))])
          }
          onAsk={props.onAsk}
        />
      )}
      {fields.map((field) =>
        field === 'riskExplained' ? (
          <CheckField
            key={field}
            label={t(`proof.${field}`)}
            checked={filled[field] === true}
            onCheckedChange={(ticked) => write({ filled: { ...filled, [field]: ticked } })}
          />
        ) : (
          <TextField
            key={field}
            label={t(`proof.${field}`)}
            type={field === 'endTime' ? 'datetime-local' : 'text'}
            longest={field === 'endTime' ? undefined : LONG_PROOFS.includes(field) ? NOTE_LENGTH : SHORT_LENGTH}
            value={typeof filled[field] === 'string' ? filled[field] : ''}
            onValueChange={(value) => write({ filled: { ...filled, [field]: value } })}
          />
        ),
      )}
      <ClosingWords incident={props.incident} outcome={outcome} />
      <TextArea
        label={t('form.note')}
        value={note}
        longest={NOTE_LENGTH}
        onValueChange={(value) => write({ note: value })}
      />
    </ActionForm>
  );
}
