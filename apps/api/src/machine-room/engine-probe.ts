import type { Settings } from '@silverbell/adapter-nest';
import type { EngineVitals } from '@silverbell/usecases';
import { z } from 'zod';

const PATIENCE_MS = 1_500;
/** `{ready, migrated, seeded, mqtt, …}` */
const answer = z.record(z.string(), z.boolean());

const seconds = z.number().nullable();
const vitals = z.object({
  engineId: z.string(),
  mqtt: z.boolean(),
  loops: z.array(z.object({ name: z.string(), sinceGoodS: seconds })),
  spooled: z.number(),
  intakeLagS: seconds,
  clockDriftS: seconds,
  databaseClockS: seconds,
  stuckProviders: z.array(z.object({ channel: z.string(), sinceS: z.number() })).optional(),
  shedLately: z.number().optional(),
  deadMan: z.object({ intervalS: z.number(), sinceSentS: seconds }).nullable(),
});

export interface EngineState {
  readonly ready: boolean;
  /** The engine's own checks by name (`mqtt`, …). */
  readonly checks: Readonly<Record<string, boolean>>;
}

/** Asks the engine, which listens on an internal port, how it is. */
export class EngineProbe {
  constructor(private readonly settings: Pick<Settings, 'enginePort'>) {}

  /** Did anybody say where the engine is? */
  get isKnown(): boolean {
    return this.settings.enginePort !== null && this.settings.enginePort !== 0;
  }

  /** `null`: it did not answer, or nobody said where it is. */
  async vitals(): Promise<EngineVitals | null> {
    const response = await this.#ask('/vitals');
    if (response === null || response === 'silent' || !response.ok) return null;
    const parsed = vitals.safeParse(safeJson(response.text));
    return parsed.success ? parsed.data : null;
  }

  /** `null`: nobody said where the engine is, so nobody can vouch for it. */
  async state(): Promise<EngineState | null> {
    const response = await this.#ask('/health/ready');
    if (response === null) return null;
    if (response === 'silent') return { ready: false, checks: {} };
    const parsed = answer.safeParse(safeJson(response.text));
    const { ready: _, ...checks } = parsed.success ? parsed.data : {};
    return { ready: response.ok, checks };
  }

  async metrics(): Promise<string> {
    const response = await this.#ask('/metrics');
    return response === null || response === 'silent' || !response.ok ? '' : response.text;
  }

  async #ask(path: string): Promise<{ readonly ok: boolean; readonly text: string } | 'silent' | null> {
    if (!this.isKnown) return null;
    try {
      const response = await fetch(`http://127.0.0.1:${String(this.settings.enginePort)}${path}`, {
        signal: AbortSignal.timeout(PATIENCE_MS),
      });
      return { ok: response.ok, text: await response.text() };
    } catch {
      return 'silent';
    }
  }
}

function safeJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
