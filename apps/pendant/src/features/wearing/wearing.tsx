import { ALERT_KIND_LABELS, RECEIPT_STAGE_LABELS } from '@silverbell/vocabulary';
import { serverClock } from '@silverbell/web-live';
import { clockSpan, labelOf, SelectField, timeOfDay } from '@silverbell/web-ui';
import { Band, PhoneButton, readAloud, vibrate } from '@silverbell/web-ui/phone';
import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { PendantConnection, type Device, type PendantConnectionState } from '../../shared/pendant-connection.js';
import { Pendant, type Press, type Receipt } from '../../shared/pendant.store.js';
import { lampsOf, vibrationOf } from '../../shared/stages.js';
import { PendantFace } from './pendant-face.js';
import styles from './wearing.module.css';

const KINDS = ['sos', 'fall', 'panic', 'smoke', 'gas', 'assistance', 'battery-low', 'cancel'] as const;

interface WearingProps {
  readonly device: Device;
  readonly port: number;
  readonly timeZone: string | undefined;
  /** Lamps of a lesson that is being tried; they give way to the next real receipt. */
  readonly triedLamps: number | null;
  readonly onReceipt: () => void;
  readonly onLeave: () => void;
}

export function Wearing({ device, port, timeZone, triedLamps, onReceipt, onLeave }: WearingProps) {
  const { t } = useTranslation('pendant');
  const { press, state, now, ring } = useDevice(device, port);
  const [kind, setKind] = useState<string>('sos');
  const [presses, setPresses] = useState(0);
  useFeltAndHeard(press?.receipts ?? [], onReceipt);
  const pressed = (): void => {
    vibrate(150);
    setPresses((before) => before + 1);
    ring(kind);
  };
  return (
    <section className={styles['wearing']} aria-label={t('press.title')}>
      <p className={styles['line']}>
        <strong>{device.deviceId}</strong>
        <span role="status">{t(`connect.state.${state}`)}</span>
      </p>
      <SelectField
        label={t('press.kind')}
        value={kind}
        choices={KINDS.map((value) => ({ value, label: labelOf(ALERT_KIND_LABELS, value) }))}
        onValueChange={setKind}
      />
      <PendantFace lamps={triedLamps ?? lampsOf(press?.receipts ?? [])} presses={presses} onPress={pressed} />
      <Progress press={press} now={now} connected={state === 'on'} />
      <Receipts press={press} timeZone={timeZone} />
      <PhoneButton variant="text" onClick={onLeave}>
        {t('connect.disconnect')}
      </PhoneButton>
    </section>
  );
}

/** The device and its line: one press at a time, repeated until it is received. */
function useDevice(device: Device, port: number) {
  const [state, setState] = useState<PendantConnectionState>('connecting');
  const [now, setNow] = useState(() => serverClock.now());
  const wiring = useMemo(() => {
    let connection: PendantConnection | null = null;
    const pendant = new Pendant(device.deviceId, (topic, payload) => connection?.publish(topic, payload) ?? false);
    return {
      pendant,
      open: () => {
        connection = new PendantConnection({
          host: location.hostname,
          port,
          secure: location.protocol.startsWith('https'),
          ...device,
          onState: (next) => {
            setState(next);
            if (next === 'on') pendant.tick(serverClock.now(), true);
          },
          onReceipt: (payload) => pendant.onReceipt(payload),
        });
        return () => connection?.close();
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
  const ring = (kind: string): void => {
    const id = `page-${serverClock.now().toString(36)}-${Math.floor(Math.random() * 1e9).toString(36)}`;
    wiring.pendant.press(id, kind, 80, serverClock.now());
    setNow(serverClock.now());
  };
  return { press, state, now, ring };
}

/** What the wearer feels and hears of a new receipt; of a silent one nothing. */
function useFeltAndHeard(receipts: readonly Receipt[], onReceipt: () => void): void {
  const heard = useRef(0);
  const told = useRef(onReceipt);
  told.current = onReceipt;
  useEffect(() => {
    if (receipts.length <= heard.current) {
      heard.current = receipts.length;
      return;
    }
    heard.current = receipts.length;
    told.current();
    const last = receipts.at(-1);
    const pattern = last === undefined ? null : vibrationOf(last);
    if (last === undefined || pattern === null) return;
    vibrate(pattern);
    readAloud(last.say ?? labelOf(RECEIPT_STAGE_LABELS, last.stage));
  }, [receipts]);
}

function Progress({ press, now, connected }: { press: Press | null; now: number; connected: boolean }) {
  const { t } = useTranslation('pendant');
  if (press === null) return null;
  return (
    <>
      {press.fellBack ? <Band tone="bad" icon="phone" role="alert" title={t('press.none')} /> : null}
      {press.received ? null : (
        <p role="status">
          {connected ? t('press.waiting', { span: clockSpan(now - press.pressedAtMs) }) : t('press.notSent')}{' '}
          {press.attempts > 0 ? t('press.sending', { n: press.attempts }) : null}
        </p>
      )}
    </>
  );
}

function Receipts({ press, timeZone }: { press: Press | null; timeZone: string | undefined }) {
  const { t } = useTranslation('pendant');
  const receipts = press?.receipts ?? [];
  return (
    <section aria-label={t('receipts.title')} className={styles['receipts']}>
      <h2>{t('receipts.title')}</h2>
      {receipts.length === 0 ? <p>{t('receipts.none')}</p> : null}
      <ol aria-live="polite">
        {receipts.map((one, at) => (
          <li key={`${one.stage} ${String(at)}`} data-stage={one.stage}>
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
      {press === null ? null : <p>{t('press.id', { id: press.id })}</p>}
    </section>
  );
}
