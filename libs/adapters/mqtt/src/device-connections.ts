import type { DeviceId } from '@silverbell/kernel';
import { MAX_CONNECTIONS_PER_DEVICE } from '@silverbell/mqtt-contract';

/** One open connection of a device. */
export interface DeviceConnection {
  readonly clientId: string;
  readonly isOver: boolean;
  /** When it last said something. */
  readonly lastReadAt: number;
  /** It has sent an alarm. */
  readonly alarmed: boolean;
  /** Ends for a newer connection of the same device. */
  giveWay(): void;
  close(): void;
}

/** The open connections of every device. */
export class DeviceConnections {
  private readonly open = new Map<DeviceId, Set<DeviceConnection>>();

  /** Answers which have to end for it: those that have been idle longest, one that sent an alarm last of all. */
  add(deviceId: DeviceId, connection: DeviceConnection): readonly DeviceConnection[] {
    const all = this.open.get(deviceId) ?? new Set<DeviceConnection>();
    // The same client id again takes over its own place.
    const others = [...all].filter((other) => other.clientId !== connection.clientId && !other.isOver);
    all.add(connection);
    this.open.set(deviceId, all);
    return others.sort(weakestFirst).slice(0, Math.max(0, others.length + 1 - MAX_CONNECTIONS_PER_DEVICE));
  }

  remove(deviceId: DeviceId, connection: DeviceConnection): void {
    const all = this.open.get(deviceId);
    if (!all?.delete(connection)) return;
    if (all.size === 0) this.open.delete(deviceId);
  }

  of(deviceId: DeviceId): readonly DeviceConnection[] {
    return [...(this.open.get(deviceId) ?? [])];
  }
}

const weakestFirst = (one: DeviceConnection, other: DeviceConnection): number =>
  Number(one.alarmed) - Number(other.alarmed) || one.lastReadAt - other.lastReadAt;
