import { SETTINGS } from '../tokens.js';
import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '@silverbell/adapter-runtime';
import { z } from 'zod';

const TIMEOUT_MS = 1_500;
/** `{ready, migrated, seeded, mqtt, …}` */
const answer = z.record(z.string(), z.boolean());

export interface EngineState {
  readonly ready: boolean;
  /** The engine's own checks by name (`mqtt`, …). */
  readonly checks: Readonly<Record<string, boolean>>;
}

/** Asks the engine of this machine, which listens on an internal port, whether it is ready, and for its figures. */
@Injectable()
export class EngineProbe {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<Settings, 'enginePort'>) {}

  /** `null`: no engine port is configured. */
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
    const { enginePort } = this.settings;
    if (enginePort === null || enginePort === 0) return null;
    try {
      const response = await fetch(`http://127.0.0.1:${String(enginePort)}${path}`, {
        signal: AbortSignal.timeout(TIMEOUT_MS),
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
