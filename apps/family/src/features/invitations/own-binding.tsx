import type { FamilySenior } from '@silverbell/wire';
import { routeKey, useRouteMutation } from '@silverbell/web-api-client';
import { Form, ProblemMessage } from '@silverbell/web-ui';
import { Card, Pair, PhoneButton } from '@silverbell/web-ui/phone';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queries } from '../../shared/app-client.js';
import { bodyOf, CodeFields, isWhole, NO_CODE } from './code-fields.js';

const readAgain = async (): Promise<void> => {
  await queries.invalidateQueries({ queryKey: routeKey('mySeniors') });
  await queries.invalidateQueries({ queryKey: routeKey('myIncidents') });
};

/** Of whom this account reads: one more by her code, or one less, at once. */
export function OwnBinding({ seniors }: { seniors: readonly FamilySenior[] }) {
  const { t } = useTranslation('family');
  return (
    <Card title={t('joining.bound')}>
      {seniors.map((one) => (
        <Leave key={one.id} senior={one} />
      ))}
      <BindForm />
    </Card>
  );
}

function BindForm() {
  const { t } = useTranslation('family');
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState(NO_CODE);
  const [missing, setMissing] = useState(false);
  const bind = useRouteMutation(api, 'bindMySenior', {
    onSuccess: async () => {
      setTyped(NO_CODE);
      setOpen(false);
      await readAgain();
    },
  });
  if (!open)
    return (
      <>
        {bind.succeeded > 0 ? <p role="status">{t('joining.done')}</p> : null}
        <PhoneButton onClick={() => setOpen(true)}>{t('joining.another')}</PhoneButton>
      </>
    );
  const send = (): void => {
    setMissing(!isWhole(typed));
    if (isWhole(typed)) bind.mutate({ body: bodyOf(typed) });
  };
  return (
    <Form name={t('joining.another')} onSend={send}>
      <CodeFields value={typed} onChange={setTyped} />
      {missing ? (
        <p role="alert" className="sb-problem">
          {t('joining.missing.code')}
        </p>
      ) : null}
      <ProblemMessage problem={bind.error} />
      <PhoneButton type="submit" busy={bind.isPending}>
        {t('joining.bind')}
      </PhoneButton>
    </Form>
  );
}

function Leave({ senior: { id, name } }: { senior: FamilySenior }) {
  const { t } = useTranslation('family');
  const [asked, setAsked] = useState(false);
  const leave = useRouteMutation(api, 'leaveMySenior', { onSuccess: readAgain });
  if (!asked)
    return (
      <PhoneButton variant="text" onClick={() => setAsked(true)}>
        {t('joining.leave', { name })}
      </PhoneButton>
    );
  return (
    <div role="group" aria-label={t('joining.leave', { name })}>
      <p>{t('joining.leaveMeans', { name })}</p>
      <ProblemMessage problem={leave.error} />
      <Pair>
        <PhoneButton busy={leave.isPending} onClick={() => leave.mutate({ params: { id } })}>
          {t('joining.leaveNow')}
        </PhoneButton>
        <PhoneButton variant="text" onClick={() => setAsked(false)}>
          {t('joining.stay')}
        </PhoneButton>
      </Pair>
    </div>
  );
}
