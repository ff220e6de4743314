import { RefusalPolicyQueries } from '@silverbell/adapter-postgres';
import { RefusedDevices } from '@silverbell/usecases';
import type { Parts } from '../parts.js';

/** What this process knows of devices that are kept out, and of its own listener. */
export function refusedDevices({ deps, source, logger }: Pick<Parts, 'deps' | 'source' | 'logger'>): RefusedDevices {
  const policies = new RefusalPolicyQueries(source);
  return new RefusedDevices(deps, {
    processId: 'api',
    policyOf: (deviceId, at) => policies.of(deviceId, at),
    onTrouble: (error) => logger.fact('warn', 'refusal-not-told', {}, error),
  });
}
