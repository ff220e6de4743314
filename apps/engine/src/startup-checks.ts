import {
  CLASS_OF_KIND,
  policyFaults,
  type Consequence,
  type ConsequenceKind,
  type Policy,
} from '@silverbell/incidents';
import { TOPICS } from '@silverbell/mqtt-contract';
import { PROFILES } from '@silverbell/profiles';
import type { OutboxRow } from '@silverbell/usecases';
import { ALERT_KINDS, INCIDENT_CLASSES, type IncidentClass } from '@silverbell/vocabulary';

/** Who carries each consequence out, by channel. A kind without an executor, or with two, does not compile. */
export const HANDLED_BY: {
  readonly [Kind in ConsequenceKind]: Readonly<
    Record<Extract<Consequence, { kind: Kind }>['channel'], 'engine' | 'api'>
  >;
} = {
  receipt: { device: 'engine' },
  offer: { socket: 'api', sms: 'engine', voice: 'engine' },
  'offer-over': { socket: 'api', sms: 'engine' },
  'assignment-changed': { socket: 'api', sms: 'engine', voice: 'engine' },
  'role-call': { voice: 'engine' },
  'contact-message': { sms: 'engine', voice: 'engine' },
  'device-command': { device: 'engine' },
  'home-call': { voice: 'engine' },
  'key-holder-message': { sms: 'engine', voice: 'engine' },
  'helper-case': { platform: 'engine' },
  'senior-deceased': { platform: 'engine' },
  task: { platform: 'engine' },
};

export interface Wiring {
  /** Channels that this engine has a sender for, each once. */
  readonly channels: readonly OutboxRow['channel'][];
  readonly policies: readonly Policy[];
  readonly isDemoTown: boolean;
  readonly mode: 'demo' | 'live';
  readonly rings: boolean;
}

/** A policy may come from a database: what the types promise is looked at. */
const hasLadder = (policy: Policy, code: IncidentClass): boolean =>
  (policy.ladders as Partial<Policy['ladders']>)[code] !== undefined;

/** Why the engine must not start; an empty list when it may. */
export function startupFaults({ channels, policies, isDemoTown, mode, rings }: Wiring): readonly string[] {
  const faults: string[] = [];
  const needed = new Set(
    Object.values(HANDLED_BY).flatMap((by) =>
      Object.entries(by).flatMap(([channel, who]) => (who === 'engine' ? [channel] : [])),
    ),
  );
  for (const channel of needed) {
    const senders = channels.filter((one) => one === channel).length;
    if (senders !== 1) faults.push(`the channel ${channel} has ${senders} senders instead of one`);
  }
  for (const kind of ALERT_KINDS) {
    const code = (CLASS_OF_KIND as Partial<Record<string, (typeof CLASS_OF_KIND)[keyof typeof CLASS_OF_KIND]>>)[kind];
    if (code === undefined) faults.push(`the alert kind ${kind} has no class`);
    else
      for (const policy of policies)
        if (!hasLadder(policy, code))
          faults.push(`the class ${code} of ${kind} has no ladder in the policy ${policy.key}`);
  }
  for (const policy of policies.filter((each) => INCIDENT_CLASSES.every((code) => hasLadder(each, code))))
    for (const fault of policyFaults(policy))
      faults.push(`the policy ${policy.key} is outside the limits of safety: ${fault}`);
  for (const [name, entry] of Object.entries(TOPICS)) {
    const example = entry.pattern.replace('{deviceId}', 'd').replace('#', 'x');
    if (entry.direction === 'up' && !PROFILES.some((profile) => profile.match(example) > 0))
      faults.push(`the topic ${name} is read by no profile`);
  }
  if (isDemoTown && mode !== 'demo')
    faults.push(
      'this database holds the fictional demo town, and the platform is not in demo mode: use another database',
    );
  if (isDemoTown && rings) faults.push('the demo town must not ring real people: unset the SMS and voice webhooks');
  return faults;
}
