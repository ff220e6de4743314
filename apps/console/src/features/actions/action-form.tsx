import type { BodyOf } from '@silverbell/wire';
import { useRouteMutation, type CallInput } from '@silverbell/web-api-client';
import { Button, Dialog, Form, ProblemMessage } from '@silverbell/web-ui';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queries, refreshIncident } from '../../shared/app-client.js';
import { closedIncidentsKey } from '../../shared/closed-incidents.js';
import { PersonStrip } from '../../shared/person-strip.js';
import type { FormProps } from '../../shared/action-asked.js';
import pieces from '../../shared/pieces.module.css';

/** The commands on an incident that a form sends. */
type IncidentCommand =
  | 'release'
  | 'takeOver'
  | 'handOver'
  | 'verdict'
  | 'destination'
  | 'offers'
  | 'hold'
  | 'shelve'
  | 'calls'
  | 'agencyCalls'
  | 'emergencyDecision'
  | 'entryCode'
  | 'notes'
  | 'close';

interface ActionFormProps<N extends IncidentCommand> extends FormProps {
  readonly title: string;
  readonly route: N;
  /** `null`: something is missing. */
  readonly body: BodyOf<N> | null;
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
export function ActionForm<N extends IncidentCommand>({
  incident,
  onClose,
  title,
  route,
  body,
  missing,
  submit,
  confirmOnly = false,
  wide = false,
  onOver,
  beside,
  children,
}: ActionFormProps<N>) {
  const { t } = useTranslation('console');
  const { isPending, error, mutate } = useRouteMutation(api, route, {
    onSuccess: () => over(),
    onSettled: () => {
      refreshIncident(incident.id);
      void queries.invalidateQueries({ queryKey: closedIncidentsKey });
    },
  });
  const [complained, setComplained] = useState(false);
  const over = (): void => {
    onOver?.();
    onClose();
  };
  const send = (): void => {
    if (missing !== undefined || body === null) {
      setComplained(true);
      return;
    }
    setComplained(false);
    mutate({ params: { id: incident.id }, body } as unknown as CallInput<N>);
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
        <ProblemMessage problem={error} />
        <div className={pieces.dialogButtons}>
          <Button onClick={over} data-first={confirmOnly || undefined}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" tone="primary" busy={isPending}>
            {submit ?? t('common.send')}
          </Button>
        </div>
      </Form>
      {beside}
    </Dialog>
  );
}
