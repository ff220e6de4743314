import type { AnswerOf, JsonRoute } from '@silverbell/wire';
import { useRouteMutation, type ApiProblem, type CallInput } from '@silverbell/web-api-client';
import { useDraft } from '@silverbell/web-session';
import { Button, ProblemMessage } from '@silverbell/web-ui';
import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { api, drafts } from '../app-client.js';
import { Card } from '../page-frame.js';
import { ConflictDialog } from './conflict-dialog.js';
import { tidy, wrongWith, type Field, type FieldValue, type FormValues } from './field.js';
import { FieldInput } from './field-input.js';
import { UnsavedGuard } from './unsaved-guard.js';

export interface Section<Values> {
  readonly title: string;
  readonly fields: readonly Field<Values>[];
}

interface RecordFormProps<Values extends FormValues<Values>, N extends JsonRoute> {
  /** Names the form, and its draft together with `draft`. */
  readonly title: string;
  readonly draft: string;
  readonly sections: readonly Section<Values>[];
  readonly initial: Values;
  readonly route: N;
  readonly inputOf: (values: Values) => CallInput<N>;
  /** Of the record that is changed; a new one has none. */
  readonly version?: number | undefined;
  /** The record of a 412 as this form would show it, and its version. */
  readonly currentOf?: (current: unknown) => { readonly values: Values; readonly version: number };
  readonly onDone: (answer: AnswerOf<N>, values: Values) => void;
  readonly onCancel: () => void;
}

/**
 * The form of every record. Enter goes on, Ctrl+Enter submits; what the server refuses stands at its field; what was written
 * outlives a reload, a session and a log-out; two people at one record choose field by field.
 */
export function RecordForm<Values extends FormValues<Values>, N extends JsonRoute>(props: RecordFormProps<Values, N>) {
  const { t } = useTranslation('office');
  const { initial, sections, version, inputOf, currentOf } = props;
  const form = useRef<HTMLFormElement>(null);
  const base = useId();
  const [wasDraft] = useState(() => drafts.read(props.draft) !== undefined);
  const fields = sections.flatMap((section) => section.fields);
  const [secret] = useState(() => fields.filter((field) => field.secret === true).map(({ key }) => key));
  const [values, change, forget] = useDraft<Values>(drafts, props.draft, initial, secret);
  const [missing, setMissing] = useState<Readonly<Record<string, string>>>({});
  const [kept, setKept] = useState(false);
  const done = useRef(false);
  const { mutate, isPending, error, reset } = useRouteMutation(api, props.route, {
    onSuccess: (answer) => {
      done.current = true;
      forget();
      props.onDone(answer, values);
    },
  });
  const dirty = JSON.stringify(values) !== JSON.stringify(initial);

  const refused = refusals(error, fields);
  const wrongs = { ...refused.at, ...missing };
  const set = (key: string, value: FieldValue): void => {
    setKept(false);
    if (missing[key] !== undefined) setMissing(({ [key]: _, ...rest }) => rest);
    change({ [key]: value } as unknown as Partial<Values>);
  };
  const submit = (): void => {
    const tidied = Object.fromEntries(fields.map((field) => [field.key, tidy(field, values[field.key])]));
    const whole = { ...values, ...tidied };
    change(tidied as Partial<Values>);
    const wrong = fields.flatMap((field) => {
      const why = wrongWith(field, whole[field.key]);
      return why === null ? [] : [[field.key, t(why, { field: field.label })] as const];
    });
    setMissing(Object.fromEntries(wrong));
    const [first] = wrong;
    if (first === undefined) mutate(inputOf(whole), version);
    else form.current?.querySelector<HTMLElement>(`[id="${base}${first[0]}"]`)?.focus();
  };
  const keys = (event: KeyboardEvent<HTMLFormElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.ctrlKey && event.key === 's') {
      event.preventDefault();
      setKept(true);
    } else if (event.ctrlKey && event.key === 'Enter') {
      event.preventDefault();
      submit();
    } else if (event.key === 'Enter' && isLine(event.target)) {
      event.preventDefault();
      nextAfter(form.current, event.target)?.focus();
    }
  };
  const conflict = error?.status === 412 && currentOf !== undefined ? currentOf(error.current) : null;
  return (
    <form
      ref={form}
      aria-label={props.title}
      noValidate
      className="office-form"
      onKeyDown={keys}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <UnsavedGuard unsaved={() => dirty && !done.current} />
      {wasDraft && dirty ? (
        <p className="office-warn" role="status">
          {t('form.draftFound')}{' '}
          <Button
            tone="quiet"
            onClick={() => {
              change(initial);
              forget();
            }}
          >
            {t('form.dropDraft')}
          </Button>
        </p>
      ) : null}
      {conflict === null && refused.elsewhere ? <ProblemMessage problem={error} /> : null}
      {Object.keys(wrongs).length === 0 ? null : (
        <p className="office-warn" role="alert">
          {t('form.wrong', { n: Object.keys(wrongs).length })}
        </p>
      )}
      {sections.map((section) => (
        <Card key={section.title} title={section.title}>
          <div className="pad office-fields">
            {section.fields.map((field) => (
              <FieldInput
                key={field.key}
                id={`${base}${field.key}`}
                field={field}
                value={values[field.key]}
                error={wrongs[field.key]}
                onChange={(value) => set(field.key, value)}
                onLeave={() => change({ [field.key]: tidy(field, values[field.key]) } as unknown as Partial<Values>)}
              />
            ))}
          </div>
        </Card>
      ))}
      <div className="office-foot">
        <span className="quiet">{kept ? t('form.draftKept') : t('form.keys')}</span>
        <span className="spring" />
        <Button onClick={props.onCancel}>{t('form.cancel')}</Button>
        <Button type="submit" tone="primary" keys="Ctrl+Enter" busy={isPending}>
          {t('form.save')}
        </Button>
      </div>
      {conflict === null ? null : (
        <ConflictDialog
          fields={fields}
          before={initial}
          mine={values}
          theirs={conflict.values}
          who={error?.changedBy}
          onChosen={(chosen) => {
            change(chosen);
            mutate(inputOf(chosen), conflict.version);
          }}
          onClose={reset}
        />
      )}
    </form>
  );
}

/** What the server objected to, by field of this form; `elsewhere`: some of it stands at none of them. */
function refusals(error: ApiProblem | null, fields: readonly { readonly key: string }[]) {
  const at: Record<string, string> = {};
  const told = error?.fields.length
    ? error.fields
    : error?.field
      ? [{ field: error.field, message: error.message }]
      : [];
  for (const { field, message } of told) {
    const mine = fields.find(({ key }) => field === key || field.startsWith(`${key}.`) || field.startsWith(`${key}[`));
    if (mine !== undefined) at[mine.key] ??= message;
  }
  return { at, elsewhere: error !== null && Object.keys(at).length < Math.max(1, told.length) };
}

/** A line to write in: not a text of several lines, nor a list that opens, nor a button. */
const isLine = (target: EventTarget): target is HTMLElement =>
  target instanceof HTMLInputElement && target.getAttribute('role') !== 'combobox' && target.type !== 'submit';

function nextAfter(form: HTMLFormElement | null, from: HTMLElement): HTMLElement | undefined {
  const all = [...(form?.querySelectorAll<HTMLElement>('input, textarea, button[type="submit"]') ?? [])];
  return all
    .slice(all.indexOf(from) + 1)
    .find((one) => !one.hasAttribute('disabled') && one.closest('[hidden]') === null);
}
