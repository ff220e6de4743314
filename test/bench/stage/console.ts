import { io, type Socket } from 'socket.io-client';
import { ReceivedMessages } from './received-messages.js';

/** A console's socket, which notes when it heard what. */
export class ConsoleSocket extends ReceivedMessages {
  private constructor(private readonly socket: Socket) {
    super();
    socket.on('incident.changed', ({ id, version }: { id: string; version: number }) => this.note(id, version));
  }

  static async connect(http: string, token: string): Promise<ConsoleSocket> {
    const socket = io(`${http}/console`, { transports: ['websocket'], auth: { token } });
    const console = new ConsoleSocket(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', () => resolve());
      socket.once('connect_error', reject);
    });
    return console;
  }

  close(): void {
    this.socket.disconnect();
  }
}
