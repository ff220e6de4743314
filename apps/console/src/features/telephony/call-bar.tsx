import type { PhoneCallOnWire, TelephonyOnWire } from '@silverbell/wire';
import { AGENT_STATE_LABELS, CALL_CONTROL_LABELS, NUMBER_OWNER_LABELS, type CallControl } from '@silverbell/vocabulary';
import { Button, labelOf } from '@silverbell/web-ui';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './call-bar.module.css';
import { callAtDesk, clockOf, homesOf, leadForTransfer, secondsOf } from './calls-of.js';
import { SoftphonePanel } from './softphone-panel.js';
import type { PhoneLeg, SoftphoneState } from './softphone.js';

export interface CallBarProps {
  readonly telephony: TelephonyOnWire;
  readonly accountId: string;
  readonly selectedId: string | null;
  readonly now: number;
  readonly busy: boolean;
  /** The telephone in this browser; `null`: a telephone stands on the desk. */
  readonly softphone: SoftphoneState | null;
  /** `call` is `null` while the softphone rings and the exchange has not reported who calls. */
  readonly onControl: (call: PhoneCallOnWire | null, control: CallControl, to?: string) => void;
  readonly onMicrophone: (on: boolean) => void;
  /** `null`: of an unknown caller. */
  readonly onOpenIncident: (call: PhoneCallOnWire, homeId: string | null) => void;
  readonly onLink: (call: PhoneCallOnWire, incidentId: string) => void;
  readonly onSelect: (incidentId: string) => void;
  readonly onChoose: (choice: 'ready' | 'break', extension: string) => void;
  /** Between the call and the telephone of this desk. */
  readonly children?: ReactNode;
}

/** At the foot of the console. It never takes the focus and never covers a form: who rings stands here until the operator turns to it. */
export function CallBar({ telephony, accountId, now, softphone, onMicrophone, children, ...acts }: CallBarProps) {
  const { t } = useTranslation('console');
  const call = callAtDesk(telephony, accountId);
  const { link, backupNumber, me } = telephony;
  return (
    <section className={styles.bar} aria-label={t('telephony.label')}>
      {link === 'down' || softphone?.line === 'lost' ? (
        <strong role="alert" className={styles.down}>
          {backupNumber === null ? t('telephony.downNoNumber') : t('telephony.down', { number: backupNumber })}
        </strong>
      ) : null}
      {link === 'none' ? <span className={styles.quiet}>{t('telephony.none')}</span> : null}
      <div className={styles.call}>
        {/* Said once when it changes; the seconds beside it are not read out. */}
        <span role="status">{call === null ? link === 'none' ? '' : t('telephony.free') : <Who call={call} />}</span>
        {call === null ? null : (
          <CallActs
            key={call.id}
            call={call}
            leg={softphone?.leg ?? null}
            lead={leadForTransfer(telephony, accountId)}
            now={now}
            {...acts}
          />
        )}
      </div>
      {softphone === null || me.extension === null ? null : (
        <SoftphonePanel
          state={softphone}
          extension={me.extension}
          isReported={call !== null}
          onControl={(control) => acts.onControl(null, control)}
          onMicrophone={onMicrophone}
        />
      )}
      {children}
      {link === 'none' ? null : <OwnPhone me={me} busy={acts.busy} onChoose={acts.onChoose} />}
    </section>
  );
}

function Who({ call }: { readonly call: PhoneCallOnWire }) {
  const { t } = useTranslation('console');
  const [first, ...others] = call.matches;
  const who =
    first === undefined
      ? call.number === null
        ? t('telephony.hidden')
        : `${t('telephony.unknown')} ${call.number}`
      : others.length === 0
        ? `${first.name}（${labelOf(NUMBER_OWNER_LABELS, first.as)}${first.seniorName === null ? '' : `·${first.seniorName}`}）`
        : t('telephony.several', { people: String(call.matches.length) });
  const state =
    call.state === 'ringing'
      ? call.direction === 'in'
        ? 'ringing'
        : 'calling'
      : call.state === 'held'
        ? 'held'
        : 'talking';
  return <span className={styles.who}>{t(`telephony.${state}`, { who })}</span>;
}

function CallActs({
  call,
  leg,
  lead,
  now,
  selectedId,
  busy,
  onControl,
  onOpenIncident,
  onLink,
  onSelect,
}: {
  readonly call: PhoneCallOnWire;
  readonly leg: PhoneLeg | null;
  readonly lead: ReturnType<typeof leadForTransfer>;
} & Omit<CallBarProps, 'telephony' | 'accountId' | 'softphone' | 'onMicrophone' | 'onChoose' | 'children'>) {
  const { t } = useTranslation('console');
  const [third, setThird] = useState('');
  const homes = homesOf(call);
  // The phone of this desk is ahead of the report of it.
  const { state } = leg ?? call;
  const isRinging = state === 'ringing';
  const rest = state === 'held' ? 'resume' : 'hold';
  return (
    <>
      <time className={styles.clock} role="timer" aria-live="off">
        {clockOf(secondsOf(call, now))}
      </time>
      {isRinging && (call.direction === 'in' || leg !== null) ? (
        <Button id="answer-call" tone="primary" keys="Alt+A" busy={busy} onClick={() => onControl(call, 'answer')}>
          {labelOf(CALL_CONTROL_LABELS, 'answer')}
        </Button>
      ) : null}
      {isRinging ? null : (
        <Button id="hold-call" keys="Alt+W" busy={busy} onClick={() => onControl(call, rest)}>
          {labelOf(CALL_CONTROL_LABELS, rest)}
        </Button>
      )}
      <Button id="hang-up-call" keys="Alt+X" busy={busy} onClick={() => onControl(call, 'hang-up')}>
        {labelOf(CALL_CONTROL_LABELS, 'hang-up')}
      </Button>
      {isRinging ? null : (
        <>
          <input
            aria-label={t('telephony.third')}
            placeholder={t('telephony.third')}
            type="tel"
            value={third}
            onChange={(event) => setThird(event.target.value)}
          />
          <Button
            busy={busy}
            disabled={third.trim().length < 2}
            onClick={() => onControl(call, 'conference', third.trim())}
          >
            {t('telephony.add')}
          </Button>
          {lead === undefined ? null : lead === null ? (
            <Button disabled>{t('telephony.toLeadNone')}</Button>
          ) : (
            <Button busy={busy} onClick={() => onControl(call, 'transfer', lead.extension)}>
              {t('telephony.toLead', { name: lead.name })}
            </Button>
          )}
        </>
      )}
      {call.incidentId === null ? (
        <>
          {homes.map(({ homeId, name, label }) => (
            <Button key={homeId} busy={busy} onClick={() => onOpenIncident(call, homeId)}>
              {t('telephony.openOf', { who: label === null ? name : `${name}·${label}` })}
            </Button>
          ))}
          {homes.length === 1 ? null : (
            <Button busy={busy} onClick={() => onOpenIncident(call, null)}>
              {t('telephony.openUnknown')}
            </Button>
          )}
          {selectedId === null ? null : (
            <Button busy={busy} onClick={() => onLink(call, selectedId)}>
              {t('telephony.link')}
            </Button>
          )}
        </>
      ) : call.incidentId === selectedId ? (
        <span className={styles.quiet}>{t('telephony.about')}</span>
      ) : (
        <Button onClick={() => onSelect(call.incidentId ?? '')}>{t('telephony.openIncident')}</Button>
      )}
    </>
  );
}

function OwnPhone({
  me,
  busy,
  onChoose,
}: Pick<CallBarProps, 'busy' | 'onChoose'> & { readonly me: TelephonyOnWire['me'] }) {
  const { t } = useTranslation('console');
  const [extension, setExtension] = useState(me.extension ?? '');
  const isKnown = /^\d{2,8}$/.test(extension);
  const isAway = me.state === 'break' || me.state === 'offline';
  return (
    <div className={styles.me} role="group" aria-label={t('telephony.me')}>
      <span>{labelOf(AGENT_STATE_LABELS, me.state)}</span>
      <input
        aria-label={t('telephony.extension')}
        placeholder={t('telephony.extension')}
        inputMode="numeric"
        value={extension}
        onChange={(event) => setExtension(event.target.value)}
      />
      <Button busy={busy} disabled={!isKnown} onClick={() => onChoose(isAway ? 'ready' : 'break', extension)}>
        {t(isAway ? 'telephony.ready' : 'telephony.break')}
      </Button>
    </div>
  );
}
