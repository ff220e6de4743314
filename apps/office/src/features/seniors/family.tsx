import type { FamilyInvitation, FamilyOfSenior } from '@silverbell/wire';
import { routeKey, routeQuery, useRouteMutation } from '@silverbell/web-api-client';
import { Button, dayAndTime, ProblemMessage } from '@silverbell/web-ui';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ActDialog } from '../../shared/act-dialog.js';
import { api, queries } from '../../shared/app-client.js';
import { orNone } from '../../shared/form/field.js';
import { PlainTable } from '../../shared/plain-table.js';
import { QueryStatus } from '../../shared/query-status.js';
import { ShownOnce } from '../../shared/shown-once.js';
import { useOpenDialog } from '../../shared/use-open-dialog.js';
import type { FileProps } from './senior-file.js';

const refresh = (): void => void queries.invalidateQueries({ queryKey: routeKey('familyOfSenior') });

/** CR-72: which relatives' accounts see her, whom she lets see her, and who does so no more. */
export function Family(props: FileProps) {
  const { t } = useTranslation('office');
  const { senior } = props;
  const result = useQuery(routeQuery(api, 'familyOfSenior', { params: { id: senior.id } }));
  return (
    <>
      <QueryStatus of={result} />
      {result.data === undefined ? null : (
        <>
          <h2>{t('family.accounts')}</h2>
          <Accounts {...props} accounts={result.data.accounts} />
          <h2>{t('family.invitations')}</h2>
          <Invitations {...props} invitations={result.data.invitations} />
        </>
      )}
    </>
  );
}

function Accounts({ senior, may, timeZone, accounts }: FileProps & Pick<FamilyOfSenior, 'accounts'>) {
  const { t } = useTranslation('office');
  const unbind = useRouteMutation(api, 'unbindFamily', { onSuccess: refresh });
  if (accounts.length === 0) return <p className="quiet">{t('family.noAccount')}</p>;
  return (
    <>
      <PlainTable
        name={t('family.accounts')}
        heads={[t('family.name'), t('family.contact'), t('family.boundAt'), '']}
        items={accounts}
        rowKey={(one) => one.id}
        cells={(one) => [
          one.name,
          one.contact ?? t('family.byOffice'),
          one.boundAt === null ? '—' : dayAndTime(one.boundAt, timeZone),
          may ? (
            <Button
              tone="quiet"
              busy={unbind.isPending}
              aria-label={t('family.unbindOf', { name: one.name })}
              onClick={() => unbind.mutate({ params: { id: senior.id, accountId: one.id } })}
            >
              {t('family.unbind')}
            </Button>
          ) : null,
        ]}
      />
      <ProblemMessage problem={unbind.error} />
    </>
  );
}

function Invitations({
  senior,
  may,
  timeZone,
  invitations,
}: FileProps & { readonly invitations: readonly FamilyInvitation[] }) {
  const { t } = useTranslation('office');
  const [dialog, open, close] = useOpenDialog<'invite' | FamilyInvitation>();
  const [code, setCode] = useState<string | null>(null);
  const end = useRouteMutation(api, 'endFamilyInvitation', { onSuccess: refresh });
  const isOpen = ({ state }: FamilyInvitation): boolean => state === 'asked' || state === 'accepted';
  return (
    <>
      <p className="quiet">{t('family.how')}</p>
      {invitations.length === 0 ? null : (
        <PlainTable
          name={t('family.invitations')}
          heads={[t('family.contact'), t('family.state'), t('family.madeAt'), t('family.expiresAt'), '']}
          items={invitations}
          rowKey={(one) => one.id}
          cells={(one) => [
            one.contact.name ?? t('family.contactGone'),
            t(`family.${one.state}`),
            dayAndTime(one.madeAt, timeZone),
            one.expiresAt === null ? '—' : dayAndTime(one.expiresAt, timeZone),
            may && isOpen(one) ? (
              <span key="acts">
                {one.state === 'asked' ? (
                  <Button tone="quiet" onClick={() => open(one)}>
                    {t('family.accept')}
                  </Button>
                ) : null}
                <Button tone="quiet" busy={end.isPending} onClick={() => end.mutate({ params: { id: one.id } })}>
                  {t('family.end')}
                </Button>
              </span>
            ) : null,
          ]}
        />
      )}
      <ProblemMessage problem={end.error} />
      {may && senior.contacts.length > 0 ? (
        <div className="office-foot">
          <Button onClick={() => open('invite')}>{t('family.invite')}</Button>
        </div>
      ) : null}
      {dialog === 'invite' ? (
        <ActDialog
          title={t('family.invite')}
          note={t('family.inviteWhy')}
          fields={[
            {
              ...{ key: 'contact', label: t('family.contact'), kind: 'choice', required: true },
              choices: senior.contacts.map(({ id, name, relation }) => ({
                value: id,
                label: `${name}（${relation}）`,
              })),
            },
          ]}
          initial={{ contact: '' }}
          route="inviteFamily"
          inputOf={({ contact }) => ({ params: { id: String(contact) }, body: {} })}
          onDone={() => {
            refresh();
            close();
          }}
          onClose={close}
        />
      ) : null}
      {dialog !== null && dialog !== 'invite' ? (
        <Accept
          senior={senior}
          invitation={dialog}
          onDone={(shown) => {
            refresh();
            close();
            setCode(shown);
          }}
          onClose={close}
        />
      ) : null}
      {code === null ? null : (
        <ShownOnce
          title={t('family.code')}
          lines={[{ label: t('family.code'), text: code }]}
          onClose={() => setCode(null)}
        >
          <p>{t('family.codeWhy')}</p>
        </ShownOnce>
      )}
    </>
  );
}

interface AcceptProps extends Pick<FileProps, 'senior'> {
  readonly invitation: FamilyInvitation;
  /** The code, when no gateway sent it. */
  readonly onDone: (code: string | null) => void;
  readonly onClose: () => void;
}

function Accept({ senior, invitation, onDone, onClose }: AcceptProps) {
  const { t } = useTranslation('office');
  const guardians = senior.contacts.filter(({ guardianProof }) => guardianProof !== null);
  return (
    <ActDialog
      title={t('family.acceptOf', { name: invitation.contact.name ?? '' })}
      note={t('family.acceptWhy')}
      fields={[
        {
          ...{ key: 'capacity', label: t('seniors.capacity'), kind: 'choice', required: true },
          choices: (['self', 'guardian'] as const).map((value) => ({ value, label: t(`seniors.${value}`) })),
        },
        {
          ...{ key: 'how', label: t('seniors.how'), kind: 'choice', required: true },
          choices: (['signed', 'spoken', 'recorded'] as const).map((value) => ({
            value,
            label: t(`seniors.${value}`),
          })),
        },
        {
          ...{ key: 'guardian', label: t('family.guardian'), kind: 'choice', hint: t('family.guardianHint') },
          choices: guardians.map(({ id, name }) => ({ value: id, label: name })),
        },
      ]}
      initial={{ capacity: 'self', how: '', guardian: '' }}
      route="acceptFamily"
      inputOf={({ capacity, how, guardian }) => {
        const guardianContactId = orNone(guardian ?? '');
        return {
          params: { id: invitation.id },
          body: {
            ...{ capacity: capacity as 'self' | 'guardian', how: how as 'signed' | 'spoken' | 'recorded' },
            ...(guardianContactId === undefined ? {} : { guardianContactId: String(guardianContactId) }),
          },
        };
      }}
      onDone={({ code }) => onDone(code)}
      onClose={onClose}
    />
  );
}
