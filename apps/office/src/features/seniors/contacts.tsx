import { NOTICE_LEVEL_LABELS, type NoticeLevel } from '@silverbell/vocabulary';
import { Button, choicesOf, labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { numberOrNone } from '../../shared/form/field.js';
import { PlainTable } from '../../shared/plain-table.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { refreshFile } from './refresh-file.js';
import type { FileProps } from './senior-file.js';

/** Who is rung, in which order, and what each may decide. */
export function Contacts({ senior, may }: FileProps) {
  const { t } = useTranslation('office');
  const [dialog, open, close] = useOpenDialog<'new' | { readonly id: string; readonly name: string }>();
  const done = (): void => {
    refreshFile();
    close();
  };
  return (
    <>
      <PlainTable
        name={t('seniors.tabs.contacts')}
        heads={[
          ...[t('seniors.order'), t('seniors.name'), t('seniors.relation'), t('seniors.phone'), t('seniors.notice')],
          ...[t('seniors.canCome'), t('seniors.decide'), ''],
        ]}
        items={senior.contacts}
        rowKey={(one) => one.id}
        cells={(one) => [
          one.position,
          one.conflict ? `${one.name}（${t('seniors.conflictMark')}）` : one.name,
          one.relation,
          one.phone,
          labelOf(NOTICE_LEVEL_LABELS, one.noticeLevel),
          one.canComeMinutes === null ? '—' : t('seniors.minutes', { n: one.canComeMinutes }),
          t(one.mayDecide ? 'form.yes' : 'form.no'),
          may ? (
            <Button
              tone="quiet"
              aria-label={t('seniors.removeContactOf', { name: one.name })}
              onClick={() => open(one)}
            >
              {t('seniors.removeContact')}
            </Button>
          ) : null,
        ]}
      />
      {may ? (
        <div className="office-foot">
          <Button onClick={() => open('new')}>{t('seniors.addContact')}</Button>
        </div>
      ) : null}
      {dialog === 'new' ? (
        <ActDialog
          title={t('seniors.addContact')}
          fields={[
            { key: 'name', label: t('seniors.name'), kind: 'text', required: true },
            { key: 'relation', label: t('seniors.relation'), kind: 'text', required: true },
            { key: 'phone', label: t('seniors.phone'), kind: 'phone', required: true },
            { key: 'position', label: t('seniors.order'), kind: 'number' },
            {
              ...{ key: 'noticeLevel', label: t('seniors.notice'), kind: 'choice', required: true },
              choices: choicesOf(NOTICE_LEVEL_LABELS),
            },
            { key: 'canComeMinutes', label: t('seniors.canCome'), kind: 'number' },
            { key: 'mayDecide', label: t('seniors.decide'), kind: 'tick' },
          ]}
          initial={{
            ...{ name: '', relation: '', phone: '', position: String(senior.contacts.length + 1) },
            ...{ noticeLevel: '', canComeMinutes: '', mayDecide: false },
          }}
          route="addContact"
          inputOf={(values) => {
            const position = numberOrNone(values['position'] ?? '');
            return {
              params: { id: senior.id },
              body: {
                ...{
                  name: String(values['name']),
                  relation: String(values['relation']),
                  phone: String(values['phone']),
                },
                ...(position === undefined ? {} : { position }),
                noticeLevel: values['noticeLevel'] as NoticeLevel,
                canComeMinutes: numberOrNone(values['canComeMinutes'] ?? '') ?? null,
                mayDecide: values['mayDecide'] === true,
              },
            };
          }}
          onDone={done}
          onClose={close}
        />
      ) : null}
      {typeof dialog === 'object' && dialog !== null ? (
        <ActDialog
          title={t('seniors.removeContactOf', { name: dialog.name })}
          fields={[{ key: 'reason', label: t('seniors.reason'), kind: 'text', required: true }]}
          initial={{ reason: '' }}
          route="removeContact"
          inputOf={({ reason }) => ({ params: { id: dialog.id }, body: { reason: String(reason) } })}
          onDone={done}
          onClose={close}
        />
      ) : null}
    </>
  );
}
