import { TextField } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';

export interface Code {
  readonly code: string;
  readonly phone: string;
}
export const NO_CODE: Code = { code: '', phone: '' };

/** As the server takes it: a code read out by telephone is typed with blanks. */
export const bodyOf = ({ code, phone }: Code): Code => ({ code: code.replace(/\s/g, ''), phone: phone.trim() });

export const isWhole = (typed: Code): boolean => {
  const { code, phone } = bodyOf(typed);
  return /^\d{8}$/.test(code) && phone !== '';
};

/** The code that came to a number, and that number. */
export function CodeFields({ value, onChange }: { value: Code; onChange: (value: Code) => void }) {
  const { t } = useTranslation('family');
  return (
    <>
      <TextField
        label={t('joining.code')}
        hint={t('joining.codeHint')}
        value={value.code}
        inputMode="numeric"
        autoComplete="one-time-code"
        onValueChange={(code) => onChange({ ...value, code })}
      />
      <TextField
        label={t('joining.phone')}
        hint={t('joining.phoneHint')}
        value={value.phone}
        type="tel"
        autoComplete="tel"
        onValueChange={(phone) => onChange({ ...value, phone })}
      />
    </>
  );
}
