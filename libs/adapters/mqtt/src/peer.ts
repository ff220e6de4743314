import type { DeviceId } from '@silverbell/kernel';
import type { CappedStream } from './capped-stream.js';
import type { DeviceConnection } from './device-connections.js';
import type { ConnectionGuard } from './guard.port.js';

/** What is known of a connection beside what the library knows. */
export interface Peer {
  readonly address: string | null;
  readonly stream: CappedStream;
  readonly guarded: ReturnType<ConnectionGuard['of']>;
  /** Whom a certificate names that our authority signed. */
  readonly certified: string | undefined;
  device: DeviceId | null;
  /** Its own topics for heartbeats and telemetry. */
  quietTopics: readonly { readonly topic: string; readonly bytes: Buffer }[];
  connection: DeviceConnection | null;
  alarmed: boolean;
  /** It made place for another connection of its device, which is not gone by that. */
  replaced: boolean;
}
