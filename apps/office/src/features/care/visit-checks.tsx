import { RECOGNISED_BY_LABELS, VISIT_WAY_LABELS, type Label } from '@silverbell/vocabulary';
import { choicesOf, TextField } from '@silverbell/web-ui';
import { ChoiceList, NoteField } from '@silverbell/web-ui/phone';
import { useTranslation } from 'react-i18next';
import { CHECK_LABELS, CHECKS, isCall, type VisitDraft } from './visit-day.js';

interface VisitChecksProps {
  readonly draft: VisitDraft;
  readonly onChange: (part: Partial<VisitDraft>) => void;
}

/** The check list of CR-56 with how she was met, the door tag and a note: all of it may stay empty. */
export function VisitChecks({ draft, onChange }: VisitChecksProps) {
  const { t } = useTranslation('office');
  const { checked, result, way, recognisedBy, doorTag, note } = draft;
  const met = result !== 'nobody';
  const filled = met ? CHECKS.filter((one) => (checked[one] ?? '') !== '').length : 0;
  return (
    <details className="office-card visit-checks">
      <summary>{t('visitDay.checks', { n: filled })}</summary>
      <div className="pad office-column">
        {met
          ? CHECKS.map((check) => (
              <ChoiceList
                key={check}
                name={t(`visits.${check}`)}
                choices={[{ value: '', label: t('visitDay.notLooked') }, ...choicesOf(tableOf(check))]}
                value={checked[check] ?? ''}
                onChoose={(value) => onChange({ checked: { ...checked, [check]: value } })}
              />
            ))
          : null}
        {met ? (
          <ChoiceList
            name={t('visits.way')}
            choices={choicesOf(VISIT_WAY_LABELS)}
            value={way}
            onChoose={(chosen) => onChange({ way: chosen })}
          />
        ) : null}
        {isCall(draft) ? (
          <ChoiceList
            name={t('visits.recognisedBy')}
            choices={choicesOf(RECOGNISED_BY_LABELS)}
            value={recognisedBy}
            onChoose={(chosen) => onChange({ recognisedBy: chosen })}
          />
        ) : null}
        <TextField
          label={t('visits.tag')}
          value={doorTag}
          autoCapitalize="none"
          onValueChange={(text) => onChange({ doorTag: text })}
        />
        <NoteField label={t('care.note')} value={note} onValueChange={(text) => onChange({ note: text })} />
      </div>
    </details>
  );
}

const tableOf = (check: keyof typeof CHECK_LABELS): Readonly<Record<string, Label>> => CHECK_LABELS[check];
