import { Button, Form, useCamera } from '@silverbell/web-ui';
import { Input } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { deviceOfLabel } from '../../shared/installer-address.js';
import { Card } from '../../shared/page-frame.js';

/** Some browsers of phones read codes themselves; where they do not, the phone's camera opens this page from the label. */
interface CodeReader {
  detect(image: ImageBitmapSource): Promise<readonly { readonly rawValue: string }[]>;
}
const Reader = (globalThis as { readonly BarcodeDetector?: new (options: object) => CodeReader }).BarcodeDetector;

interface FindProps {
  readonly known: string;
  readonly onFound: (deviceId: string) => void;
}

/** A scanner is a keyboard: it types into the field and ends with Enter. */
export function Find({ known, onFound }: FindProps) {
  const { t } = useTranslation('office');
  const field = useId();
  const [text, setText] = useState(known);
  const [unread, setUnread] = useState(false);
  const take = (read: string): void => {
    const id = deviceOfLabel(read);
    setUnread(id === null);
    if (id === null) return;
    setText(id);
    onFound(id);
  };
  const look = async (picture: File): Promise<void> => {
    if (Reader === undefined) return;
    const image = await createImageBitmap(picture);
    const [code] = await new Reader({ formats: ['qr_code'] }).detect(image);
    take(code?.rawValue ?? '');
  };
  const camera = useCamera(t('installer.scan'), (picture) => void look(picture));
  return (
    <Card title={t('installer.steps.find')}>
      <Form name={t('installer.steps.find')} onSend={() => take(text)}>
        <div className="office-field">
          <label htmlFor={field}>{t('installer.code')}</label>
          <Input
            id={field}
            value={text}
            autoComplete="off"
            size="large"
            onChange={(event) => setText(event.target.value)}
          />
          <span className="hint">{t('installer.codeHint')}</span>
          {unread ? (
            <span className="error" role="alert">
              {t('installer.notACode')}
            </span>
          ) : null}
        </div>
        <Button type="submit" tone="primary" className="office-big">
          {t('installer.find')}
        </Button>
        {Reader === undefined ? null : (
          <>
            {camera.input}
            <Button className="office-big" onClick={camera.open}>
              {t('installer.scan')}
            </Button>
          </>
        )}
      </Form>
    </Card>
  );
}
