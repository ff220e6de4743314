import type { AnswerOf, WelfareVisitOnWire } from '@silverbell/wire';
import { CHECK_IN_REASON_LABELS, CONDITION_LABELS } from '@silverbell/vocabulary';
import { asProblem, routeKey, type ApiProblem } from '@silverbell/web-api-client';
import { useDraft } from '@silverbell/web-session';
import { choicesOf, Form, ProblemMessage } from '@silverbell/web-ui';
import { ChoiceList, PhoneButton } from '@silverbell/web-ui/phone';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, clock, drafts } from '../../shared/app-client.js';
import { VisitChecks } from './visit-checks.js';
import {
  bodyOf,
  draftOf,
  isCall,
  needsPosition,
  NO_DRAFT,
  type Unanswered,
  type VisitDraft,
  type VisitResult,
} from './visit-day.js';
import { fixNow, type Fix } from './visit-fix.js';

interface VisitFormProps {
  readonly visit: WelfareVisitOnWire;
  readonly onSaved: () => void;
  /** Refused because the visit is no longer as it was read. */
  readonly onStale: () => void;
}
type Missing = 'chooseResult' | 'chooseRecognised' | 'chooseReason';

/**
 * The result of a visit: choose it, save. What is filled in is a draft of this tab. A save whose answer was lost is kept with its key and
 * sent again as it was: the server records it once.
 */
export function VisitForm({ visit, onSaved, onStale }: VisitFormProps) {
  const { t } = useTranslation('office');
  const meta = useQuery({ queryKey: routeKey('meta', {}), queryFn: () => api.call('meta', {}) }).data;
  const [draft, change, forget] = useDraft<VisitDraft>(drafts, draftOf(visit.id), NO_DRAFT);
  const [missing, setMissing] = useState<Missing | null>(null);
  const [asksReason, setAsksReason] = useState(false);
  const [locating, setLocating] = useState(false);
  const [repeats, setRepeats] = useState(false);
  const sending = useMutation<AnswerOf<'visitDone'>, ApiProblem, Unanswered>({
    mutationFn: ({ key, version, body }) =>
      api.call('visitDone', { params: { id: visit.id }, body }, { key, ifVersion: version }),
    onSuccess: () => {
      forget();
      onSaved();
    },
    onError: (error) => {
      const { slug, status, outcomeUnknown } = asProblem(error);
      if (outcomeUnknown) return;
      change({ unanswered: null });
      setAsksReason(slug === 'reason-missing');
      if (status === 409 || status === 412) onStale();
    },
  });
  const deliver = (one: Unanswered, again: boolean): void => {
    setRepeats(again);
    change({ unanswered: one });
    sending.mutate(one);
  };
  const save = async (): Promise<void> => {
    if (locating || sending.isPending) return;
    const wrong = missingIn(draft);
    setMissing(wrong);
    if (wrong !== null) return;
    // The moment of the press counts, however late it arrives. In the demo the clock of care stands still, and only the server reads it.
    const at = meta?.demo === false ? new Date(clock.now()).toISOString() : null;
    let position: Fix | null = null;
    if (needsPosition(draft)) {
      setLocating(true);
      position = await fixNow();
      setLocating(false);
      setAsksReason(position === null);
      if (position === null) {
        setMissing('chooseReason');
        return;
      }
    }
    deliver({ key: api.newKey(), version: visit.version, body: bodyOf(draft, { at, position }) }, false);
  };
  const problem = sending.error === null ? null : asProblem(sending.error);
  const { unanswered, result } = draft;
  if (unanswered !== null && (repeats || !sending.isPending))
    return (
      <section className="office-column" aria-label={t('visitDay.result')}>
        <ProblemMessage problem={problem} />
        <p className="office-warn" role="status">
          {t('visitDay.cut')}
        </p>
        <PhoneButton variant="main" busy={sending.isPending} onClick={() => deliver(unanswered, true)}>
          {t('visitDay.again')}
        </PhoneButton>
        <PhoneButton variant="text" onClick={() => change({ unanswered: null })}>
          {t('visitDay.change')}
        </PhoneButton>
      </section>
    );
  return (
    <Form name={t('visitDay.result')} onSend={() => void save()}>
      <ChoiceList
        name={t('visitDay.result')}
        choices={resultChoices(t('visitDay.nobody'))}
        value={result}
        onChoose={(chosen) => change({ result: chosen })}
      />
      {result === 'nobody' || result === 'serious' ? (
        <p className="office-warn" role="status">
          {t(result === 'nobody' ? 'visitDay.nobodyDoes' : 'visitDay.seriousDoes')}
        </p>
      ) : null}
      {asksReason || draft.reason !== '' ? (
        <ChoiceList
          name={t('visits.reason')}
          choices={choicesOf(CHECK_IN_REASON_LABELS)}
          value={draft.reason}
          onChoose={(reason) => change({ reason })}
        />
      ) : null}
      {missing === null ? null : (
        <p className="office-warn" role="alert">
          {t(`visitDay.${missing}`)}
        </p>
      )}
      <ProblemMessage problem={problem} />
      <PhoneButton variant="main" icon="check" type="submit" busy={sending.isPending || locating}>
        {t('visitDay.save')}
      </PhoneButton>
      {locating ? <p role="status">{t('visitDay.locating')}</p> : null}
      <p className="quiet">{t('visitDay.kept')}</p>
      <VisitChecks draft={draft} onChange={change} />
    </Form>
  );
}

/** The two results of most visits stand first. */
function resultChoices(nobody: string): readonly { readonly value: VisitResult; readonly label: string }[] {
  const [fine, ...others] = choicesOf(CONDITION_LABELS);
  return [...(fine === undefined ? [] : [fine]), { value: 'nobody', label: nobody }, ...others];
}

function missingIn(draft: VisitDraft): Missing | null {
  if (draft.result === '') return 'chooseResult';
  return isCall(draft) && draft.recognisedBy === '' ? 'chooseRecognised' : null;
}
