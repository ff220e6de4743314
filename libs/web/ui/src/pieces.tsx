import {
  useEffect,
  useId,
  useRef,
  useState,
  type ButtonHTMLAttributes,
  type ChangeEvent,
  type FormEvent,
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
} from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, language } from './i18n.js';
import { roomIn } from './text-length.js';

export type Tone = 'primary' | 'plain' | 'quiet';

export function Button({
  tone = 'plain',
  busy = false,
  keys,
  children,
  className = '',
  ...rest
}: ButtonHTMLAttributes<HTMLButtonElement> & { tone?: Tone; busy?: boolean; keys?: string }) {
  const { t } = useTranslation();
  // aria-disabled instead of disabled while busy: the focus must not leave the button that was just pressed.
  return (
    <button
      type="button"
      {...rest}
      className={`sb-button sb-button-${tone} ${className}`}
      aria-busy={busy || undefined}
      aria-disabled={busy || rest['aria-disabled'] || undefined}
      aria-keyshortcuts={keys}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    >
      {busy ? t('common.sending') : children}
      {keys ? <kbd aria-hidden="true">{keys.replace('Shift+', '⇧')}</kbd> : null}
    </button>
  );
}

interface FieldFrame {
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
}

function frame(id: string, { hint, error }: FieldFrame) {
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(' ');
  return described === '' ? {} : { 'aria-describedby': described };
}

/** A field hands its value to the form, not an event. */
interface ValueChange<Value extends string = string> {
  readonly onValueChange?: (value: Value) => void;
}

const changeHandler = (onValueChange: ValueChange['onValueChange']) =>
  onValueChange === undefined
    ? {}
    : { onChange: (event: ChangeEvent<Element & { readonly value: string }>) => onValueChange(event.target.value) };

function FieldShell({ id, label, hint, error, children }: FieldFrame & { id: string; children: ReactNode }) {
  return (
    <div className="sb-field">
      <label htmlFor={id}>{label}</label>
      {children}
      {hint ? (
        <p id={`${id}-hint`} className="sb-hint">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} className="sb-field-error">
          {error}
        </p>
      ) : null}
    </div>
  );
}

/** A text that a person writes is never cut, neither while she types nor when she pastes: she is told, and decides what goes. */
interface Length {
  /** As many characters as the server takes. */
  readonly longest?: number | undefined;
}

function useLength({ hint, error }: Omit<FieldFrame, 'label'>, value: unknown, longest: number | undefined) {
  const { t } = useTranslation();
  if (longest === undefined || typeof value !== 'string') return { hint, error, attributes: {} };
  const { over, left } = roomIn(value, longest);
  const count = left === null ? undefined : t('common.left', { left });
  return {
    hint: [hint, count].filter(Boolean).join(' ') || undefined,
    error: over > 0 ? t('common.tooLong', { max: longest, over }) : error,
    attributes: { dir: 'auto', 'data-too-long': over > 0 || undefined },
  };
}

export function TextField({
  label,
  longest,
  onValueChange,
  hint: help,
  error: wrong,
  ...rest
}: InputHTMLAttributes<HTMLInputElement> & FieldFrame & ValueChange & Length) {
  const id = useId();
  const { hint, error, attributes } = useLength({ hint: help, error: wrong }, rest.value, longest);
  return (
    <FieldShell id={id} label={label} hint={hint} error={error}>
      <input
        id={id}
        type="text"
        autoComplete="off"
        {...attributes}
        {...rest}
        {...changeHandler(onValueChange)}
        {...frame(id, { label, hint, error })}
        aria-invalid={error ? true : undefined}
      />
    </FieldShell>
  );
}

export function TextArea({
  label,
  longest,
  onValueChange,
  hint: help,
  error: wrong,
  ...rest
}: TextareaHTMLAttributes<HTMLTextAreaElement> & FieldFrame & ValueChange & Length) {
  const id = useId();
  const { hint, error, attributes } = useLength({ hint: help, error: wrong }, rest.value, longest);
  return (
    <FieldShell id={id} label={label} hint={hint} error={error}>
      <textarea
        id={id}
        rows={2}
        {...attributes}
        {...rest}
        {...changeHandler(onValueChange)}
        {...frame(id, { label, hint, error })}
        aria-invalid={error ? true : undefined}
      />
    </FieldShell>
  );
}

export interface Choice<Value extends string = string> {
  readonly value: Value;
  readonly label: string;
}

interface SelectFieldProps<Value extends string>
  extends Omit<SelectHTMLAttributes<HTMLSelectElement>, 'value'>, FieldFrame, ValueChange<Value> {
  readonly value: Value;
  /** The closed list of values. With a placeholder `''` is one of them: nothing chosen yet. */
  readonly choices: readonly Choice<NoInfer<Value>>[];
  readonly placeholder?: string | undefined;
}

export function SelectField<Value extends string>({
  label,
  hint,
  error,
  choices,
  placeholder,
  onValueChange,
  ...rest
}: SelectFieldProps<Value>) {
  const id = useId();
  return (
    <FieldShell id={id} label={label} hint={hint} error={error}>
      <select
        id={id}
        {...rest}
        {...(onValueChange && { onChange: (event) => onValueChange(event.target.value as Value) })}
        {...frame(id, { label, hint, error })}
        aria-invalid={error ? true : undefined}
      >
        {placeholder === undefined ? null : <option value="">{placeholder}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </FieldShell>
  );
}

export function CheckField({
  label,
  onCheckedChange,
  ...rest
}: InputHTMLAttributes<HTMLInputElement> & { label: string; onCheckedChange?: (ticked: boolean) => void }) {
  const id = useId();
  return (
    <div className="sb-check">
      <input
        id={id}
        type="checkbox"
        {...rest}
        {...(onCheckedChange === undefined ? {} : { onChange: (event) => onCheckedChange(event.target.checked) })}
      />
      <label htmlFor={id}>{label}</label>
    </div>
  );
}

/**
 * A form that never reloads the page and works with Enter; with Ctrl+Enter from its long texts, too. While a text is too long it sends
 * nothing and leads there, where it says by how much.
 */
export function Form({ name, onSend, children }: { name: string; onSend: () => void; children: ReactNode }) {
  return (
    <form
      aria-label={name}
      className="sb-form"
      noValidate
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
        event.preventDefault();
        event.currentTarget.requestSubmit();
      }}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        const tooLong = event.currentTarget.querySelector<HTMLElement>('[data-too-long]');
        if (tooLong === null) onSend();
        else tooLong.focus();
      }}
    >
      {children}
    </form>
  );
}

/** The shape of a refused or lost call, as `@silverbell/web-live` gives it. */
export interface ProblemLike {
  readonly slug: string;
  readonly sentence: string | undefined;
  readonly message: string;
  readonly changedBy?: string | undefined;
}

export function useProblemMessage(): (problem: ProblemLike) => string {
  const { t } = useTranslation();
  return (problem) => {
    const own: Record<string, string> = {
      unreachable: t('problem.unreachable'),
      timeout: t('problem.timeout'),
      unreadable: t('problem.unreadable'),
      unexpected: t('problem.unexpected', { what: problem.message }),
    };
    const first = problem.sentence ?? own[problem.slug] ?? t('problem.other', { slug: problem.slug });
    if (!problem.changedBy || first.includes(problem.changedBy)) return first;
    const who = problem.slug === 'already-attended' ? 'problem.attendedBy' : 'problem.changedBy';
    // The server's sentences end without a full stop; two of them need one between.
    const stop = /\p{Script=Han}$/u.test(first) ? '。' : /\w$/.test(first) ? '. ' : ' ';
    return `${first}${stop}${t(who, { name: problem.changedBy })}`;
  };
}

export function ProblemMessage({ problem }: { problem: ProblemLike | null | undefined }) {
  const sentence = useProblemMessage();
  if (!problem) return null;
  return (
    <p role="alert" className="sb-problem" data-slug={problem.slug}>
      {sentence(problem)}
    </p>
  );
}

/**
 * A modal dialog on the browser's own `<dialog>`: focus stays inside, Escape cancels, focus returns where it was.
 * What carries `data-first` gets the focus: the first field, or in a plain yes-or-no the cancel button, so that a stray Enter does nothing.
 */
export function Dialog({
  title,
  open,
  onClose,
  children,
  wide = false,
}: {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
}) {
  const id = useId();
  const ref = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const dialog = ref.current;
    if (dialog === null) return;
    if (open && !dialog.open) {
      dialog.showModal();
      // React's autoFocus comes too early: before `showModal` nothing in here can take the focus.
      dialog.querySelector<HTMLElement>('[data-first]')?.focus();
    }
    if (!open && dialog.open) dialog.close();
  }, [open]);
  if (!open) return null;
  return (
    <dialog
      ref={ref}
      className={wide ? 'sb-dialog sb-dialog-wide' : 'sb-dialog'}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
    >
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  );
}

const shapes: Record<number, ReactNode> = {
  1: <polygon points="5,1 11,1 15,5 15,11 11,15 5,15 1,11 1,5" />,
  2: <polygon points="8,1 15.5,15 0.5,15" />,
  3: <circle cx="8" cy="8" r="7" />,
};

/** Colour, shape and word together, never colour alone. */
export function SeverityMark({ severity, short = false }: { severity: 1 | 2 | 3; short?: boolean }) {
  const { t } = useTranslation();
  const word = t(`severity.${severity}`);
  return (
    <span className={`sb-severity sb-severity-${severity}`}>
      <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
        {shapes[severity]}
      </svg>
      {short ? <span className="sb-visually-hidden">{word}</span> : <span>{word}</span>}
    </span>
  );
}

export function LanguageSwitch() {
  const { t } = useTranslation();
  const now = language();
  return (
    <div className="sb-language" role="group" aria-label={t('common.language')}>
      <button type="button" lang="zh-CN" aria-pressed={now === 'zh-CN'} onClick={() => chooseLanguage('zh-CN')}>
        {t('common.chinese')}
      </button>
      <button type="button" lang="en" aria-pressed={now === 'en'} onClick={() => chooseLanguage('en')}>
        {t('common.english')}
      </button>
    </div>
  );
}

/** On every page in demo mode, so that fictional people are not taken for real ones, nor this page for a real hotline. */
export function DemoBanner({ demo, logins }: { demo: boolean; logins: readonly string[] }) {
  const { t } = useTranslation();
  if (!demo) return null;
  return (
    <aside className="sb-demo" aria-label={t('demo.label')}>
      <span>{t('demo.banner')}</span>{' '}
      <span>
        {t('demo.logins')} <code>{logins.join(' · ')}</code> {t('demo.password')} <code>silverbell-demo</code>
      </span>
    </aside>
  );
}

export function LoginForm({
  title,
  busy,
  problem,
  note,
  onLogin,
}: {
  /** Absent: it stands in something that has one. */
  title?: string;
  busy: boolean;
  problem: ProblemLike | null;
  note?: string | undefined;
  /** `code`: asked for only when the server says that this account has a second factor. */
  onLogin: (username: string, password: string, code: string | undefined) => void;
}) {
  const { t } = useTranslation();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [hasFactor, setHasFactor] = useState(false);
  if (!hasFactor && (problem?.slug === 'code-required' || problem?.slug === 'code-wrong')) setHasFactor(true);
  const send = (): void => onLogin(username.trim(), password, hasFactor ? code.trim() : undefined);
  return (
    <section className="sb-login">
      {title === undefined ? null : <h1>{title}</h1>}
      {note ? <p role="status">{note}</p> : null}
      <Form name={t('login.title')} onSend={send}>
        <TextField
          label={t('login.username')}
          value={username}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          autoFocus
          onValueChange={setUsername}
        />
        <TextField
          label={t('login.password')}
          type="password"
          value={password}
          autoComplete="current-password"
          onValueChange={setPassword}
        />
        {hasFactor ? (
          <TextField
            label={t('login.code')}
            hint={t('login.codeHint')}
            value={code}
            autoComplete="one-time-code"
            inputMode="numeric"
            autoFocus
            onValueChange={setCode}
          />
        ) : null}
        <ProblemMessage problem={problem} />
        <Button type="submit" tone="primary" busy={busy}>
          {t('login.submit')}
        </Button>
      </Form>
    </section>
  );
}
