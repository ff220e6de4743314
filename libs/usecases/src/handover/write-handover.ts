import {
  isRefusal,
  refuse,
  type AccountId,
  type IdSource,
  type Instant,
  type Refusal,
  type RegionId,
} from '@silverbell/kernel';
import type { RegistryCommand, RegistryResult, RegistryStore, RegistryWritten } from '../ports/registry-write.js';
import {
  acceptItem,
  sign,
  stateOf,
  handoverOf,
  whyNotReceiver,
  withdrawHandover,
  type Handover,
  type HandoverFact,
  type HandoverHead,
  type HandoverItem,
  type Receiver,
  type SecondPath,
} from './handover.js';

export interface HandoverTransaction {
  /** Locked until the end. */
  handover(id: string): Promise<Handover | null>;
  /** What this account gave on and is not signed yet. */
  openFrom(giver: AccountId): Promise<Handover | null>;
  receiver(
    account: AccountId,
    shift: { readonly giver: AccountId; readonly regionId: RegionId },
  ): Promise<Receiver | null>;
  /** Incidents and promises of hers, and what the next shift has to know of her region. */
  toHandOver(giver: AccountId, regionId: RegionId): Promise<readonly HandoverItem[]>;
  ownsCases(account: AccountId): Promise<boolean>;
  secondPaths(regionId: RegionId): Promise<readonly SecondPath[]>;
  begin(head: HandoverHead): Promise<void>;
  append(id: string, facts: readonly HandoverFact[]): Promise<void>;
  /** The one goes on duty and the other off, with the second signature. */
  changeShift(from: AccountId, to: AccountId, at: Instant): Promise<void>;
}

export interface HandoverDeps {
  readonly handovers: RegistryStore<HandoverTransaction>;
  readonly newId: IdSource;
}

/** The list is made by the platform at this instant; what comes later rings at the seats on duty. */
export function openHandover(
  { handovers, newId }: HandoverDeps,
  command: RegistryCommand,
  { to, regionId }: { readonly to: AccountId; readonly regionId: RegionId },
): RegistryResult {
  return handovers.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const { by, at } = command;
    if (to === by) return refuse('handover-to-oneself');
    if ((await tx.openFrom(by)) !== null) return refuse('handover-open');
    const unfit = whyNotReceiver(await tx.receiver(to, { giver: by, regionId }));
    if (unfit !== null) return unfit;
    const head: HandoverHead = { id: newId(), regionId, fromId: by, toId: to, openedAt: at };
    const items = await tx.toHandOver(by, regionId);
    await tx.begin(head);
    await tx.append(
      head.id,
      items.map((item) => ({ type: 'listed', by, at, item })),
    );
    return { id: head.id, audit: audited('handover-opened', head, { to, items: items.length }) };
  });
}

type FactsOf = (handover: Handover, tx: HandoverTransaction) => Promise<readonly HandoverFact[] | Refusal>;

const change = (
  { handovers }: Pick<HandoverDeps, 'handovers'>,
  command: RegistryCommand,
  id: string,
  action: string,
  decide: FactsOf,
): RegistryResult =>
  handovers.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const before = await tx.handover(id);
    if (before === null) return refuse('not-found');
    const facts = await decide(before, tx);
    if (isRefusal(facts)) return facts;
    if (facts.length === 0) return { id, audit: null };
    await tx.append(id, facts);
    const after = withFacts(before, facts);
    if (stateOf(after) === 'signed') await tx.changeShift(after.fromId, after.toId, command.at);
    return { id, audit: audited(action, before, {}) };
  });

export const acceptHandoverItem = (
  deps: Pick<HandoverDeps, 'handovers'>,
  command: RegistryCommand,
  { id, item }: { readonly id: string; readonly item: Pick<HandoverItem, 'kind' | 'id'> },
): RegistryResult =>
  change(deps, command, id, 'handover-item-accepted', (handover) =>
    Promise.resolve(acceptItem(handover, item, command.by, command.at)),
  );

export const signHandover = (
  deps: Pick<HandoverDeps, 'handovers'>,
  command: RegistryCommand,
  id: string,
): RegistryResult =>
  change(deps, command, id, 'handover-signed', async (handover, tx) =>
    sign(handover, command.by, command.at, {
      giverOwnsCases: await tx.ownsCases(handover.fromId),
      secondPaths: await tx.secondPaths(handover.regionId),
    }),
  );

export const takeHandoverBack = (
  deps: Pick<HandoverDeps, 'handovers'>,
  command: RegistryCommand,
  id: string,
): RegistryResult =>
  change(deps, command, id, 'handover-withdrawn', (handover) =>
    Promise.resolve(withdrawHandover(handover, command.by, command.at)),
  );

const withFacts = (before: Handover, facts: readonly HandoverFact[]): Handover => {
  const { items, signedFromAt, signedToAt, withdrawnAt, ...head } = before;
  const after = handoverOf(head, facts);
  return {
    ...before,
    signedFromAt: after.signedFromAt ?? signedFromAt,
    signedToAt: after.signedToAt ?? signedToAt,
    withdrawnAt: after.withdrawnAt ?? withdrawnAt,
    items,
  };
};

const audited = (
  action: string,
  { id, regionId }: Pick<HandoverHead, 'id' | 'regionId'>,
  details: Readonly<Record<string, string | number>>,
): RegistryWritten['audit'] => ({ action, subjectKind: 'handover', subjectId: id, regionId, details });
