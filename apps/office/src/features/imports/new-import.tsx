import { IMPORT_KIND_LABELS, IMPORT_KINDS, type ImportKind } from '@silverbell/vocabulary';
import { asProblem, routeKey } from '@silverbell/web-api-client';
import { Button, choicesOf, Form, labelOf, ProblemMessage } from '@silverbell/web-ui';
import { useMutation } from '@tanstack/react-query';
import { Select } from 'antd';
import { useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { api, queries } from '../../shared/app-client.js';
import { PageFrame, Card } from '../../shared/page-frame.js';

const DATUMS = ['wgs84', 'gcj02', 'bd09', 'unknown'] as const;

/** The file, what it holds and in which datum its coordinates are; the server reads and checks it, and writes nothing yet. */
export function NewImport() {
  const { t } = useTranslation('office');
  const go = useNavigate();
  const ids = { kind: useId(), file: useId(), datum: useId() };
  const chosen = useRef<HTMLInputElement>(null);
  const [kind, setKind] = useState<ImportKind | null>(null);
  const [datum, setDatum] = useState<(typeof DATUMS)[number]>('unknown');
  const [missing, setMissing] = useState(false);
  const upload = useMutation({
    mutationFn: (form: FormData) => api.upload('beginImport', form),
    onSuccess: ({ id }) => {
      void queries.invalidateQueries({ queryKey: routeKey('imports') });
      void go(`/imports/${encodeURIComponent(id)}`);
    },
  });
  const send = (): void => {
    const file = chosen.current?.files?.[0];
    setMissing(file === undefined || kind === null);
    if (file === undefined || kind === null || upload.isPending) return;
    const form = new FormData();
    form.set('kind', kind);
    form.set('datum', datum);
    // The file last: its fields are read first.
    form.set('file', file);
    upload.mutate(form);
  };
  return (
    <PageFrame title={t('imports.new')} note={t('imports.note')}>
      <Card title={t('imports.steps.upload')}>
        <Form name={t('imports.new')} onSend={send}>
          <div className="office-fields">
            <div className="office-field">
              <label htmlFor={ids.kind}>{t('imports.kind')}</label>
              <Select
                id={ids.kind}
                value={kind}
                onChange={setKind}
                placeholder={t('common.choose')}
                options={choicesOf(IMPORT_KIND_LABELS)}
              />
            </div>
            <div className="office-field">
              <label htmlFor={ids.file}>{t('imports.file')}</label>
              <input ref={chosen} id={ids.file} type="file" accept=".xlsx,.csv" />
              <span className="hint">{t('imports.fileHint')}</span>
            </div>
            <div className="office-field">
              <label htmlFor={ids.datum}>{t('imports.datum')}</label>
              <Select
                id={ids.datum}
                value={datum}
                onChange={setDatum}
                options={DATUMS.map((value) => ({ value, label: t(`imports.datums.${value}`) }))}
              />
            </div>
          </div>
          {missing ? (
            <p className="office-warn" role="alert">
              {t('imports.missing')}
            </p>
          ) : null}
          <ProblemMessage problem={upload.error === null ? null : asProblem(upload.error)} />
          <div className="office-foot">
            <Button onClick={() => void go('/imports')}>{t('imports.back')}</Button>
            <Button type="submit" tone="primary" busy={upload.isPending}>
              {t('imports.upload')}
            </Button>
          </div>
        </Form>
      </Card>
      <Card title={t('imports.templates')}>
        <p className="office-foot">
          {IMPORT_KINDS.map((one) => (
            <Button key={one} onClick={() => void download(one)}>
              {labelOf(IMPORT_KIND_LABELS, one)}
            </Button>
          ))}
        </p>
      </Card>
    </PageFrame>
  );
}

/** The address alone would carry no token. */
async function download(kind: ImportKind): Promise<void> {
  const file = await api.file('importTemplate', { params: { kind } });
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = `${labelOf(IMPORT_KIND_LABELS, kind)}.xlsx`;
  link.click();
  URL.revokeObjectURL(link.href);
}
