/** Watches the MQTT packets in a byte stream by their fixed headers alone, so that an oversize one is never held in memory. */
export interface Oversize {
  readonly remainingLength: number;
  /** `null`: no PUBLISH, or its topic cannot be read. */
  readonly topic: string | null;
  readonly qos: 0 | 1 | 2 | null;
  /** The first bytes of the packet's body, as far as they had come. */
  readonly head: Buffer;
}
/** `skip`: read past it; `pass`: let it through all the same. */
export type Verdict = 'cut' | 'skip' | 'pass';

const PUBLISH = 3;
const MAX_TOPIC_BYTES = 1_024;

type State =
  | { readonly reading: 'header'; readonly headerBytes: number[] }
  | { readonly reading: 'body'; left: number; readonly skip: boolean; readonly header: number; readonly came: Buffer[] }
  | { readonly reading: 'oversize'; readonly header: Buffer; readonly length: number; readonly body: Buffer }
  | { readonly reading: 'nothing' };

export class PacketCap {
  private state: State = { reading: 'header', headerBytes: [] };

  constructor(
    private readonly maxBytes: number,
    private readonly judge: (oversize: Oversize) => Verdict,
  ) {}

  /** The bytes that may pass, and whether the connection must be cut behind them. */
  feed(chunk: Buffer): { readonly pass: readonly Buffer[]; readonly cut: boolean } {
    const pass: Buffer[] = [];
    let at = 0;
    while (at < chunk.length) {
      const state = this.state;
      if (state.reading === 'nothing') return { pass, cut: true };
      if (state.reading === 'header') {
        state.headerBytes.push(chunk[at] ?? 0);
        at += 1;
        this.header(state.headerBytes, pass);
      } else if (state.reading === 'body') {
        const part = chunk.subarray(at, at + state.left);
        if (!state.skip) pass.push(part);
        if (state.header >> 4 === PUBLISH && !state.skip) state.came.push(part);
        state.left -= part.length;
        at += part.length;
        if (state.left === 0) this.state = { reading: 'header', headerBytes: [] };
      } else {
        at += this.oversize(state, chunk.subarray(at), pass);
      }
    }
    return { pass, cut: (this.state as State).reading === 'nothing' };
  }

  /** Everything that came is handed on: the next byte begins a packet. */
  get isBetweenPackets(): boolean {
    return this.state.reading === 'header' && this.state.headerBytes.length === 0;
  }

  /** The PUBLISH that stands in the stream without its end: its first byte, and what of its body came. Those that were let through above the cap are no alerts. */
  unfinished(): { readonly firstByte: number; readonly body: Buffer } | null {
    const { state } = this;
    return state.reading === 'body' && state.came.length > 0
      ? { firstByte: state.header, body: Buffer.concat(state.came) }
      : null;
  }

  /** One byte of type and flags, then one to four of length (seven bits each, the eighth says that more follow). */
  private header(held: readonly number[], pass: Buffer[]): void {
    const last = held[held.length - 1] ?? 0;
    if (held.length === 1) return;
    if (last >= 0x80 && held.length < 5) return;
    const length = held.slice(1).reduce((sum, byte, index) => sum + (byte & 0x7f) * 128 ** index, 0);
    // A fifth length byte is no MQTT; the parser behind us refuses it by itself.
    if (length <= this.maxBytes || last >= 0x80) {
      pass.push(Buffer.from(held));
      this.state =
        length === 0 || last >= 0x80
          ? { reading: 'header', headerBytes: [] }
          : { reading: 'body', left: length, skip: false, header: held[0] ?? 0, came: [] };
      return;
    }
    this.state = { reading: 'oversize', header: Buffer.from(held), length, body: Buffer.alloc(0) };
  }

  private oversize(state: Extract<State, { reading: 'oversize' }>, rest: Buffer, pass: Buffer[]): number {
    const type = state.header[0] ?? 0;
    const body = state.body.length === 0 ? rest : Buffer.concat([state.body, rest]);
    const topicLength = body.length >= 2 ? body.readUInt16BE(0) : null;
    const isPublish = type >> 4 === PUBLISH;
    const unknown =
      isPublish && (topicLength === null || (topicLength <= MAX_TOPIC_BYTES && body.length < 2 + topicLength));
    if (unknown) {
      this.state = { ...state, body };
      return rest.length;
    }
    const topic =
      isPublish && topicLength !== null && topicLength <= MAX_TOPIC_BYTES
        ? body.subarray(2, 2 + topicLength).toString('utf8')
        : null;
    const qos = isPublish ? (((type >> 1) & 3) as 0 | 1 | 2) : null;
    const verdict = this.judge({
      remainingLength: state.length,
      topic,
      qos,
      head: body.subarray(topic === null ? 0 : 2 + (topicLength ?? 0), this.maxBytes),
    });
    if (verdict === 'cut') {
      this.state = { reading: 'nothing' };
      return rest.length;
    }
    if (verdict === 'pass') pass.push(state.header, state.body);
    // What was held back until now is behind us; the rest of the chunk is read as body.
    const left = state.length - state.body.length;
    this.state = { reading: 'body', left, skip: verdict === 'skip', header: 0, came: [] };
    return 0;
  }
}
