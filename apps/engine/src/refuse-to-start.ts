import type { Settings } from '@silverbell/adapter-runtime';
import { assertPolicies } from '@silverbell/adapter-postgres';
import { defaultPolicy } from '@silverbell/incidents';
import type { Clock } from '@silverbell/kernel';
import type { Sender } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';
import { startupFaults } from './startup-checks.js';
import { StartupError } from './startup-error.js';

export function refuseHalfWired(settings: Settings, senders: readonly Sender[], demoTown: boolean): void {
  const faults = startupFaults({
    channels: senders.map(({ channel }) => channel),
    policies: [defaultPolicy],
    isDemoTown: demoTown,
    mode: settings.mode,
    rings: settings.smsWebhookUrl !== null || settings.voiceWebhookUrl !== null,
  });
  if (faults.length > 0) throw new StartupError(`The engine does not start: ${faults.join('; ')}.`);
}

/** A setting was written past the editor: incidents would silently follow the default ladder. */
export async function refuseUnsafeLadders(source: DataSource, clock: Clock): Promise<void> {
  const fault = await assertPolicies(source, clock.now()).then(() => null, messageOf);
  if (fault !== null) throw new StartupError(`The engine does not start: ${fault}.`);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
