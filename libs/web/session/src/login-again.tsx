import { useCommand } from '@silverbell/web-live';
import { Button, Dialog, LoginForm } from '@silverbell/web-ui';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { House } from './house.js';

interface LoginAgainProps {
  readonly house: House;
  readonly open: boolean;
  /** Her session still goes on: she may put it off. */
  readonly onClose?: () => void;
}

/** A login over the page, which stays as it is: nobody loses a case, or what she was writing, because a session ran out. */
export function LoginAgain({ house, open, onClose }: LoginAgainProps) {
  const { t } = useTranslation();
  const newKey = useCallback(() => house.api.newKey(), [house]);
  const { busy, problem, run } = useCommand(newKey);
  const login = (username: string, password: string): void => {
    void run(username, () => house.login(username, password)).then((done) => {
      if (done) onClose?.();
    });
  };
  return (
    // Without a session there is nothing to go back to, so Escape closes nothing.
    <Dialog title={t('login.again')} open={open} onClose={onClose ?? (() => undefined)}>
      <LoginForm busy={busy} problem={problem} note={t('login.againNote')} onLogin={login} />
      <p className="sb-language-line">
        {onClose === undefined ? (
          <Button tone="quiet" onClick={() => house.session.end('left')}>
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
