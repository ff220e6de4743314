import { CONDITION_LABELS, WORRY_FLAG_LABELS, type Condition, type WorryFlag } from '@silverbell/vocabulary';
import { useDraft } from '@silverbell/web-session';
import { choicesOf, labelOf, timeOfDay } from '@silverbell/web-ui';
import { ChoiceList, isTooLong, NoteField, TickList } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { drafts, outbox } from '../../shared/app-client.js';
import { fixNow } from '../../shared/fix.js';
import { FormFrame } from '../../shared/form-frame.js';
import styles from './care.module.css';
import type { VisitFormProps } from './visit.js';

interface ReportDraft {
  readonly items: readonly string[];
  readonly seen: 'yes' | 'no' | '';
  readonly condition: Condition | '';
  readonly flags: readonly WorryFlag[];
  readonly note: string;
}
const EMPTY: ReportDraft = { items: [], seen: '', condition: '', flags: [], note: '' };

/** Check-out with the report (CR-35). The time is the one at which she ended, not the one at which the report is written. */
export function ReportForm({ order, at, timeZone, onDone }: VisitFormProps) {
  const { t } = useTranslation('helper');
  const [draft, write, forget] = useDraft(drafts, `visit:${order.id}`, EMPTY);
  const { items, seen, condition, flags, note } = draft;
  const [missing, setMissing] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const send = async (): Promise<void> => {
    const left = seen === '' ? t('care.report.seen') : condition === '' ? t('care.report.condition') : null;
    setMissing(left);
    if (seen === '' || condition === '' || isTooLong(note) || sending) return;
    setSending(true);
    const position = await fixNow();
    void outbox.add('finishOrder', order.id, {
      ...{ at, items: [...items], seen: seen === 'yes', condition, flags: [...flags] },
      ...(position === null ? {} : { position }),
      ...(note.trim() === '' ? {} : { note: note.trim() }),
    });
    forget();
    onDone();
  };
  return (
    <FormFrame
      title={t('care.report.title')}
      icon="note"
      who={`${order.senior.name} · ${t('care.report.at', { at: timeOfDay(at, timeZone, false) })}`}
      send={sending ? t('task.locating') : t('care.report.send')}
      onSend={() => void send()}
      onBack={onDone}
    >
      <TickList
        name={t('care.report.items')}
        choices={order.items.map((value, n) => ({ value, label: order.itemNames[n] ?? value }))}
        ticked={items}
        onTick={(ticked) => write({ items: ticked })}
      />
      <ChoiceList
        name={t('care.report.seen')}
        choices={[
          { value: 'yes', label: t('care.report.seenYes') },
          { value: 'no', label: t('care.report.seenNo') },
        ]}
        value={seen}
        onChoose={(chosen) => write({ seen: chosen })}
      />
      <ChoiceList
        name={t('care.report.condition')}
        choices={choicesOf(CONDITION_LABELS)}
        value={condition}
        onChoose={(chosen) => write({ condition: chosen })}
      />
      {condition === 'serious' ? (
        <p role="status" className={styles['warn']}>
          {t('care.report.serious', { what: labelOf(CONDITION_LABELS, condition) })}
        </p>
      ) : null}
      <TickList
        name={t('care.report.flags')}
        choices={choicesOf(WORRY_FLAG_LABELS)}
        ticked={flags}
        onTick={(ticked) => write({ flags: ticked })}
      />
      <NoteField label={t('care.report.note')} value={note} onValueChange={(value) => write({ note: value })} />
      {missing === null ? null : (
        <p role="alert" className="sb-problem">
          {t('care.report.missing', { what: missing })}
        </p>
      )}
    </FormFrame>
  );
}
