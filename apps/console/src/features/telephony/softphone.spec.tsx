import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { SoftphoneLogin } from '@silverbell/wire';
import { waitFor } from '@testing-library/react';
import type { WebSocketInterface } from 'jssip';
import { createHash } from 'node:crypto';
import { FakeSoftphone } from './fake.softphone.js';
import { JsSipSoftphone } from './jssip.softphone.js';
import type { SoftphoneDeps } from './softphone.js';
import { softphoneSuite } from './softphone.suite.js';

softphoneSuite('a telephone without a line', () => {
  const phone = new FakeSoftphone();
  return { phone, server: phone };
});

const SDP = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 4000 RTP/SAVPF 0\r\n';
const LOGIN: SoftphoneLogin = {
  ...{ url: 'wss://sip.example/', domain: 'sip.example', extension: '801' },
  ...{ username: '1700000000:801', password: 'proof', until: '2026-11-29T06:10:00Z' },
  turn: { urls: ['turns:relay.example:5349'], username: '1700000000:801', credential: 'relayed' },
};

/** Sound that goes nowhere: as much of WebRTC as JsSIP asks for. */
class SilentConnection extends EventTarget {
  static readonly configurations: RTCConfiguration[] = [];
  constructor(configuration: RTCConfiguration = {}) {
    super();
    SilentConnection.configurations.push(configuration);
  }
  iceGatheringState = 'complete';
  signalingState = 'stable';
  localDescription = { sdp: SDP };
  createOffer = () => Promise.resolve({ type: 'offer', sdp: SDP });
  createAnswer = () => Promise.resolve({ type: 'answer', sdp: SDP });
  setLocalDescription = () => Promise.resolve();
  setRemoteDescription = () => Promise.resolve();
  getSenders = () => [];
  addTrack = () => undefined;
  close = () => undefined;
}

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');
/** One message of SIP, as far as this peer reads it. */
const read = (text: string) => {
  const [head = ''] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const all = (name: string): string[] =>
    lines.filter((line) => line.toLowerCase().startsWith(`${name}:`)).map((line) => line.slice(name.length + 1).trim());
  return { first, all, one: (name: string): string => all(name)[0] ?? '' };
};
type Message = ReturnType<typeof read>;

/** A SIP server at the other end of a WebSocket that is a pair of functions. */
class SipPeer {
  readonly seen: string[] = [];
  lines = 0;
  private socket: WebSocketInterface | null = null;
  private verdict: 'accepts' | 'refuses' | null = null;
  private registering: Message | null = null;
  /** The dialog of the call, by its INVITE. */
  private toTag = '';
  private calls = 0;
  private cseq = 1;
  private confirmsAtOnce = false;
  /** The line is open, and nothing comes back over it. */
  isSilent = false;
  /** There is no line at all. */
  isAway = false;

  readonly connect = (url: string): WebSocketInterface => {
    this.lines += 1;
    let isOpen = false;
    const socket = {
      ...{ url, sip_uri: 'sip:sip.example;transport=ws', via_transport: 'WS' },
      isConnected: () => isOpen,
      isConnecting: () => false,
      connect: () => {
        isOpen = !this.isAway;
        setTimeout(() => (this.isAway ? this.cutsLine() : this.socket?.onconnect()));
      },
      disconnect: () => (isOpen = false),
      send: (text: string) => {
        setTimeout(() => this.hears(text));
        return isOpen;
      },
    } as unknown as WebSocketInterface;
    this.socket = socket;
    return socket;
  };

  accepts(): void {
    this.verdict = 'accepts';
    this.judges();
  }

  refuses(): void {
    this.verdict = 'refuses';
    this.judges();
  }

  rings(): void {
    this.calls += 1;
    this.toTag = '';
    this.says('INVITE', SDP);
  }

  /** Acknowledges the answer, or will as soon as it is there. */
  confirms(): void {
    if (this.toTag === '') this.confirmsAtOnce = true;
    else this.says('ACK');
  }

  callerHangsUp(): void {
    if (this.toTag === '') this.says('CANCEL');
    else {
      this.cseq += 1;
      this.says('BYE');
    }
  }

  cutsLine(): void {
    this.socket?.ondisconnect(true, 1006, 'cut');
  }

  /** The status of each answer to one of our requests. */
  statuses(method: string): string[] {
    return this.seen
      .filter((text) => new RegExp(`^CSeq: \\d+ ${method}`, 'm').test(text) && text.startsWith('SIP/2.0'))
      .map((text) => text.slice(8, 11));
  }

  private says(method: string, body = ''): void {
    const to = this.toTag === '' ? '<sip:801@sip.example>' : `<sip:801@sip.example>;tag=${this.toTag}`;
    this.tells([
      `${method} sip:801@sip.example;transport=ws SIP/2.0`,
      // An ACK of a 2xx is a transaction of its own, a CANCEL is that of its INVITE.
      `Via: SIP/2.0/WS peer.invalid;branch=z9hG4bK${method === 'CANCEL' ? 'INVITE' : method}${String(this.calls)}.${String(this.cseq)}`,
      ...['Max-Forwards: 70', `From: <sip:13900001234@sip.example>;tag=caller`, `To: ${to}`],
      ...[`Call-ID: call-${String(this.calls)}`, `CSeq: ${String(this.cseq)} ${method}`],
      ...['Contact: <sip:peer@peer.invalid;transport=ws>', ...(body === '' ? [] : ['Content-Type: application/sdp'])],
      ...[`Content-Length: ${String(body.length)}`, '', body],
    ]);
  }

  private hears(text: string): void {
    this.seen.push(text);
    const message = read(text);
    const [word = ''] = message.first.split(' ');
    if (word === 'REGISTER') {
      this.registering = message;
      return this.judges();
    }
    if (word === 'INVITE') this.answers(message, '200 OK', ['Content-Type: application/sdp'], SDP);
    if (word === 'BYE') this.answers(message, '200 OK');
    if (word === 'SIP/2.0' && message.first.includes(' 200') && message.one('cseq').endsWith('INVITE')) {
      this.toTag = /;tag=(\w+)/.exec(message.one('to'))?.[1] ?? '';
      if (this.confirmsAtOnce) this.says('ACK');
      this.confirmsAtOnce = false;
    }
  }

  private judges(): void {
    const asked = this.registering;
    if (asked === null || this.verdict === null || this.isSilent) return;
    this.registering = null;
    const proof = asked.one('authorization');
    if (proof === '')
      return this.answers(asked, '401 Unauthorized', ['WWW-Authenticate: Digest realm="sip.example", nonce="n1"']);
    const at = (name: string): string => new RegExp(`${name}="?([^",]+)`).exec(proof)?.[1] ?? '';
    const mine = md5(`${md5(`${at('username')}:sip.example:${LOGIN.password}`)}:n1:${md5(`REGISTER:${at('uri')}`)}`);
    if (this.verdict === 'refuses' || at('response') !== mine) return this.answers(asked, '403 Forbidden');
    this.answers(asked, '200 OK', [`Contact: ${asked.one('contact')}`]);
  }

  private answers(to: Message, status: string, more: readonly string[] = [], body = ''): void {
    const tagged = to.one('to').includes('tag=') ? to.one('to') : `${to.one('to')};tag=peer`;
    this.tells([
      ...[`SIP/2.0 ${status}`, ...to.all('via').map((via) => `Via: ${via}`)],
      ...[`From: ${to.one('from')}`, `To: ${tagged}`, `Call-ID: ${to.one('call-id')}`, `CSeq: ${to.one('cseq')}`],
      ...(to.first.startsWith('INVITE') ? ['Contact: <sip:peer@peer.invalid;transport=ws>'] : []),
      ...[...more, `Content-Length: ${String(body.length)}`, '', body],
    ]);
  }

  private tells(lines: readonly string[]): void {
    this.socket?.ondata(lines.join('\r\n'));
  }
}

describe('JsSIP', () => {
  const getUserMedia = jest.fn<() => Promise<unknown>>();
  const heard: (MediaStream | null)[] = [];
  const kept: (() => void)[] = [];
  beforeAll(() => {
    Object.assign(globalThis, { RTCPeerConnection: SilentConnection, RTCSessionDescription: Object });
    Object.defineProperty(navigator, 'mediaDevices', { value: { getUserMedia } });
  });
  beforeEach(() => {
    heard.length = 0;
    kept.length = 0;
    getUserMedia.mockResolvedValue({ getTracks: () => [], getAudioTracks: () => [], getVideoTracks: () => [] });
  });
  const begin = (more: Partial<SoftphoneDeps> = {}) => {
    const server = new SipPeer();
    const deps: SoftphoneDeps = {
      login: () => Promise.resolve(LOGIN),
      askForMicrophone: () => Promise.resolve(),
      hear: (stream) => void heard.push(stream),
      later: (_, run) => (kept.push(run), () => undefined),
      ...more,
    };
    return { server, phone: new JsSipSoftphone(deps, server.connect) };
  };

  softphoneSuite('over a line to a SIP server', begin);

  describe('besides', () => {
    const begun: JsSipSoftphone[] = [];
    afterEach(() => begun.splice(0).forEach((phone) => phone.stop()));
    const fresh = (more?: Partial<SoftphoneDeps>) => {
      const made = begin(more);
      begun.push(made.phone);
      return made;
    };

    it('asks for a fresh login after a refusal, and registers with it', async () => {
      const logins = [{ ...LOGIN, password: 'lapsed' }, LOGIN];
      const { phone, server } = fresh({ login: () => Promise.resolve(logins.shift() ?? LOGIN) });
      server.accepts();
      await waitFor(() => expect(phone.state().line).toBe('refused'));
      kept.splice(0).forEach((run) => run());
      await waitFor(() => expect(phone.state().line).toBe('registered'));
      expect(logins).toEqual([]);
    });

    it('says that it is lost when the SIP server was never there, and registers once it is', async () => {
      jest.useFakeTimers();
      const { phone, server } = fresh();
      server.isAway = true;
      server.accepts();
      await jest.advanceTimersByTimeAsync(100);
      expect(phone.state().line).toBe('lost');
      server.isAway = false;
      await jest.advanceTimersByTimeAsync(10_000);
      expect(phone.state().line).toBe('registered');
      jest.useRealTimers();
    });

    it('sends its sound through the relay that its newest login names, and through none without', async () => {
      const seen: unknown[] = [];
      for (const turn of [LOGIN.turn, null]) {
        SilentConnection.configurations.length = 0;
        const { phone, server } = fresh({ login: () => Promise.resolve({ ...LOGIN, turn }) });
        server.accepts();
        await waitFor(() => expect(phone.state().line).toBe('registered'));
        server.rings();
        await waitFor(() => expect(phone.state().leg?.state).toBe('ringing'));
        phone.answer();
        await waitFor(() => expect(SilentConnection.configurations).toHaveLength(1));
        seen.push(SilentConnection.configurations[0]?.iceServers);
      }
      expect(seen).toEqual([[LOGIN.turn], []]);
    });

    it('tells a second caller that it is busy, and rings on for the first', async () => {
      const { phone, server } = fresh();
      server.accepts();
      await waitFor(() => expect(phone.state().line).toBe('registered'));
      server.rings();
      await waitFor(() => expect(phone.state().leg?.state).toBe('ringing'));
      server.rings();
      await waitFor(() => expect(server.statuses('INVITE')).toContain('486'));
      expect(phone.state().leg?.state).toBe('ringing');
    });

    it('does not register where there is no microphone, and looks again later', async () => {
      const askForMicrophone = jest
        .fn<() => Promise<void>>()
        .mockRejectedValueOnce(new Error('no'))
        .mockResolvedValue();
      const { phone, server } = fresh({ askForMicrophone });
      server.accepts();
      await waitFor(() => expect(phone.state().line).toBe('no-microphone'));
      expect(server.seen).toEqual([]);
      kept.splice(0).forEach((run) => run());
      await waitFor(() => expect(phone.state().line).toBe('registered'));
    });

    it('rings no more once the microphone was taken away during an answer', async () => {
      const { phone, server } = fresh();
      server.accepts();
      await waitFor(() => expect(phone.state().line).toBe('registered'));
      server.rings();
      await waitFor(() => expect(phone.state().leg?.state).toBe('ringing'));
      getUserMedia.mockRejectedValue(new Error('taken away'));
      phone.answer();
      await waitFor(() => expect(phone.state()).toEqual({ line: 'no-microphone', leg: null }));
      expect(server.statuses('INVITE')).toContain('480');
    });

    it('takes another line when the one it has stays open and falls silent', async () => {
      jest.useFakeTimers();
      const { phone, server } = fresh();
      server.isSilent = true;
      server.accepts();
      await jest.advanceTimersByTimeAsync(40_000);
      expect([phone.state().line, server.lines]).toEqual(['lost', 1]);
      server.isSilent = false;
      kept.splice(0).forEach((run) => run());
      await jest.advanceTimersByTimeAsync(1_000);
      expect([phone.state().line, server.lines]).toEqual(['registered', 2]);
      jest.useRealTimers();
    });

    it('keeps its password neither in the storage of the browser nor in a log', async () => {
      const logs = (['log', 'info', 'debug', 'warn', 'error'] as const).map((name) =>
        jest.spyOn(console, name).mockImplementation(() => undefined),
      );
      const { phone, server } = fresh();
      server.accepts();
      await waitFor(() => expect(phone.state().line).toBe('registered'));
      expect([localStorage.length, sessionStorage.length]).toEqual([0, 0]);
      for (const log of logs) {
        expect(JSON.stringify(log.mock.calls)).not.toContain(LOGIN.password);
        log.mockRestore();
      }
      expect(server.seen.join()).not.toContain(LOGIN.password);
    });
  });
});
