import type { BodyOf } from '@silverbell/wire';
import { TASK_KIND_LABELS } from '@silverbell/vocabulary';
import { Button, CheckField, Form, language, SelectField, TextArea, TextField, NOTE_LENGTH } from '@silverbell/web-ui';
import { useDraft } from '@silverbell/web-session';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { drafts } from '../../shared/app-client.js';

type Wanted = BodyOf<'openTask'>;
const EMPTY = { kind: 'call-back' as Wanted['kind'], dueAt: '', note: '', anonymous: false };

interface NewTaskFormProps {
  readonly busy: boolean;
  /** How many were taken by the server: what was written is needed until then. */
  readonly sent: number;
  readonly onSend: (task: Wanted) => void;
}

/** A call is promised for a time, or a near miss is reported; the latter without a name if the person wants that. */
export function NewTaskForm({ busy, sent, onSend }: NewTaskFormProps) {
  const { t } = useTranslation('console');
  const [{ kind, dueAt, note, anonymous }, write] = useDraft(drafts, 'new-task', EMPTY);
  const emptiedAt = useRef(sent);
  useEffect(() => {
    if (emptiedAt.current === sent) return;
    emptiedAt.current = sent;
    write({ dueAt: '', note: '', anonymous: false });
  }, [sent, write]);
  const choices = (['call-back', 'near-miss'] as const).map((value) => ({
    ...{ value, label: TASK_KIND_LABELS[value][language()] },
  }));
  const send = (): void => {
    if (note.trim() === '') return;
    onSend({
      ...{ kind, note: note.trim() },
      ...(kind === 'call-back' && dueAt !== '' ? { dueAt: new Date(dueAt).toISOString() } : {}),
      ...(kind === 'near-miss' ? { anonymous } : {}),
    });
  };
  return (
    <Form name={t('tasks.new')} onSend={send}>
      <SelectField
        label={t('tasks.kind')}
        value={kind}
        choices={choices}
        onValueChange={(value) => write({ kind: value })}
      />
      {kind === 'call-back' ? (
        <TextField
          label={t('tasks.dueAt')}
          type="datetime-local"
          value={dueAt}
          onValueChange={(value) => write({ dueAt: value })}
        />
      ) : (
        <CheckField
          label={t('tasks.anonymousBox')}
          checked={anonymous}
          onCheckedChange={(on) => write({ anonymous: on })}
        />
      )}
      <TextArea
        label={t('tasks.note')}
        hint={kind === 'near-miss' ? t('tasks.nearMissHint') : undefined}
        value={note}
        rows={3}
        longest={NOTE_LENGTH}
        onValueChange={(value) => write({ note: value })}
      />
      <Button type="submit" tone="primary" busy={busy} disabled={note.trim() === ''}>
        {t('tasks.new')}
      </Button>
    </Form>
  );
}
