import { TASK_KIND_LABELS } from '@silverbell/vocabulary';
import { useRouteMutation } from '@silverbell/web-api-client';
import { useDraft } from '@silverbell/web-session';
import {
  Button,
  CheckField,
  Dialog,
  Form,
  labelOf,
  ProblemMessage,
  TextArea,
  TextField,
  NOTE_LENGTH,
} from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { api, drafts, queries } from '../../shared/app-client.js';
import { PersonStrip } from '../../shared/person-strip.js';
import type { FormProps } from '../../shared/action-asked.js';
import { tasksKey } from '../../shared/use-tasks.js';
import pieces from '../../shared/pieces.module.css';

const EMPTY = { note: '', dueAt: '', anonymous: false };

/** From the incident on the screen by one key: a call that was promised, or something that nearly went wrong. */
export function TaskDialog({ kind, incident, onClose }: FormProps & { readonly kind: 'call-back' | 'near-miss' }) {
  const { t } = useTranslation('console');
  const [{ note, dueAt, anonymous }, write, forget] = useDraft(drafts, `${kind}:${incident.id}`, EMPTY);
  const over = (): void => {
    forget();
    onClose();
  };
  const open = useRouteMutation(api, 'openTask', {
    onSuccess: over,
    onSettled: () => queries.invalidateQueries({ queryKey: tasksKey }),
  });
  const title = labelOf(TASK_KIND_LABELS, kind);
  const isNearMiss = kind === 'near-miss';
  const send = (): void => {
    if (note.trim() === '') return;
    const due = isNearMiss || dueAt === '' ? {} : { dueAt: new Date(dueAt).toISOString() };
    open.mutate({
      body: { kind, incidentId: incident.id, note: note.trim(), ...due, ...(isNearMiss ? { anonymous } : {}) },
    });
  };
  return (
    <Dialog title={title} open onClose={over}>
      <PersonStrip incident={incident} />
      <Form name={title} onSend={send}>
        <TextArea
          data-first
          label={t('tasks.note')}
          hint={isNearMiss ? t('tasks.nearMissHint') : undefined}
          value={note}
          rows={3}
          longest={NOTE_LENGTH}
          onValueChange={(value) => write({ note: value })}
        />
        {isNearMiss ? (
          <CheckField
            label={t('tasks.anonymousBox')}
            checked={anonymous}
            onCheckedChange={(on) => write({ anonymous: on })}
          />
        ) : (
          <TextField
            label={t('tasks.dueAt')}
            type="datetime-local"
            value={dueAt}
            onValueChange={(value) => write({ dueAt: value })}
          />
        )}
        <ProblemMessage problem={open.error} />
        <div className={pieces.dialogButtons}>
          <Button onClick={over}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary" busy={open.isPending} disabled={note.trim() === ''}>
            {t('common.send')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
