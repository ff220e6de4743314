import type { SeniorOnFile } from '@silverbell/wire';
import { NOTICE_LEVEL_LABELS, type NoticeLevel } from '@silverbell/vocabulary';
import { Button, choicesOf, labelOf } from '@silverbell/web-ui';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { numberOrNone, orNone, type Field, type FieldValue } from '../../shared/form/field.js';
import { PlainTable } from '../../shared/plain-table.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import { refreshFile } from './refresh-file.js';
import type { FileProps } from './senior-file.js';

type Contact = SeniorOnFile['contacts'][number];
type Act = { readonly what: 'add' } | { readonly what: 'change' | 'remove'; readonly contact: Contact };

/** Who is rung, in which order, and what each may decide. */
export function Contacts({ senior, may }: FileProps) {
  const { t } = useTranslation('office');
  const [dialog, open, close] = useOpenDialog<Act>();
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
          ...[t('seniors.canCome'), t('seniors.decide'), t('seniors.contactHours'), ''],
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
          [t(one.mayDecide ? 'form.yes' : 'form.no'), one.guardianProof].filter(Boolean).join('，'),
          one.hours,
          may ? (
            <span key="acts">
              <Button
                tone="quiet"
                aria-label={t('seniors.changeContactOf', { name: one.name })}
                onClick={() => open({ what: 'change', contact: one })}
              >
                {t('seniors.change')}
              </Button>
              <Button
                tone="quiet"
                aria-label={t('seniors.removeContactOf', { name: one.name })}
                onClick={() => open({ what: 'remove', contact: one })}
              >
                {t('seniors.removeContact')}
              </Button>
            </span>
          ) : null,
        ]}
      />
      {may ? (
        <div className="office-foot">
          <Button onClick={() => open({ what: 'add' })}>{t('seniors.addContact')}</Button>
        </div>
      ) : null}
      {dialog?.what === 'add' ? <Add senior={senior} onDone={done} onClose={close} /> : null}
      {dialog?.what === 'change' ? <Change contact={dialog.contact} onDone={done} onClose={close} /> : null}
      {dialog?.what === 'remove' ? (
        <ActDialog
          title={t('seniors.removeContactOf', { name: dialog.contact.name })}
          fields={[{ key: 'reason', label: t('seniors.reason'), kind: 'text', required: true }]}
          initial={{ reason: '' }}
          route="removeContact"
          inputOf={({ reason }) => ({ params: { id: dialog.contact.id }, body: { reason: String(reason) } })}
          onDone={done}
          onClose={close}
        />
      ) : null}
    </>
  );
}

/** The number on file is shown masked to some: it stays as it is unless another one is written. */
function useFields(phoneRequired: boolean): readonly Field<Record<string, FieldValue>>[] {
  const { t } = useTranslation('office');
  return [
    { key: 'name', label: t('seniors.name'), kind: 'text', required: true },
    { key: 'relation', label: t('seniors.relation'), kind: 'text', required: true },
    { key: 'phone', label: t('seniors.phone'), kind: 'phone', required: phoneRequired },
    { key: 'position', label: t('seniors.order'), kind: 'number' },
    {
      ...{ key: 'noticeLevel', label: t('seniors.notice'), kind: 'choice', required: true },
      choices: choicesOf(NOTICE_LEVEL_LABELS),
    },
    { key: 'canComeMinutes', label: t('seniors.canCome'), kind: 'number' },
    { key: 'mayDecide', label: t('seniors.decide'), kind: 'tick' },
    { key: 'guardianProof', label: t('seniors.guardianProof'), kind: 'text' },
    { key: 'hours', label: t('seniors.contactHours'), kind: 'text' },
  ];
}

const bodyOf = (values: Readonly<Record<string, FieldValue>>) => {
  const position = numberOrNone(values['position'] ?? '');
  return {
    ...{ name: String(values['name']), relation: String(values['relation']) },
    ...(position === undefined ? {} : { position }),
    ...{ noticeLevel: values['noticeLevel'] as NoticeLevel, mayDecide: values['mayDecide'] === true },
    canComeMinutes: numberOrNone(values['canComeMinutes'] ?? '') ?? null,
    ...{ guardianProof: orNone(values['guardianProof'] ?? '') ?? null, hours: orNone(values['hours'] ?? '') ?? null },
  };
};

interface DialogProps {
  readonly onDone: () => void;
  readonly onClose: () => void;
}

function Add({ senior, onDone, onClose }: DialogProps & Pick<FileProps, 'senior'>) {
  const { t } = useTranslation('office');
  return (
    <ActDialog
      title={t('seniors.addContact')}
      fields={useFields(true)}
      initial={{
        ...{ name: '', relation: '', phone: '', position: String(senior.contacts.length + 1), noticeLevel: '' },
        ...{ canComeMinutes: '', mayDecide: false, guardianProof: '', hours: '' },
      }}
      route="addContact"
      inputOf={(values) => ({
        params: { id: senior.id },
        body: { ...bodyOf(values), phone: String(values['phone']) },
      })}
      onDone={onDone}
      onClose={onClose}
    />
  );
}

function Change({ contact, onDone, onClose }: DialogProps & { readonly contact: Contact }) {
  const { t } = useTranslation('office');
  return (
    <ActDialog
      title={t('seniors.changeContactOf', { name: contact.name })}
      fields={useFields(false)}
      initial={{
        ...{ name: contact.name, relation: contact.relation, phone: '', position: String(contact.position) },
        ...{ noticeLevel: contact.noticeLevel, mayDecide: contact.mayDecide },
        canComeMinutes: contact.canComeMinutes === null ? '' : String(contact.canComeMinutes),
        ...{ guardianProof: contact.guardianProof ?? '', hours: contact.hours ?? '' },
      }}
      route="changeContact"
      inputOf={(values) => ({
        params: { id: contact.id },
        body: { ...bodyOf(values), ...(values['phone'] === '' ? {} : { phone: String(values['phone']) }) },
      })}
      onDone={onDone}
      onClose={onClose}
    />
  );
}
