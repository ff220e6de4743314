import { readFileSync } from 'node:fs';
import type { Server, Socket } from 'node:net';
import {
  OpenConnections,
  limitsWithin,
  type OpenConnection,
  type LimitReached,
  type ListenerLimits,
  type ProcessLimits,
} from './connection-limits.js';

/** A connection was ended or refused because a limit was reached, or the system itself could not accept. */
export interface GuardEvent {
  readonly listener: string;
  readonly what: 'ended' | 'refused' | 'error';
  readonly reason: LimitReached | 'lingering' | string;
  readonly address: string | null;
}

export interface GuardOptions {
  readonly limits?: ProcessLimits;
  /** Many different people stand behind this address: it is not counted. */
  readonly isProxy?: (address: string) => boolean;
  readonly onEvent: (event: GuardEvent) => void;
}

/** What a listener tells of one of its connections. */
export interface GuardedConnection {
  received(): void;
  proven(): void;
  alarmed(): void;
}

/** Where the kernel does not say: what most systems allow at least. */
const UNKNOWN_DESCRIPTOR_LIMIT = 4_096;
const SWEEP_MS = 1_000;
/** A peer that was told the end and does not hang up keeps a descriptor for no longer. */
const LINGER_MS = 5_000;
const LATELY_MS = 60_000;
/** In a flood the figure stays at this. */
const MOST_LIMITED = 1_000;
const NOT_GUARDED: GuardedConnection = { received: () => undefined, proven: () => undefined, alarmed: () => undefined };

/** The soft limit of open files of this process. */
export function descriptorLimit(): number {
  try {
    const soft = /^Max open files\s+(\d+|unlimited)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return soft === undefined
      ? UNKNOWN_DESCRIPTOR_LIMIT
      : soft === 'unlimited'
        ? Number.MAX_SAFE_INTEGER
        : Number(soft);
  } catch {
    return UNKNOWN_DESCRIPTOR_LIMIT;
  }
}

interface Guarded {
  readonly open: OpenConnection;
  readonly socket: Socket;
  bytesRead: number;
}

/** Keeps all listeners of one process below its descriptor limit, so that one host cannot take them. */
export class ListenerGuard {
  private readonly connections: OpenConnections;
  private readonly bySocket = new Map<string, Guarded>();
  private readonly guardedBy = new Map<OpenConnection, Guarded>();
  private readonly sweeper: NodeJS.Timeout;
  private limited: readonly number[] = [];

  constructor(private readonly options: GuardOptions) {
    this.connections = new OpenConnections(options.limits ?? limitsWithin(descriptorLimit()));
    this.sweeper = setInterval(() => this.sweep(), SWEEP_MS).unref();
  }

  /** Before the server listens. Sockets that were refused are destroyed before anybody else sees data of them. */
  guard(server: Server, listener: ListenerLimits): void {
    server.prependListener('connection', (socket: Socket) => this.admit(socket, listener));
    // Without a listener of this event an accept that fails ends the process.
    server.on('error', (error: NodeJS.ErrnoException) => {
      if (server.listening)
        this.say({ listener: listener.name, what: 'error', reason: error.code ?? error.name, address: null });
    });
  }

  /** Also by a TLS socket, which has the address and port of the one beneath it. */
  of(socket: Pick<Socket, 'localPort' | 'remoteAddress' | 'remotePort'>): GuardedConnection {
    const guarded = this.bySocket.get(keyOf(socket));
    if (!guarded) return NOT_GUARDED;
    const { open } = guarded;
    return {
      received: () => this.connections.received(open, performance.now()),
      proven: () => this.connections.proven(open, performance.now()),
      alarmed: () => this.connections.alarmed(open, performance.now()),
    };
  }

  /** Connections that had to go, or were refused, in the last minute because something was full. */
  limitedLately(): number {
    const now = performance.now();
    this.limited = this.limited.filter((at) => now - at <= LATELY_MS);
    return this.limited.length;
  }

  sizeOf(listener: string): number {
    return this.connections.sizeOf(listener);
  }

  close(): void {
    clearInterval(this.sweeper);
  }

  private admit(socket: Socket, listener: ListenerLimits): void {
    const address = socket.remoteAddress ?? null;
    const counted = address === null || this.options.isProxy?.(address) === true ? null : address;
    const admission = this.connections.open(listener, counted, performance.now());
    socket.on('error', () => undefined);
    if ('refused' in admission) {
      this.say({ listener: listener.name, what: 'refused', reason: admission.refused, address });
      socket.destroy();
      return;
    }
    const { open, ended } = admission;
    if (ended) this.end(ended.open, ended.reason);
    const key = keyOf(socket);
    const guarded: Guarded = { open, socket, bytesRead: 0 };
    this.bySocket.set(key, guarded);
    this.guardedBy.set(open, guarded);
    socket.once('finish', () => this.letLinger(socket, listener.name));
    socket.once('close', () => {
      this.connections.close(open);
      this.guardedBy.delete(open);
      if (this.bySocket.get(key) === guarded) this.bySocket.delete(key);
    });
  }

  private letLinger(socket: Socket, listener: string): void {
    const timer = setTimeout(() => {
      if (socket.destroyed) return;
      this.say({ listener, what: 'ended', reason: 'lingering', address: socket.remoteAddress ?? null });
      socket.destroy();
    }, LINGER_MS).unref();
    socket.once('close', () => clearTimeout(timer));
  }

  private sweep(): void {
    const now = performance.now();
    for (const guarded of this.guardedBy.values()) {
      const { bytesRead } = guarded.socket;
      if (bytesRead !== guarded.bytesRead) guarded.open.lastByteAt = now;
      guarded.bytesRead = bytesRead;
    }
    for (const open of this.connections.silent(now)) this.end(open, 'silent');
  }

  private end(open: OpenConnection, reason: LimitReached): void {
    this.connections.close(open);
    const guarded = this.guardedBy.get(open);
    this.say({ listener: open.listener.name, what: 'ended', reason, address: open.address });
    guarded?.socket.destroy();
  }

  private say(event: GuardEvent): void {
    if (event.reason === 'address-full' || event.reason === 'listener-full')
      this.limited = [...this.limited.slice(1 - MOST_LIMITED), performance.now()];
    this.options.onEvent(event);
  }
}

const keyOf = (socket: Pick<Socket, 'localPort' | 'remoteAddress' | 'remotePort'>): string =>
  `${String(socket.localPort)} ${String(socket.remoteAddress)} ${String(socket.remotePort)}`;
