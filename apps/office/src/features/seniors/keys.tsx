import { KEY_HOLDER_KIND_LABELS, KEY_STEP_LABELS, type KeyHolderKind } from '@silverbell/vocabulary';
import type { SeniorOnFile } from '@silverbell/wire';
import { useRouteMutation } from '@silverbell/web-api-client';
import { Button, choicesOf, dayAndTime, labelOf, ProblemMessage } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { api } from '../../shared/app-client.js';
import { orNone, type Field, type FieldValue } from '../../shared/form/field.js';
import { Card } from '../../shared/page-frame.js';
import { PlainTable } from '../../shared/plain-table.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { refreshFile } from './refresh-file.js';
import type { FileProps } from './senior-file.js';

type Key = SeniorOnFile['homeFile']['keys'][number];
type Act = { readonly what: 'deposit' } | { readonly what: 'fit' | 'hand-over'; readonly key: Key };

/** Who holds a key of the home, whether it was tried, and through whose hands it went. */
export function Keys({ senior, may, timeZone }: FileProps) {
  const { t } = useTranslation('office');
  const [dialog, open, close] = useOpenDialog<Act>();
  const back = useRouteMutation(api, 'returnKey', { onSuccess: refreshFile });
  const done = (): void => {
    refreshFile();
    close();
  };
  const holder: readonly Field<Record<string, FieldValue>>[] = [
    {
      ...{ key: 'holderKind', label: t('seniors.holderKind'), kind: 'choice', required: true },
      choices: choicesOf(KEY_HOLDER_KIND_LABELS),
    },
    { key: 'holderName', label: t('seniors.holder'), kind: 'text', required: true },
    { key: 'holderPhone', label: t('seniors.holderPhone'), kind: 'phone' },
    { key: 'sealedNumber', label: t('seniors.sealed'), kind: 'text' },
  ];
  const empty = { holderKind: '', holderName: '', holderPhone: '', sealedNumber: '' };
  const bodyOf = (values: Readonly<Record<string, FieldValue>>) => ({
    ...{ holderKind: values['holderKind'] as KeyHolderKind, holderName: String(values['holderName']) },
    holderPhone: orNone(values['holderPhone'] ?? '') ?? null,
    sealedNumber: orNone(values['sealedNumber'] ?? '') ?? null,
  });
  return (
    <Card title={t('seniors.keys')}>
      <PlainTable
        name={t('seniors.keys')}
        heads={[
          ...[t('seniors.holderKind'), t('seniors.holder'), t('seniors.holderPhone'), t('seniors.sealed')],
          ...[t('seniors.fit'), t('seniors.custody'), ''],
        ]}
        items={senior.homeFile.keys}
        rowKey={(one) => one.id}
        cells={(one) => [
          labelOf(KEY_HOLDER_KIND_LABELS, one.holderKind),
          one.holderName,
          one.holderPhone,
          one.sealedNumber,
          one.fits === null
            ? t('seniors.fitNever')
            : `${t(one.fits ? 'seniors.fits' : 'seniors.fitsNot')} ${one.lastFitTestAt === null ? '' : dayAndTime(one.lastFitTestAt, timeZone)}`,
          <ul key="custody">
            {one.custody.map((step) => (
              <li key={`${step.at} ${step.what}`}>
                {dayAndTime(step.at, timeZone)} {labelOf(KEY_STEP_LABELS, step.what)} · {step.by.name}
              </li>
            ))}
          </ul>,
          may && one.returnedAt === null ? (
            <span key="acts">
              <Button tone="quiet" onClick={() => open({ what: 'fit', key: one })}>
                {t('seniors.fitTest')}
              </Button>
              <Button tone="quiet" onClick={() => open({ what: 'hand-over', key: one })}>
                {t('seniors.handOver')}
              </Button>
              <Button
                tone="quiet"
                busy={back.isPending}
                onClick={() => back.mutate({ params: { id: one.id }, body: {} })}
              >
                {t('seniors.returnKey')}
              </Button>
            </span>
          ) : null,
        ]}
      />
      <ProblemMessage problem={back.error} />
      {may ? (
        <div className="office-foot">
          <Button onClick={() => open({ what: 'deposit' })}>{t('seniors.addKey')}</Button>
        </div>
      ) : null}
      {dialog?.what === 'deposit' ? (
        <ActDialog
          {...{ title: t('seniors.addKey'), fields: holder, initial: empty, route: 'depositKey' }}
          inputOf={(values) => ({ params: { id: senior.homeFile.id }, body: bodyOf(values) })}
          onDone={done}
          onClose={close}
        />
      ) : null}
      {dialog?.what === 'hand-over' ? (
        <ActDialog
          {...{ title: t('seniors.handOver'), fields: holder, initial: empty, route: 'handKeyOver' }}
          inputOf={(values) => ({ params: { id: dialog.key.id }, body: bodyOf(values) })}
          onDone={done}
          onClose={close}
        />
      ) : null}
      {dialog?.what === 'fit' ? (
        <ActDialog
          title={t('seniors.fitTest')}
          fields={[{ key: 'fits', label: t('seniors.fits'), kind: 'tick' }]}
          initial={{ fits: true }}
          route="fitTestKey"
          inputOf={({ fits }) => ({ params: { id: dialog.key.id }, body: { fits: fits === true } })}
          onDone={done}
          onClose={close}
        />
      ) : null}
    </Card>
  );
}
