import { HELPER_CHANNEL_LABELS } from '@silverbell/vocabulary';
import { routeKey, routeQuery, useRouteMutation } from '@silverbell/web-api-client';
import type { AnswerOf } from '@silverbell/wire';
import { dayAndTime, Form, labelOf, ProblemMessage, TextField } from '@silverbell/web-ui';
import { Card, PhoneButton } from '@silverbell/web-ui/phone';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, queries } from '../../shared/app-client.js';

type Test = AnswerOf<'myChannelTests'>['items'][number];

const ASK_EVERY_MS = 60_000;

/** The weekly test of every way she is reached by. Asking for it is itself the proof that this page reaches her. */
export const useChannelTests = () =>
  useQuery({ ...routeQuery(api, 'myChannelTests', {}), refetchInterval: ASK_EVERY_MS });

export function ChannelTests() {
  const { t } = useTranslation('helper');
  const tests = useChannelTests();
  return (
    <Card title={t('channels.title')} label={t('channels.title')}>
      {tests.data?.items.length === 0 ? <p>{t('channels.none')}</p> : null}
      {tests.data === undefined ? <p>{t(tests.isError ? 'channels.unread' : 'common.loading')}</p> : null}
      {tests.data?.items.map((test) => (
        <Answer key={test.id} test={test} />
      ))}
    </Card>
  );
}

function Answer({ test }: { test: Test }) {
  const { t } = useTranslation('helper');
  const [code, setCode] = useState('');
  const [missing, setMissing] = useState(false);
  const confirm = useRouteMutation(api, 'confirmChannel', {
    onSettled: () => queries.invalidateQueries({ queryKey: routeKey('myChannelTests') }),
  });
  const send = (): void => {
    const incomplete = test.needsCode && !/^\d{4}$/.test(code.trim());
    setMissing(incomplete);
    if (!incomplete) confirm.mutate({ params: { id: test.id }, body: test.needsCode ? { code: code.trim() } : {} });
  };
  const channel = labelOf(HELPER_CHANNEL_LABELS, test.channel);
  return (
    <Form name={t('channels.of', { channel })} onSend={send}>
      <p>
        {t(test.needsCode ? 'channels.code' : 'channels.here', { channel, by: dayAndTime(test.answerBy, undefined) })}
      </p>
      {test.needsCode ? (
        <TextField
          label={t('channels.digits', { channel })}
          value={code}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={4}
          error={missing ? t('channels.four') : undefined}
          onValueChange={setCode}
        />
      ) : null}
      <ProblemMessage problem={confirm.error} />
      <PhoneButton type="submit" icon="check" busy={confirm.isPending}>
        {t('channels.confirm', { channel })}
      </PhoneButton>
    </Form>
  );
}
