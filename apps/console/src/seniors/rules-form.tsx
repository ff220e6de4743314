import type { SilenceRuleWire, SilenceView } from '@silverbell/wire';
import { RULE_REASON_LABELS } from '@silverbell/vocabulary';
import { useCommand } from '@silverbell/web-live';
import { Button, CheckField, dayAndTime, Form, ProblemLine, SelectField, TextField, useSay } from '@silverbell/web-ui';
import { useState } from 'react';
import { choicesOf } from '../actions/choices.js';
import { api } from '../house.js';
import { draftOf, rulesFrom, type RuleDraft } from './rule-draft.js';

interface RulesFormProps {
  readonly id: string;
  readonly view: SilenceView;
  readonly may: boolean;
  readonly onKept: (view: SilenceView) => void;
}

export function RulesForm({ id, view, may, onKept }: RulesFormProps) {
  const say = useSay();
  const [draft, setDraft] = useState<RuleDraft>(() => draftOf(view.rules));
  const [reason, setReason] = useState('');
  const [note, setNote] = useState('');
  const [complained, setComplained] = useState(false);
  const { busy, problem, run } = useCommand(() => api.newKey());
  const set = (part: Partial<RuleDraft>): void => setDraft({ ...draft, ...part });
  const rules: SilenceRuleWire[] = rulesFrom(draft);
  const send = (): void => {
    setComplained(reason === '');
    if (reason === '') return;
    const body = { rules, reason, ...(note.trim() === '' ? {} : { note: note.trim() }) };
    void run(JSON.stringify(body), async (key) =>
      onKept(
        await api.command<SilenceView>(`/seniors/${encodeURIComponent(id)}/silence-rules`, body, {
          method: 'PUT',
          key,
        }),
      ),
    );
  };
  const number = (label: string, value: string, change: (next: string) => void) => (
    <TextField label={say(label)} type="number" inputMode="numeric" value={value} onValue={change} />
  );
  const time = (label: string, value: string, change: (next: string) => void) => (
    <TextField label={say(label)} type="time" value={value} onValue={change} />
  );
  return (
    <section className="block" aria-label={say('seniors.rules')}>
      <h3>{say('seniors.rules')}</h3>
      <p className="quiet">
        {say('seniors.rulesWhy')}{' '}
        {view.rulesSince === null
          ? null
          : say('seniors.rulesSince', { at: dayAndTime(view.rulesSince, view.timeZone) })}
      </p>
      {view.rules.length === 0 ? <p className="empty">{say('seniors.rulesNone')}</p> : null}
      <Form name={say('seniors.rules')} onSend={send}>
        <fieldset className="rules" disabled={!may}>
          <legend className="sb-visually-hidden">{say('seniors.rules')}</legend>
          <CheckField label={say('seniors.useNoSign')} checked={draft.noSign} onTick={(noSign) => set({ noSign })} />
          {draft.noSign ? number('seniors.noSign', draft.withinHours, (withinHours) => set({ withinHours })) : null}
          <CheckField
            label={say('seniors.useMorning')}
            checked={draft.morning}
            onTick={(morning) => set({ morning })}
          />
          {draft.morning ? (
            <div className="filter-line">
              {time('seniors.morningFrom', draft.from, (from) => set({ from }))}
              {time('seniors.morningBy', draft.by, (by) => set({ by }))}
            </div>
          ) : null}
          <CheckField label={say('seniors.useWater')} checked={draft.water} onTick={(water) => set({ water })} />
          {draft.water ? (
            <div className="filter-line">
              {number('seniors.waterBelow', draft.belowL, (belowL) => set({ belowL }))}
              {number('seniors.waterAbove', draft.aboveL, (aboveL) => set({ aboveL }))}
            </div>
          ) : null}
          <p className="quiet">{say('seniors.defaultsFrom', { source: view.defaults.source })}</p>
        </fieldset>
        {may ? (
          <>
            <div className="button-line">
              <Button onClick={() => setDraft(draftOf(view.defaults.rules))}>{say('seniors.useDefaults')}</Button>
            </div>
            <SelectField
              label={say('seniors.why')}
              value={reason}
              placeholder={say('common.choose')}
              choices={choicesOf(RULE_REASON_LABELS)}
              onValue={setReason}
            />
            <TextField label={say('seniors.note')} value={note} onValue={setNote} />
            {complained && reason === '' ? (
              <p role="alert" className="sb-problem">
                {say('seniors.missing', { field: say('seniors.why') })}
              </p>
            ) : null}
            <ProblemLine problem={problem} />
            <div className="button-line">
              <Button type="submit" tone="primary" busy={busy}>
                {say('seniors.save')}
              </Button>
            </div>
          </>
        ) : null}
      </Form>
    </section>
  );
}
