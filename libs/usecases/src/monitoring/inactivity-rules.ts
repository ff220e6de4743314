import {
  isRefusal,
  refuse,
  type AccountId,
  type Clock,
  type IdSource,
  type Instant,
  type Refusal,
  type SeniorId,
} from '@silverbell/kernel';
import { awayFault, ruleFaults, signsOf, type InactivityRule } from '@silverbell/monitoring';
import type { InactivityDoubt } from '@silverbell/vocabulary';
import type { Absence, InactivityStore, InactivityChange, InactivityFile } from './port.js';

export interface InactivityDeps {
  readonly silence: InactivityStore;
  readonly clock: Clock;
  readonly newId: IdSource;
}

/** Who asks for a change, and why. */
export interface Asked {
  readonly by: AccountId;
  readonly reason: string;
  readonly note: string | null;
}

/** Lengths only; since when a rule holds is ours to say. */
export type WantedRule = InactivityRule extends infer R ? (R extends { since: Instant } ? Omit<R, 'since'> : R) : never;

/** The rules of one person; her region's of today where `defaults` are wanted. */
export async function changeRules(
  deps: InactivityDeps,
  seniorId: SeniorId,
  wanted: readonly WantedRule[] | 'defaults',
  asked: Asked,
): Promise<InactivityFile | Refusal> {
  const now = deps.clock.now();
  const file = await deps.silence.inactivityOf(seniorId, now);
  if (file === null) return refuse('not-found');
  const rules = (wanted === 'defaults' ? file.defaults.rules : wanted).map((rule) => heldSince(rule, file.rules, now));
  const [fault] = ruleFaults(rules);
  if (fault !== undefined) return refuse(fault);
  await deps.silence.setRules(seniorId, rules, changeOf(deps, now, asked));
  return read(deps, seniorId);
}

/** A number that was changed does not give the silence of this morning a new beginning. */
function heldSince(rule: WantedRule, before: readonly InactivityRule[], now: Instant): InactivityRule {
  if (rule.rule !== 'no-sign') return rule;
  const held = before.find((one) => one.rule === 'no-sign');
  return { ...rule, since: held?.since ?? now };
}

export async function goAway(
  deps: InactivityDeps,
  seniorId: SeniorId,
  wanted: Omit<Absence, 'from'> & { readonly from: Instant | null },
  asked: Asked,
): Promise<InactivityFile | Refusal> {
  const now = deps.clock.now();
  const away = { ...wanted, from: wanted.from ?? now };
  const fault = awayFault(away, now);
  if (fault !== null) return refuse(fault);
  if ((await deps.silence.inactivityOf(seniorId, now)) === null) return refuse('not-found');
  await deps.silence.setAway(seniorId, away, changeOf(deps, now, asked));
  return read(deps, seniorId);
}

/** Nothing happens twice: who is not away is not back. */
export async function comeBack(
  deps: InactivityDeps,
  seniorId: SeniorId,
  asked: Asked,
): Promise<InactivityFile | Refusal> {
  const now = deps.clock.now();
  const file = await deps.silence.inactivityOf(seniorId, now);
  if (file === null) return refuse('not-found');
  if (file.away !== null && file.away.until > now)
    await deps.silence.setAway(seniorId, 'back', changeOf(deps, now, asked));
  return read(deps, seniorId);
}

/** A senior was seen at a meal or a station. Instants in the future or long past are refused. */
export async function attend(
  deps: InactivityDeps,
  seniorId: SeniorId,
  { inPerson, at }: { readonly inPerson: boolean; readonly at: Instant | null },
): Promise<InactivityFile | Refusal> {
  const now = deps.clock.now();
  const file = await deps.silence.inactivityOf(seniorId, now);
  if (file === null) return refuse('not-found');
  const herself = { deviceId: '', role: '', homeId: null, wearerId: seniorId, seniorIds: [], shared: false };
  const when = at === null || at > now ? now : at;
  const signs = signsOf(herself, 'attendance', when).map((sign) => ({ ...sign, inPerson }));
  await deps.silence.recordActivity({ signs, water: [] });
  return read(deps, seniorId);
}

async function read(deps: InactivityDeps, seniorId: SeniorId): Promise<InactivityFile | Refusal> {
  return (await deps.silence.inactivityOf(seniorId, deps.clock.now())) ?? refuse('not-found');
}

const changeOf = (deps: InactivityDeps, at: Instant, { by, reason, note }: Asked): InactivityChange => ({
  id: deps.newId(),
  at,
  by,
  reason,
  note,
});

/** What is doubtful about what we know of her silence, gravest first. */
export function inactivityDoubts({ sensors, rules }: InactivityFile): readonly InactivityDoubt[] {
  const of = (doubt: InactivityDoubt, holds: boolean): InactivityDoubt[] => (holds ? [doubt] : []);
  return [
    ...of('sensors-silent', sensors.count > 0 && sensors.absent === sensors.count),
    ...of('no-sensor', sensors.count === 0),
    ...of('shared-home', sensors.shared),
    ...of('no-meter', !sensors.meter && rules.some(({ rule }) => rule === 'water')),
  ];
}

export const isInactivityFile = (answer: InactivityFile | Refusal): answer is InactivityFile => !isRefusal(answer);
