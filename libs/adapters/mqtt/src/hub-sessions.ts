import { latest, type Clock, type DeviceId, type Instant } from '@silverbell/kernel';
import {
  announcementsIn,
  isAnnouncedAlike,
  newGatewaySession,
  recallAnnouncements,
  type GatewaySession,
} from '@silverbell/profiles';
import { LRUCache } from 'lru-cache';
import { CACHED_DEVICES, isOfHub } from './cached-bindings.js';
import type { Delivery } from './delivery.js';
import type { HubAnnouncements } from './devices.port.js';
import { errorFacts, type Log } from './log.port.js';
import type { IsTemporary } from './temporary.policy.js';

interface CachedSession {
  readonly session: GatewaySession;
  /** Of what is kept of its announcements, as far as this engine knows. */
  readonly announcedAt: Instant | null;
  /** Until then other engines are not asked for newer announcements. */
  readonly freshUntil: number;
}

/**
 * What was said before by each device whose family needs it. What a hub announced is kept in the database too: a button that was renamed while
 * another engine listened, or before this one started, is still the registered one.
 */
export class HubSessions {
  private readonly unsaved = new Map<DeviceId, GatewaySession>();
  private readonly sessions = new LRUCache<DeviceId, CachedSession>({
    max: CACHED_DEVICES,
    dispose: (_, deviceId, reason) => reason === 'evict' && this.unsaved.delete(deviceId),
  });
  private saving: Promise<void> | null = null;

  constructor(
    /** Absent: nothing outlives the process. */
    private readonly kept: HubAnnouncements | undefined,
    private readonly clock: Clock,
    private readonly log: Log,
    private readonly isTemporary: IsTemporary,
    private readonly lastsMs: number,
  ) {}

  /** Throws when the database is away and nothing is known of this hub yet: its press is spooled, and read when more is known. */
  async of({ deviceId, topic }: Pick<Delivery, 'deviceId' | 'topic'>): Promise<GatewaySession> {
    const known = this.sessions.get(deviceId);
    const now = this.clock.now();
    if (!this.kept || !isOfHub(topic) || (known && known.freshUntil > now))
      return known?.session ?? newGatewaySession();
    if (this.unsaved.size > 0) void this.save();
    try {
      const newer = await this.kept.announcedBy(deviceId, known?.announcedAt ?? null);
      // A waiter timed out and was served meanwhile.
      const current = this.sessions.get(deviceId);
      const before = current?.session ?? newGatewaySession();
      // What could not be written yet is newer than anything that was.
      const isNews = newer !== null && !this.unsaved.has(deviceId);
      const session = isNews ? recallAnnouncements(before, newer.announced, deviceId) : before;
      const announcedAt = isNews ? newer.at : (current?.announcedAt ?? null);
      this.sessions.set(deviceId, { session, announcedAt, freshUntil: now + this.lastsMs });
      return session;
    } catch (error) {
      if (known) return known.session;
      if (this.isTemporary(error)) throw error;
      this.log.error('announcements-not-readable', { device: deviceId, ...errorFacts(error) });
      return newGatewaySession();
    }
  }

  put(deviceId: DeviceId, session: GatewaySession): void {
    const known = this.sessions.get(deviceId);
    const isNews = !isAnnouncedAlike(known?.session ?? newGatewaySession(), session);
    this.sessions.set(deviceId, {
      session,
      announcedAt: known?.announcedAt ?? null,
      freshUntil: known?.freshUntil ?? 0,
    });
    if (!this.kept || !isNews) return;
    this.unsaved.set(deviceId, session);
    void this.save();
  }

  /** Resolves when everything that was announced is written, or could not be. */
  async saved(): Promise<void> {
    if (this.unsaved.size > 0) await this.save();
    await this.saving;
  }

  /** One write at a time, of each hub what it announced last; a hub that announces a thousand things is written a few times. */
  private save(): Promise<void> {
    this.saving ??= this.saveAll().finally(() => {
      this.saving = null;
    });
    return this.saving;
  }

  private async saveAll(): Promise<void> {
    for (const [deviceId, session] of this.unsaved) {
      this.unsaved.delete(deviceId);
      const known = this.sessions.get(deviceId);
      const at = latest(this.clock.now(), known?.announcedAt ?? this.clock.now());
      try {
        await this.kept?.keep(deviceId, announcementsIn(session), at);
        const now = this.sessions.get(deviceId);
        if (now) this.sessions.set(deviceId, { ...now, announcedAt: at });
      } catch (error) {
        // Tried again with the next message of any hub.
        if (!this.unsaved.has(deviceId)) this.unsaved.set(deviceId, session);
        this.log.warn('announcements-not-kept', { device: deviceId, ...errorFacts(error) });
        return;
      }
    }
  }
}
