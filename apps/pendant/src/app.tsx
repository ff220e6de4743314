import { ALERT_KIND_LABELS, RECEIPT_STAGE_LABELS } from '@silverbell/vocabulary';
import { ApiClient, createQueryClient, routeQuery } from '@silverbell/web-api-client';
import { serverClock } from '@silverbell/web-live';
import {
  Button,
  clockSpan,
  DemoBanner,
  Form,
  language,
  LanguageSwitch,
  SelectField,
  TextField,
  timeOfDay,
  labelOf,
} from '@silverbell/web-ui';
import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Line, type LineState } from './line.js';
import { Pendant, type Press } from './pendant.store.js';

const api = new ApiClient({ language, onServerTime: (ms) => serverClock.learn(ms) });
const demoDevices = Array.from({ length: 8 }, (_, n) => `demo-pendant-${n + 1}`);
const kinds = ['sos', 'fall', 'panic', 'smoke', 'gas', 'assistance', 'battery-low', 'cancel'] as const;

interface Device {
  readonly deviceId: string;
  readonly secret: string;
}

const queries = createQueryClient({ refetchOnWindowFocus: 'always', refetchOnReconnect: 'always' });

export function App() {
  return (
    <QueryClientProvider client={queries}>
      <PendantPage />
    </QueryClientProvider>
  );
}

function PendantPage() {
  const { t } = useTranslation('pendant');
  const meta = useQuery({ ...routeQuery(api, 'meta', {}), refetchInterval: 60_000 }).data;
  const [device, setDevice] = useState<Device | null>(null);
  useEffect(() => {
    document.title = t('app.title');
  }, [t]);
  return (
    <div className="page">
      <DemoBanner demo={meta?.demo === true} logins={['demo-pendant-1 … demo-pendant-8']} />
      <header className="top">
        <h1>{t('app.title')}</h1>
        <LanguageSwitch />
      </header>
      <main className="day">
        {device === null ? (
          <Connect demo={meta?.demo === true} ready={meta !== undefined} onConnect={setDevice} />
        ) : (
          <Wearing
            key={device.deviceId}
            device={device}
            port={meta?.mqttWsPort ?? 0}
            timeZone={meta?.timeZone}
            onLeave={() => setDevice(null)}
          />
        )}
      </main>
    </div>
  );
}

function Connect({ demo, ready, onConnect }: { demo: boolean; ready: boolean; onConnect: (device: Device) => void }) {
  const { t } = useTranslation('pendant');
  const [deviceId, setDeviceId] = useState('');
  const [secret, setSecret] = useState('');
  useEffect(() => {
    if (!demo) return;
    setDeviceId((before) => (before === '' ? 'demo-pendant-1' : before));
    setSecret((before) => (before === '' ? 'silverbell-demo' : before));
  }, [demo]);
  return (
    <section className="sheet" aria-label={t('connect.title')}>
      <p>{t('app.intro')}</p>
      <Form
        name={t('connect.title')}
        onSend={() => {
          if (ready && deviceId.trim() !== '') onConnect({ deviceId: deviceId.trim(), secret });
        }}
      >
        {demo ? (
          <SelectField
            label={t('connect.device')}
            value={deviceId}
            choices={demoDevices.map((value) => ({ value, label: value }))}
            onValueChange={setDeviceId}
          />
        ) : (
          <TextField label={t('connect.device')} value={deviceId} onValueChange={setDeviceId} />
        )}
        <TextField label={t('connect.secret')} type="password" value={secret} onValueChange={setSecret} />
        {ready ? null : <p role="status">{t('connect.noPort')}</p>}
        <Button type="submit" tone="primary" className="big" disabled={!ready}>
          {t('connect.submit')}
        </Button>
      </Form>
    </section>
  );
}

function Wearing({
  device,
  port,
  timeZone,
  onLeave,
}: {
  device: Device;
  port: number;
  timeZone: string | undefined;
  onLeave: () => void;
}) {
  const { t } = useTranslation('pendant');
  const [state, setState] = useState<LineState>('connecting');
  const [kind, setKind] = useState<string>('sos');
  const [now, setNow] = useState(() => serverClock.now());
  const wiring = useMemo(() => {
    let line: Line | null = null;
    const pendant = new Pendant(device.deviceId, (topic, payload) => line?.publish(topic, payload) ?? false);
    return {
      pendant,
      open: () => {
        line = new Line({
          host: location.hostname,
          port,
          secure: location.protocol.startsWith('https'),
          ...device,
          onState: (next) => {
            setState(next);
            if (next === 'on') pendant.tick(serverClock.now(), true);
          },
          onReceipt: (payload) => pendant.hear(payload),
        });
        return () => line?.close();
      },
    };
  }, [device, port]);
  useEffect(() => wiring.open(), [wiring]);
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(serverClock.now());
      wiring.pendant.tick(serverClock.now());
    }, 1_000);
    return () => clearInterval(timer);
  }, [wiring]);
  const press = useSyncExternalStore(wiring.pendant.subscribe, wiring.pendant.current);

  const pressed = (): void => {
    navigator.vibrate?.(150);
    wiring.pendant.press(
      `page-${serverClock.now().toString(36)}-${Math.floor(Math.random() * 1e9).toString(36)}`,
      kind,
      80,
      serverClock.now(),
    );
    setNow(serverClock.now());
  };
  return (
    <section className="sheet" aria-label={t('press.title')}>
      <p className="state-line">
        <strong>{device.deviceId}</strong>
        <span role="status" className={`tag ${state === 'on' ? 'tag-strong' : ''}`}>
          {t(`connect.state.${state}`)}
        </span>
        <Button tone="quiet" onClick={onLeave}>
          {t('connect.disconnect')}
        </Button>
      </p>
      <SelectField
        label={t('press.kind')}
        value={kind}
        choices={kinds.map((value) => ({ value, label: labelOf(ALERT_KIND_LABELS, value) }))}
        onValueChange={setKind}
      />
      <button type="button" className="bell" onClick={pressed}>
        {press === null ? t('press.button') : t('press.again')}
      </button>
      <Progress press={press} now={now} connected={state === 'on'} />
      <Lights press={press} />
      <Receipts press={press} timeZone={timeZone} />
    </section>
  );
}

function Progress({ press, now, connected }: { press: Press | null; now: number; connected: boolean }) {
  const { t } = useTranslation('pendant');
  if (press === null) return null;
  return (
    <>
      {press.fellBack ? (
        <p role="alert" className="cut">
          <strong>{t('press.none')}</strong>
        </p>
      ) : null}
      {press.received ? null : (
        <p role="status">
          {connected ? t('press.waiting', { span: clockSpan(now - press.pressedAtMs) }) : t('press.noLine')}{' '}
          {press.attempts > 0 ? t('press.sending', { n: press.attempts }) : null}
        </p>
      )}
      <p className="quiet">{t('press.id', { id: press.id })}</p>
    </>
  );
}

const lamps = ['received', 'searching', 'coming', 'arrived'] as const;

/** Which lamps burn after a stage; a later stage may put one out again: a broken promise is taken back. */
function burning(press: Press | null): ReadonlySet<string> {
  const on = new Set<string>();
  if (press === null || press.receipts.some((one) => one.silent === true)) return on;
  for (const { stage } of press.receipts) {
    on.add('received');
    if (stage === 'searching' || stage === 'still-trying' || stage === 'helper-changed') {
      on.add('searching');
      on.delete('coming');
    }
    if (stage === 'helper-assigned') {
      on.delete('searching');
      on.add('coming');
    }
    if (stage === 'helper-arrived') {
      on.delete('searching');
      on.add('arrived');
    }
    if (stage === 'closed') on.clear();
  }
  return on;
}

function Lights({ press }: { press: Press | null }) {
  const { t } = useTranslation('pendant');
  const on = burning(press);
  return (
    <ul className="lights" aria-label={t('lights.title')}>
      {lamps.map((lamp) => (
        <li key={lamp} className={on.has(lamp) ? 'lamp lamp-on' : 'lamp'}>
          <span aria-hidden="true">{on.has(lamp) ? '●' : '○'}</span> {t(`lights.${lamp}`)}
          <span className="sb-visually-hidden">：{t(on.has(lamp) ? 'lights.on' : 'lights.off')}</span>
        </li>
      ))}
    </ul>
  );
}

function Receipts({ press, timeZone }: { press: Press | null; timeZone: string | undefined }) {
  const { t } = useTranslation('pendant');
  const receipts = press?.receipts ?? [];
  return (
    <section aria-label={t('receipts.title')}>
      <h2>{t('receipts.title')}</h2>
      {receipts.length === 0 ? <p className="quiet">{t('receipts.none')}</p> : null}
      <ol className="steps" aria-live="polite">
        {receipts.map((one, at) => (
          <li key={at} data-stage={one.stage}>
            {one.at === null ? null : <time dateTime={one.at}>{timeOfDay(one.at, timeZone)}</time>}
            <strong>
              {one.silent === true ? t('press.silent') : (one.say ?? labelOf(RECEIPT_STAGE_LABELS, one.stage))}
            </strong>
            {one.silent === true || !one.helperName ? null : <span>{one.helperName}</span>}
            {one.silent === true || one.etaMinutes === null || one.etaMinutes === undefined ? null : (
              <span>{t('press.eta', { n: one.etaMinutes })}</span>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
