import { UA, WebSocketInterface } from 'jssip';
import type { SoftphoneLogin } from '@silverbell/wire';
import type { Softphone, SoftphoneDeps, SoftphoneLine } from './softphone.js';
import { ObservedState } from './softphone-state.js';

type Session = ReturnType<UA['call']>;
type SipSocket = WebSocketInterface;

/** A registration that is not renewed ends within this: a browser that died rings no more. */
const REGISTERED_FOR_S = 60;
/** How long it rings is the exchange's to say. */
const RINGS_AT_MOST_S = 600;
const TRY_AGAIN_MS = 5_000;
const RECONNECT_AFTER_S = { least: 1, most: 10 };
const BUSY = 486;

/** A softphone over JsSIP: SIP over WebSocket, sound over WebRTC. */
export class JsSipSoftphone implements Softphone {
  readonly #observed = new ObservedState();
  readonly state = this.#observed.read;
  readonly subscribe = this.#observed.subscribe;
  #agent: UA | null = null;
  #session: Session | null = null;
  #stopped = false;
  /** Of the newest login: a relay's lapses with it. */
  #turn: SoftphoneLogin['turn'] = null;
  #cancelRetry = (): void => undefined;

  constructor(
    private readonly deps: SoftphoneDeps,
    private readonly socketTo: (url: string) => SipSocket = (url) => new WebSocketInterface(url),
  ) {
    void this.#begin();
  }

  answer(): void {
    this.#session?.answer({
      mediaConstraints: { audio: true, video: false },
      pcConfig: { iceServers: this.#turn === null ? [] : [this.#turn] },
    });
    this.#observed.changeLeg({ state: 'connecting' });
  }

  hangUp(): void {
    this.#session?.terminate();
  }

  hold(): void {
    this.#session?.hold({}, () => this.#observed.changeLeg({ state: 'held' }));
  }

  resume(): void {
    this.#session?.unhold({}, () => this.#observed.changeLeg({ state: 'talking' }));
  }

  setMicrophone(on: boolean): void {
    if (on) this.#session?.unmute({ audio: true });
    else this.#session?.mute({ audio: true });
  }

  stop(): void {
    this.#stopped = true;
    this.#cancelRetry();
    this.#agent?.stop();
    this.#over();
  }

  async #begin(): Promise<void> {
    try {
      await this.deps.askForMicrophone();
    } catch {
      this.#observed.setLine('no-microphone');
      return this.#again(() => this.#begin());
    }
    const login = await this.#freshLogin();
    if (this.#stopped) return;
    if (login === null) return this.#again(() => this.#begin());
    this.#agent = this.#agentOf(login);
    this.#agent.start();
  }

  #agentOf({ url, domain, extension, username, password }: SoftphoneLogin): UA {
    const agent = new UA({
      sockets: [this.socketTo(url)],
      uri: `sip:${extension}@${domain}`,
      ...{ authorization_user: username, password, user_agent: 'Silverbell' },
      ...{ register_expires: REGISTERED_FOR_S, no_answer_timeout: RINGS_AT_MOST_S },
      connection_recovery_min_interval: RECONNECT_AFTER_S.least,
      connection_recovery_max_interval: RECONNECT_AFTER_S.most,
    });
    // What an agent says that was stopped is about no phone of this desk any more.
    const isCurrent = (): boolean => this.#agent === agent && !this.#stopped;
    const setLine = (line: SoftphoneLine): void => {
      if (isCurrent()) this.#observed.setLine(line);
    };
    agent.on('registered', () => setLine('registered'));
    agent.on('disconnected', () => setLine('lost'));
    agent.on('unregistered', () => setLine('lost'));
    agent.on('registrationFailed', ({ response }) => {
      // The typings know no failure without an answer.
      const isSilent = (response as unknown) === null;
      setLine(isSilent ? 'lost' : 'refused');
      if (!isCurrent()) return;
      // A line that is open and silent may be dead for good: take another, unless a call would end with it.
      if (isSilent && agent.isConnected() && this.#session === null) this.#startOver();
      else this.#again(() => this.#renew());
    });
    // With a listener JsSIP leaves it to us to register again, and the login may have lapsed by then.
    agent.on('registrationExpiring', () => void this.#renew());
    agent.on('newRTCSession', ({ originator, session }: { readonly originator: string; readonly session: Session }) => {
      if (originator === 'remote') this.#rings(session);
    });
    return agent;
  }

  /** Registers again with a fresh login. While the line is cut JsSIP registers by itself as soon as it is back. */
  async #renew(): Promise<void> {
    const login = await this.#freshLogin();
    if (this.#stopped || this.#agent === null) return;
    if (login === null) return this.#again(() => this.#renew());
    this.#agent.set('authorization_user', login.username);
    this.#agent.set('password', login.password);
    if (this.#agent.isConnected()) this.#agent.register();
  }

  /** `null`: our server gave none, and the phone says that it cannot be reached. */
  async #freshLogin(): Promise<SoftphoneLogin | null> {
    try {
      const login = await this.deps.login();
      this.#turn = login.turn;
      return login;
    } catch {
      if (!this.#stopped) this.#observed.setLine('lost');
      return null;
    }
  }

  #again(run: () => Promise<void>): void {
    this.#cancelRetry();
    if (!this.#stopped) this.#cancelRetry = this.deps.later(TRY_AGAIN_MS, () => void run());
  }

  #startOver(): void {
    const agent = this.#agent;
    this.#agent = null;
    agent?.stop();
    this.#again(() => this.#begin());
  }

  #rings(session: Session): void {
    // A second call goes to a colleague: this desk has one pair of ears.
    if (this.#session !== null) return session.terminate({ status_code: BUSY });
    this.#session = session;
    this.#observed.beginLeg();
    session.on('peerconnection', ({ peerconnection }) => {
      peerconnection.addEventListener('track', ({ streams: [stream], track }) =>
        this.deps.hear(stream ?? new MediaStream([track])),
      );
    });
    session.on('confirmed', () => this.#observed.changeLeg({ state: 'talking' }));
    session.on('muted', () => this.#observed.changeLeg({ microphoneOff: true }));
    session.on('unmuted', () => this.#observed.changeLeg({ microphoneOff: false }));
    session.on('ended', () => this.#over());
    session.on('failed', () => this.#over());
    session.on('getusermediafailed', () => {
      this.#startOver();
      this.#observed.setLine('no-microphone');
    });
  }

  #over(): void {
    this.#session = null;
    this.deps.hear(null);
    this.#observed.endLeg();
  }
}
