import { PhoneButton, type IconName } from '@silverbell/web-ui/phone';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { clock, photos } from '../../shared/app-client.js';
import { FormFrame } from '../../shared/form-frame.js';
import styles from './care.module.css';
import { SignaturePad } from './signature-pad.js';
import { isSigned, pictureOf, type Stroke } from './signature.js';

interface SignedFormProps {
  readonly orderId: string;
  /** Who signs. */
  readonly name: string;
  readonly title: string;
  readonly icon: IconName;
  readonly send: string;
  readonly hint?: string;
  readonly children: ReactNode;
  /** A test has no canvas. */
  readonly draw?: typeof pictureOf;
  /** `signed`: her signature is on its way; else she pressed the button with her name. */
  readonly onSent: (signed: boolean) => void;
  readonly onBack: () => void;
}

/** What the senior agrees to on the worker's phone (CR-34, CR-36): she signs, or, where she cannot, presses the button with her name. */
export function SignedForm({ orderId, name, draw = pictureOf, onSent, children, ...frame }: SignedFormProps) {
  const { t } = useTranslation('helper');
  const [strokes, setStrokes] = useState<readonly Stroke[]>([]);
  const [problem, setProblem] = useState<'missing' | 'failed' | null>(null);
  const sign = async (): Promise<void> => {
    if (!isSigned(strokes)) {
      setProblem('missing');
      return;
    }
    try {
      const file = await draw(strokes);
      const takenAt = new Date(clock.now()).toISOString();
      void photos.add('addAttachment', orderId, { ownerKind: 'service-order', purpose: 'signature', file, takenAt });
    } catch {
      setProblem('failed');
      return;
    }
    onSent(true);
  };
  return (
    <FormFrame {...frame} who={name} onSend={() => void sign()}>
      <p className={styles['quiet']}>{t('care.confirm.hand')}</p>
      {children}
      <p className={styles['large']}>{t('care.sign.ask', { name })}</p>
      <SignaturePad strokes={strokes} onDraw={setStrokes} />
      {problem === null ? null : (
        <p role="alert" className="sb-problem">
          {t(`care.sign.${problem}`)}
        </p>
      )}
      <PhoneButton icon="hand" onClick={() => onSent(false)}>
        {t('care.sign.byName', { name })}
      </PhoneButton>
    </FormFrame>
  );
}
