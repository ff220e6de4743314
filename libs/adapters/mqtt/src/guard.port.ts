import type { Server, Socket } from 'node:net';

/** Keeps the listeners of this process below what it can hold; an app brings it, because it counts all of them together. */
export interface ConnectionGuard {
  guard(server: Server, listener: { readonly name: string; readonly firstWordWithinMs: number }): void;
  of(socket: Pick<Socket, 'localPort' | 'remoteAddress' | 'remotePort'>): {
    /** Its secret was right: it stands in the reserve. */
    proven(): void;
    alarmed(): void;
  };
}
