import { Button, Dialog, LoginForm } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import type { AppClient } from './app-client.js';
import { useLogin } from './use-login.js';

interface LoginAgainProps {
  readonly client: AppClient;
  readonly open: boolean;
  /** Her session still goes on: she may put it off. */
  readonly onClose?: () => void;
}

/** A login over the page, which stays as it is: no incident or draft is lost because a session ran out. */
export function LoginAgain({ client, open, onClose }: LoginAgainProps) {
  const { t } = useTranslation();
  const { login, isPending, problem } = useLogin(client, onClose);
  return (
    // Without a session there is nothing to go back to, so Escape closes nothing.
    <Dialog title={t('login.again')} open={open} onClose={onClose ?? (() => undefined)}>
      <LoginForm
        busy={isPending}
        problem={problem}
        note={t('login.againNote')}
        onLogin={(username, password, code) => login({ username, password, code })}
      />
      <p className="sb-language-line">
        {onClose === undefined ? (
          <Button tone="quiet" onClick={() => client.session.end('left')}>
            {t('common.logout')}
          </Button>
        ) : (
          <Button tone="quiet" onClick={onClose}>
            {t('common.cancel')}
          </Button>
        )}
      </p>
    </Dialog>
  );
}
