import type { AnswerOf, JsonRoute } from '@silverbell/wire';
import { useRouteMutation, type CallInput } from '@silverbell/web-api-client';
import { Button, Dialog, Form, ProblemMessage } from '@silverbell/web-ui';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api } from './app-client.js';
import { tidy, wrongWith, type Field, type FieldValue } from './form/field.js';
import { FieldInput } from './form/field-input.js';

interface ActDialogProps<N extends JsonRoute> {
  readonly title: string;
  /** What will happen, in words. */
  readonly note?: string;
  readonly fields: readonly Field<Record<string, FieldValue>>[];
  readonly initial: Readonly<Record<string, FieldValue>>;
  readonly route: N;
  readonly inputOf: (values: Readonly<Record<string, FieldValue>>) => CallInput<N>;
  readonly version?: number;
  /** Why all the fields together are not sent, in words; `null`: they are. */
  readonly wrongTogether?: (values: Readonly<Record<string, FieldValue>>) => string | null;
  readonly onDone: (answer: AnswerOf<N>) => void;
  readonly onClose: () => void;
}

/** One command on one record, with the few words it needs: a reason, a day, a choice. */
export function ActDialog<N extends JsonRoute>(props: ActDialogProps<N>) {
  const { t } = useTranslation('office');
  const base = useId();
  const [values, setValues] = useState(props.initial);
  const [wrong, setWrong] = useState<Readonly<Record<string, string>>>({});
  const [together, setTogether] = useState<string | null>(null);
  const { mutate, isPending, error } = useRouteMutation(api, props.route, { onSuccess: props.onDone });
  const send = (): void => {
    const whole = Object.fromEntries(props.fields.map((one) => [one.key, tidy(one, values[one.key] ?? '')]));
    const found = props.fields.flatMap((field) => {
      const why = wrongWith(field, whole[field.key] ?? '');
      return why === null ? [] : [[field.key, t(why, { field: field.label })] as const];
    });
    const whyNot = found.length > 0 ? null : (props.wrongTogether?.(whole) ?? null);
    setWrong(Object.fromEntries(found));
    setTogether(whyNot);
    if (found.length === 0 && whyNot === null) mutate(props.inputOf(whole), props.version);
  };
  return (
    <Dialog title={props.title} open wide onClose={props.onClose}>
      {props.note === undefined ? null : <p>{props.note}</p>}
      <Form name={props.title} onSend={send}>
        {props.fields.map((field) => (
          <FieldInput
            key={field.key}
            id={`${base}${field.key}`}
            field={field}
            value={values[field.key] ?? ''}
            error={wrong[field.key]}
            onChange={(value) => setValues((before) => ({ ...before, [field.key]: value }))}
            onLeave={() => undefined}
          />
        ))}
        {together === null ? null : (
          <p className="office-warn" role="alert">
            {together}
          </p>
        )}
        <ProblemMessage problem={error} />
        <div className="office-foot">
          <Button onClick={props.onClose}>{t('common.cancel')}</Button>
          <Button type="submit" tone="primary" busy={isPending}>
            {t('form.save')}
          </Button>
        </div>
      </Form>
    </Dialog>
  );
}
