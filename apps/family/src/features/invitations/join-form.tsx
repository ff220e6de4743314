import { useRouteMutation } from '@silverbell/web-api-client';
import { Form, ProblemMessage, TextField } from '@silverbell/web-ui';
import { PhoneButton } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, client } from '../../shared/app-client.js';
import { bodyOf, CodeFields, isWhole, NO_CODE } from './code-fields.js';

const SHORTEST_PASSWORD = 12;
const SHORTEST_NAME = 2;

type Missing = 'code' | 'name' | 'username' | 'password';

/** An account made with the code that the office sent to a contact (CR-72). Who has made one is logged in with it. */
export function JoinForm() {
  const { t } = useTranslation('family');
  const [code, setCode] = useState(NO_CODE);
  const [{ name, username, password }, setOwn] = useState({ name: '', username: '', password: '' });
  const [missing, setMissing] = useState<Missing | null>(null);
  const join = useRouteMutation(api, 'joinFamily', {
    onSuccess: (made) => client.login(made.username, password),
  });
  const own = (change: Partial<Record<'name' | 'username' | 'password', string>>): void =>
    setOwn((before) => ({ ...before, ...change }));
  const send = (): void => {
    const wrong: Missing | null = !isWhole(code)
      ? 'code'
      : name.trim() === ''
        ? 'name'
        : username.trim().length < SHORTEST_NAME
          ? 'username'
          : password.length < SHORTEST_PASSWORD
            ? 'password'
            : null;
    setMissing(wrong);
    if (wrong === null)
      join.mutate({ body: { ...bodyOf(code), name: name.trim(), username: username.trim(), password } });
  };
  return (
    <Form name={t('joining.title')} onSend={send}>
      <CodeFields value={code} onChange={setCode} />
      <TextField
        label={t('joining.name')}
        value={name}
        autoComplete="name"
        onValueChange={(value) => own({ name: value })}
      />
      <TextField
        label={t('joining.username')}
        hint={t('joining.usernameHint')}
        value={username}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        onValueChange={(value) => own({ username: value })}
      />
      <TextField
        label={t('joining.password')}
        hint={t('joining.passwordHint')}
        type="password"
        value={password}
        autoComplete="new-password"
        onValueChange={(value) => own({ password: value })}
      />
      {missing === null ? null : (
        <p role="alert" className="sb-problem">
          {t(`joining.missing.${missing}`)}
        </p>
      )}
      <ProblemMessage problem={join.error} />
      <PhoneButton type="submit" variant="main" busy={join.isPending}>
        {t('joining.join')}
      </PhoneButton>
    </Form>
  );
}
