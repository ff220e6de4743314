import { useCommand } from '@silverbell/web-live';
import { Button, Dialog, Form, ProblemLine } from '@silverbell/web-ui';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, live, queries, readIncident } from '../house.js';
import { PersonStrip } from '../person-strip.js';
import type { FormProps } from './action-asked.js';

interface ShellProps extends FormProps {
  readonly title: string;
  readonly path: string;
  readonly body: object;
  /** Name of the first field that is still empty; nothing is sent then, and the sentence names it. */
  readonly missing?: string | undefined;
  readonly submit?: string;
  /** A plain yes or no: the cancel button has the focus. */
  readonly confirmOnly?: boolean;
  readonly wide?: boolean;
  /** Sent or given up: what was kept of it is not needed any more. */
  readonly onOver?: () => void;
  /** Below the form, with buttons of its own. */
  readonly beside?: ReactNode;
  readonly children: ReactNode;
}

/** The frame of every act: whom it concerns, the fields, the server's "no" in words, cancel before yes. */
export function ActionForm({
  incident,
  onClose,
  title,
  path,
  body,
  missing,
  submit,
  confirmOnly = false,
  wide = false,
  onOver,
  beside,
  children,
}: ShellProps) {
  const { t } = useTranslation('console');
  const { busy, problem, run } = useCommand(() => api.newKey());
  const [complained, setComplained] = useState(false);
  const over = (): void => {
    onOver?.();
    onClose();
  };
  const send = (): void => {
    if (missing !== undefined) {
      setComplained(true);
      return;
    }
    setComplained(false);
    const url = `/incidents/${encodeURIComponent(incident.id)}/${path}`;
    void run(JSON.stringify([path, body]), (key) => api.command(url, body, { key })).then((done) => {
      void readIncident(incident.id).catch(() => undefined);
      void live.refresh(incident.id);
      void queries.invalidateQueries({ queryKey: ['closed'] });
      if (done) over();
    });
  };
  return (
    <Dialog title={title} open onClose={over} wide={wide}>
      <PersonStrip incident={incident} />
      <Form name={title} onSend={send}>
        {children}
        {complained && missing !== undefined ? (
          <p role="alert" className="sb-problem">
            {t('form.missing', { field: missing })}
          </p>
        ) : null}
        <ProblemLine problem={problem} />
        <div className="dialog-buttons">
          <Button onClick={over} data-first={confirmOnly || undefined}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" tone="primary" busy={busy}>
            {submit ?? t('common.send')}
          </Button>
        </div>
      </Form>
      {beside}
    </Dialog>
  );
}
