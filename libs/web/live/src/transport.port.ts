import type { ServerToClientEvents, SocketEvent, SocketPayload } from '@silverbell/wire';

export interface CaseVersion {
  readonly id: string;
  readonly version: number;
}

export type PushName = SocketEvent & keyof ServerToClientEvents;
export type Push<N extends PushName> = SocketPayload<N>;

/** What the stores need of a socket; `SocketTransport` is the real one, the specs bring their own. */
export interface LiveTransport {
  open(): void;
  close(): void;
  readonly connected: boolean;
  /** Asks the server for `{id, version}` of everything open that this account may see. */
  resume(): Promise<readonly CaseVersion[]>;
  onConnection(listener: (connected: boolean) => void): () => void;
  on<N extends PushName>(name: N, listener: (message: Push<N>) => void): () => void;
}
