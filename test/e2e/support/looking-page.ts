import type { Socket } from 'socket.io-client';

export interface Looked {
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

/** More often than a page does it, so that a slow machine takes nobody for silent. */
const AGAIN_MS = 5_000;
const gazes = new WeakMap<Socket, NodeJS.Timeout>();

/** As a page does: says which case it has on the screen, and again as long as its line is open. Answers who else looks. */
export async function looksAt(socket: Socket, incidentId: string): Promise<Looked> {
  const ask = { incidentId };
  clearInterval(gazes.get(socket));
  const gaze = setInterval(() => void (socket.connected && socket.emit('looking', ask)), AGAIN_MS);
  gazes.set(socket, gaze);
  socket.once('disconnect', () => clearInterval(gaze));
  return (await socket.timeout(90_000).emitWithAck('looking', ask)) as Looked;
}
