import type { Incident } from '@silverbell/wire';
import { ALERT_KIND_LABELS } from '@silverbell/wire/labels';
import { useCommand } from '@silverbell/web-live';
import {
  Button,
  Dialog,
  Form,
  language,
  ProblemLine,
  SelectField,
  TextArea,
  TextField,
  useSay,
} from '@silverbell/web-ui';
import { useState } from 'react';
import { api, live } from './house.js';

/** A telephone call becomes a case; a caller may know nothing and still need help. */
export function NewIncidentDialog({
  open,
  onClose,
  onOpened,
}: {
  open: boolean;
  onClose: () => void;
  onOpened: (id: string) => void;
}) {
  return open ? <NewIncident onClose={onClose} onOpened={onOpened} /> : null;
}

function NewIncident({ onClose, onOpened }: { onClose: () => void; onOpened: (id: string) => void }) {
  const say = useSay();
  const { busy, problem, run } = useCommand(() => api.newKey());
  const [kind, setKind] = useState('sos');
  const [callerNumber, setNumber] = useState('');
  const [callerName, setName] = useState('');
  const [seniorId, setSenior] = useState('');
  const [note, setNote] = useState('');
  const send = (): void => {
    const filled = Object.entries({ kind, callerNumber, callerName, seniorId, note })
      .map(([field, value]) => [field, value.trim()])
      .filter(([, value]) => value !== '');
    const body: unknown = Object.fromEntries(filled);
    void run(JSON.stringify(body), async (key) => {
      const opened = await api.command<Partial<Incident>>('/incidents', body, { key });
      await live.refresh();
      if (opened.id !== undefined) onOpened(opened.id);
      onClose();
    });
  };
  const kinds = Object.entries(ALERT_KIND_LABELS)
    .filter(([code]) => code !== 'cancel' && code !== 'test')
    .map(([value, label]) => ({ value, label: label[language()] }));
  return (
    <Dialog title={say('form.newTitle')} open onClose={onClose}>
      <Form name={say('form.newTitle')} onSend={send}>
        <p className="sb-hint">{say('form.newHint')}</p>
        <SelectField
          autoFocus
          label={say('form.kind')}
          value={kind}
          choices={kinds}
          onChange={(event) => setKind(event.target.value)}
        />
        <TextField
          label={say('form.callerNumber')}
          type="tel"
          value={callerNumber}
          onChange={(event) => setNumber(event.target.value)}
        />
        <TextField
          label={say('form.callerName')}
          value={callerName}
          onChange={(event) => setName(event.target.value)}
        />
        <TextField label={say('form.seniorId')} value={seniorId} onChange={(event) => setSenior(event.target.value)} />
        <TextArea label={say('form.note')} value={note} onChange={(event) => setNote(event.target.value)} />
        <ProblemLine problem={problem} />
        <div className="dialog-buttons">
          <Button onClick={onClose}>{say('common.cancel')}</Button>
          <Button type="submit" tone="primary" busy={busy}>
            {say('form.newSubmit')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
