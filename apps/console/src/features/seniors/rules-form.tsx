import type { SilenceRuleWire, SilenceView } from '@silverbell/wire';
import { RULE_REASON_LABELS, type RuleReason } from '@silverbell/vocabulary';
import { useRouteMutation } from '@silverbell/web-api-client';
import {
  Button,
  CheckField,
  dayAndTime,
  Form,
  ProblemMessage,
  SelectField,
  TextField,
  choicesOf,
  SHORT_LENGTH,
} from '@silverbell/web-ui';
import type { ParseKeys } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from '../../shared/app-client.js';
import { draftOf, rulesFrom, type RuleDraft } from './rule-draft.js';
import pieces from '../../shared/pieces.module.css';
import styles from './seniors.module.css';

interface RulesFormProps {
  readonly id: string;
  readonly view: SilenceView;
  readonly may: boolean;
  readonly onKept: (view: SilenceView) => void;
}

export function RulesForm({ id, view, may, onKept }: RulesFormProps) {
  const { t } = useTranslation('console');
  const [draft, setDraft] = useState<RuleDraft>(() => draftOf(view.rules));
  const [reason, setReason] = useState<RuleReason | ''>('');
  const [note, setNote] = useState('');
  const [complained, setComplained] = useState(false);
  const { isPending, error, mutate } = useRouteMutation(api, 'setSilenceRules', { onSuccess: onKept });
  const set = (part: Partial<RuleDraft>): void => setDraft({ ...draft, ...part });
  const rules: SilenceRuleWire[] = rulesFrom(draft);
  const send = (): void => {
    setComplained(reason === '');
    if (reason === '') return;
    mutate({ params: { id }, body: { rules, reason, ...(note.trim() === '' ? {} : { note: note.trim() }) } });
  };
  const number = (label: ParseKeys<'console'>, value: string, change: (next: string) => void) => (
    <TextField label={t(label)} type="number" inputMode="numeric" value={value} onValueChange={change} />
  );
  const time = (label: ParseKeys<'console'>, value: string, change: (next: string) => void) => (
    <TextField label={t(label)} type="time" value={value} onValueChange={change} />
  );
  return (
    <section className={pieces.block} aria-label={t('seniors.rules')}>
      <h3>{t('seniors.rules')}</h3>
      <p className={pieces.quiet}>
        {t('seniors.rulesWhy')}{' '}
        {view.rulesSince === null ? null : t('seniors.rulesSince', { at: dayAndTime(view.rulesSince, view.timeZone) })}
      </p>
      {view.rules.length === 0 ? <p className={pieces.empty}>{t('seniors.rulesNone')}</p> : null}
      <Form name={t('seniors.rules')} onSend={send}>
        <fieldset className={styles.rules} disabled={!may}>
          <legend className="sb-visually-hidden">{t('seniors.rules')}</legend>
          <CheckField
            label={t('seniors.useNoSign')}
            checked={draft.noSign}
            onCheckedChange={(noSign) => set({ noSign })}
          />
          {draft.noSign ? number('seniors.noSign', draft.withinHours, (withinHours) => set({ withinHours })) : null}
          <CheckField
            label={t('seniors.useMorning')}
            checked={draft.morning}
            onCheckedChange={(morning) => set({ morning })}
          />
          {draft.morning ? (
            <div className={pieces.filterLine}>
              {time('seniors.morningFrom', draft.from, (from) => set({ from }))}
              {time('seniors.morningBy', draft.by, (by) => set({ by }))}
            </div>
          ) : null}
          <CheckField label={t('seniors.useWater')} checked={draft.water} onCheckedChange={(water) => set({ water })} />
          {draft.water ? (
            <div className={pieces.filterLine}>
              {number('seniors.waterBelow', draft.belowL, (belowL) => set({ belowL }))}
              {number('seniors.waterAbove', draft.aboveL, (aboveL) => set({ aboveL }))}
            </div>
          ) : null}
          <p className={pieces.quiet}>{t('seniors.defaultsFrom', { source: view.defaults.source })}</p>
        </fieldset>
        {may ? (
          <>
            <div className={pieces.buttonLine}>
              <Button onClick={() => setDraft(draftOf(view.defaults.rules))}>{t('seniors.useDefaults')}</Button>
            </div>
            <SelectField
              label={t('seniors.why')}
              value={reason}
              placeholder={t('common.choose')}
              choices={choicesOf(RULE_REASON_LABELS)}
              onValueChange={setReason}
            />
            <TextField label={t('seniors.note')} value={note} longest={SHORT_LENGTH} onValueChange={setNote} />
            {complained && reason === '' ? (
              <p role="alert" className="sb-problem">
                {t('seniors.missing', { field: t('seniors.why') })}
              </p>
            ) : null}
            <ProblemMessage problem={error} />
            <div className={pieces.buttonLine}>
              <Button type="submit" tone="primary" busy={isPending}>
                {t('seniors.save')}
              </Button>
            </div>
          </>
        ) : null}
      </Form>
    </section>
  );
}
