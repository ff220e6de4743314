import { Form } from '@silverbell/web-ui';
import { AtTheFoot, Band, Column, PhoneButton, type IconName } from '@silverbell/web-ui/phone';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './form-frame.module.css';

/** One form over the whole screen, with its answer and the way back at the foot. */
export function FormFrame({
  title,
  icon,
  who,
  send,
  hint,
  onSend,
  onBack,
  children,
}: {
  title: string;
  icon: IconName;
  /** Whom it is about. */
  who?: string | undefined;
  send: string;
  hint?: string;
  onSend: () => void;
  onBack: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation('helper');
  return (
    <section className={styles['form']} aria-label={title}>
      <Band tone="plain" icon={icon} title={title} line={who} />
      <Column>
        <Form name={title} onSend={onSend}>
          {children}
          <AtTheFoot>
            <PhoneButton type="submit" variant="main" icon="send">
              {send}
            </PhoneButton>
            {hint === undefined ? null : <p className={styles['quiet']}>{hint}</p>}
          </AtTheFoot>
        </Form>
        <PhoneButton variant="text" onClick={onBack}>
          {t('offer.back')}
        </PhoneButton>
      </Column>
    </section>
  );
}
