import { Button, Dialog } from '@silverbell/web-ui';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface ShownOnceProps {
  readonly title: string;
  readonly lines: readonly { readonly label: string; readonly text: string }[];
  readonly onClose: () => void;
  /** A label to print, for example. */
  readonly children?: ReactNode;
}

/** A secret the server gives out once: to be written down before this is closed. It never enters the address or a draft. */
export function ShownOnce({ title, lines, onClose, children }: ShownOnceProps) {
  const { t } = useTranslation('office');
  return (
    <Dialog title={title} open wide onClose={onClose}>
      <p className="office-warn">{t('once.why')}</p>
      <dl>
        {lines.map(({ label, text }) => (
          <div key={label} className="office-field">
            <dt>{label}</dt>
            <dd className="office-once" aria-label={label}>
              {text}
            </dd>
          </div>
        ))}
      </dl>
      {children}
      <div className="office-foot no-print">
        <Button onClick={() => window.print()}>{t('once.print')}</Button>
        <Button tone="primary" onClick={onClose}>
          {t('once.done')}
        </Button>
      </div>
    </Dialog>
  );
}
