import { FrameGateway, type FrameRooms } from '@silverbell/adapter-tcp';
import type { Settings } from '@silverbell/adapter-nest';
import { watch } from '@silverbell/profiles';
import { EngineRefused } from './engine-refused.js';

/** Opens the line for watches when a port was named for it. */
export async function openWatchDoor(
  settings: Pick<Settings, 'watchPort' | 'bind'>,
  rooms: FrameRooms,
): Promise<{ readonly port: number; close(): Promise<void> } | null> {
  if (settings.watchPort === null) return null;
  const door = new FrameGateway(watch, rooms, { bind: settings.bind, port: settings.watchPort });
  const port = await door.listen().catch((error: unknown) => {
    const { code } = error as { code?: string };
    if (code === 'EADDRINUSE')
      throw new EngineRefused(`Port ${settings.watchPort} is taken: set SILVERBELL_WATCH_PORT to a free one.`);
    if (code === 'EACCES' || code === 'EADDRNOTAVAIL')
      throw new EngineRefused(`Watches cannot be listened for on ${settings.bind}, port ${settings.watchPort}.`);
    throw error;
  });
  return { port, close: () => door.close() };
}
