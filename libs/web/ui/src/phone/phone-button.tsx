import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon, type IconName } from './icon.js';
import styles from './phone.module.css';

/** `main`: the one answer of the screen · `plain` · `text`: leads away from the answer · `alarm`: calls for help. */
export type ButtonVariant = 'main' | 'plain' | 'text' | 'alarm';

interface Look {
  readonly variant?: ButtonVariant;
  readonly icon?: IconName;
  readonly children: ReactNode;
}

const inside = (icon: IconName | undefined, words: ReactNode) => (
  <>
    {icon === undefined ? null : <Icon name={icon} className={styles['buttonIcon']} />}
    <span>{words}</span>
  </>
);

export function PhoneButton({
  variant = 'plain',
  icon,
  busy = false,
  children,
  ...rest
}: Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'className'> & Look & { readonly busy?: boolean }) {
  const { t } = useTranslation();
  // aria-disabled instead of disabled while busy: the focus must not leave the button that was just pressed.
  return (
    <button
      type="button"
      {...rest}
      className={`${styles['button']} ${styles[variant]}`}
      aria-busy={busy || undefined}
      aria-disabled={busy || undefined}
      onClick={busy ? (event) => event.preventDefault() : rest.onClick}
    >
      {inside(icon, busy ? t('common.sending') : children)}
    </button>
  );
}

/** A call or a way to another app: it looks like a button and is a link. */
export function PhoneLink({
  variant = 'plain',
  icon,
  children,
  ...rest
}: Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'children' | 'className'> & Look) {
  return (
    <a {...rest} className={`${styles['button']} ${styles[variant]}`}>
      {inside(icon, children)}
    </a>
  );
}

/** Two buttons beside each other, below each other where the text is large. */
export function Pair({ children }: { children: ReactNode }) {
  return <div className={styles['pair']}>{children}</div>;
}

/** What follows stands at the lower end of the screen, where a thumb is. */
export function AtTheFoot({ children }: { children: ReactNode }) {
  return <div className={styles['foot']}>{children}</div>;
}
