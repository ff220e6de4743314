import { HELPER_TRANSPORT_LABELS, type HelperTransport } from '@silverbell/vocabulary';
import { labelOf, LanguageSwitch } from '@silverbell/web-ui';
import {
  AtTheFoot,
  Band,
  Card,
  ChoiceList,
  Column,
  Fact,
  Facts,
  PhoneButton,
  TEXT_SIZES,
  textSizes,
} from '@silverbell/web-ui/phone';
import { useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { session } from '../../shared/app-client.js';
import { useOutbox } from '../../shared/outbox/use-outbox.js';
import { isWaiting } from '../../shared/outbox/entry.js';
import { ChannelTests } from './channel-tests.js';

interface SettingsProps {
  readonly name: string;
  readonly helper: { readonly transport: HelperTransport; readonly nightCalls: boolean } | null;
}

/** What is hers: how she can be reached, how large the text is, the language, the way out. */
export function Settings({ name, helper }: SettingsProps) {
  const { t } = useTranslation('helper');
  const size = useSyncExternalStore(textSizes.subscribe, textSizes.current);
  const waiting = useOutbox().filter(isWaiting).length;
  return (
    <section aria-label={t('settings.title')} className="phone-screen">
      <Band tone="plain" icon="person" title={name} line={t('settings.line')} />
      <Column>
        <ChannelTests />
        {helper === null ? null : (
          <Card title={t('settings.onFile')}>
            <Facts>
              <Fact icon="bike">
                {t('settings.transport', { what: labelOf(HELPER_TRANSPORT_LABELS, helper.transport) })}
              </Fact>
              <Fact icon="moon">{t(helper.nightCalls ? 'duty.nightYes' : 'duty.nightNo')}</Fact>
            </Facts>
            <p>{t('settings.ask')}</p>
          </Card>
        )}
        <Card>
          <ChoiceList
            name={t('phone.textSize')}
            choices={TEXT_SIZES.map((px) => ({ value: String(px), label: t(`phone.textSizes.${px}`) }))}
            value={String(size)}
            onChoose={(px) => textSizes.choose(Number(px) as (typeof TEXT_SIZES)[number])}
          />
        </Card>
        <Card title={t('common.language')}>
          <LanguageSwitch />
        </Card>
        <AtTheFoot>
          {waiting === 0 ? null : <p role="status">{t('settings.unsent', { n: waiting })}</p>}
          <PhoneButton variant="text" onClick={() => session.end('left')}>
            {t('common.logout')}
          </PhoneButton>
        </AtTheFoot>
      </Column>
    </section>
  );
}
