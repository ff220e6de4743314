import WebSocket from 'ws';
import { ReceivedMessages } from '../stage/received-messages.js';

/** A page at the websocket of the peer: it hears the id of each alert behind its insert. */
export class PeerConsole extends ReceivedMessages {
  private constructor(
    private readonly socket: WebSocket,
    onShown: (alertId: string) => void,
  ) {
    super();
    socket.on('message', (words: Buffer) => {
      const { id } = JSON.parse(words.toString()) as { id: string };
      this.note(id, 1);
      onShown(id);
    });
    socket.on('error', () => undefined);
  }

  static async connect(url: string, onShown: (alertId: string) => void = () => undefined): Promise<PeerConsole> {
    const socket = new WebSocket(url);
    const console = new PeerConsole(socket, onShown);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', () => resolve());
      socket.once('error', reject);
    });
    return console;
  }

  close(): void {
    this.socket.terminate();
  }
}
