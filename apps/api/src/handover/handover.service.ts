import { Inject, Injectable } from '@nestjs/common';
import {
  DirectoryQueries,
  IncidentQueries,
  PostgresAccountStore,
  PostgresDutySeatStore,
  PostgresHandoverStore,
  PostgresTaskStore,
} from '@silverbell/adapter-postgres';
import { as, isRefusal, toIso, type AccountId, type IncidentId, type Instant, type RegionId } from '@silverbell/kernel';
import {
  acceptItem,
  executeCommand,
  isProven,
  stateOf,
  takeTask,
  type Deps,
  type Handover,
  type HandoverItem,
  type Intent,
  type RegistryCommand,
  type SecondPath,
} from '@silverbell/usecases';
import type { HandoverOnWire, SecondPathList } from '@silverbell/wire';
import type { Account } from '../auth/sessions.js';
import { TrainingSeats } from '../auth/training-seats.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { actorOf } from '../incidents/incident.service.js';
import { USE_CASE_DEPS } from '../tokens.js';

const isoOr = (at: Instant | null): string | null => (at === null ? null : toIso(at));

/** What an item of a handover is now, and what changes hands when it is taken. */
@Injectable()
export class HandoverService {
  constructor(
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
    private readonly handovers: PostgresHandoverStore,
    private readonly incidents: IncidentQueries,
    private readonly tasks: PostgresTaskStore,
    private readonly accounts: PostgresAccountStore,
    private readonly directory: DirectoryQueries,
    private readonly seats: TrainingSeats,
    private readonly dutySeats: PostgresDutySeatStore,
  ) {}

  async read(id: string): Promise<HandoverOnWire> {
    const handover = await this.handovers.byId(id);
    if (handover === null) throw new ProblemError('not-found');
    return this.presented(handover);
  }

  async presented(handover: Handover): Promise<HandoverOnWire> {
    const { id, regionId, fromId, toId, openedAt, signedFromAt, signedToAt } = handover;
    const [now, names, paths] = await Promise.all([
      this.handovers.itemsNow(handover.items),
      this.directory.names({ accounts: [fromId, toId] }),
      this.handovers.secondPaths(regionId),
    ]);
    const person = (account: AccountId) => ({ id: account, name: names.accounts.get(account) ?? '—' });
    return {
      ...{ id, regionId, from: person(fromId), to: person(toId), openedAt: toIso(openedAt), state: stateOf(handover) },
      ...{ signedFromAt: isoOr(signedFromAt), signedToAt: isoOr(signedToAt) },
      items: handover.items.map(({ kind, id: item, count, acceptedAt }) => {
        const known = item === null ? undefined : now.get(item);
        return {
          ...{ kind, item, count, label: known?.label ?? '', severity: known?.severity ?? null },
          ...{ phase: known?.phase ?? null, dueAt: isoOr(known?.dueAt ?? null), acceptedAt: isoOr(acceptedAt) },
        };
      }),
      secondPaths: paths.map((path) => this.pathOnWire(path)),
    };
  }

  /** Of a centre, with the numbers that are tried. */
  async secondPathsOf(regionId: RegionId): Promise<SecondPathList> {
    const paths = await this.handovers.secondPaths(regionId);
    const items = paths.map(async (path) => {
      const seat = await this.dutySeats.byId(path.seatId);
      return { ...this.pathOnWire(path), seatId: path.seatId, voiceNumber: seat?.voiceNumber ?? '' };
    });
    return { items: await Promise.all(items) };
  }

  private pathOnWire(path: SecondPath) {
    const { role, name, answeredAt } = path;
    return { role, name, answeredAt: isoOr(answeredAt), proven: isProven(path, this.deps.clock.now()) };
  }

  /**
   * What stands behind the item becomes hers before it counts as taken: an incident by the consent that opening the handover is, a promise
   * as its new owner. What the giver does not have any more stays where it is.
   */
  async passOn(
    account: Account,
    id: string,
    item: Pick<HandoverItem, 'kind' | 'id'>,
    command: RegistryCommand,
  ): Promise<void> {
    const handover = await this.handovers.byId(id);
    if (handover === null) throw new ProblemError('not-found');
    const facts = acceptItem(handover, item, account.id, command.at);
    if (isRefusal(facts)) throw ProblemError.of(facts);
    if (await this.seats.isTraining(account)) throw new ProblemError('training-seat');
    if (facts.length === 0 || item.id === null) return;
    if (item.kind === 'incident') await this.passIncident(account, handover.fromId, as<IncidentId>(item.id));
    if (item.kind === 'call-back')
      await takeTask({ tasks: this.tasks }, { by: account.id, at: command.at }, { id: item.id, ifMatch: undefined });
  }

  private async passIncident(account: Account, giverId: AccountId, id: IncidentId): Promise<void> {
    const file = await this.incidents.byId(id);
    const { attention, closure } = file?.incident ?? {};
    if (closure !== null || attention?.state !== 'attended' || attention.by !== giverId) return;
    const giver = await this.accounts.byId(giverId);
    if (giver === null) return;
    const giving = { ...account, id: giver.id, roles: giver.roles };
    await this.act(giving, id, { type: 'hand-over', to: account.id });
    await this.act(account, id, { type: 'take-over', reason: 'agreed' });
  }

  private async act(account: Pick<Account, 'id' | 'roles'>, id: IncidentId, intent: Intent): Promise<void> {
    const done = await executeCommand(this.deps, { ref: { by: 'incident', id }, by: actorOf(account), intent });
    if (!done.ok) throw ProblemError.of(done.refusal);
  }
}
