import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresTaskStore, type TaskOnFile, type TaskSight } from '@silverbell/adapter-postgres';
import { fromIso, toIso, type AccountId, type Instant } from '@silverbell/kernel';
import { finishTask, openTask, rolesThatDo, rolesThatSee, takeTask, type Deps } from '@silverbell/usecases';
import { TASK_KINDS, type Role, type TaskKind } from '@silverbell/vocabulary';
import type { AnswerOf, TaskOnWire } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { TrainingSeats } from '../auth/training-seats.js';
import { ProblemError } from '../http/problems/problem-error.js';
import {
  Caller,
  ValidBody,
  ValidHeaders,
  ValidQuery,
  type CommandHeaders,
  type ParsedBody,
  type ParsedQuery,
} from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { IncidentService } from '../incidents/incident.service.js';
import { RegistryCommands } from '../regions/registry-commands.js';
import { USE_CASE_DEPS } from '../tokens.js';

/** Work with an owner and a term. A task that an account may not see does not exist for it. */
@Controller()
export class TasksController {
  constructor(
    private readonly tasks: PostgresTaskStore,
    private readonly commands: RegistryCommands,
    private readonly incidentService: IncidentService,
    private readonly scope: RegionScope,
    private readonly seats: TrainingSeats,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('tasks')
  async list(
    @Caller() account: Account,
    @ValidQuery() { kind, incidentId, state, limit }: ParsedQuery<'tasks'>,
  ): Promise<AnswerOf<'tasks'>> {
    const sights = await this.sights(account, rolesThatSee);
    const found = await this.tasks.page({ sights, kind, incidentId, state, take: limit });
    return { items: found.map((task) => this.presented(task)) };
  }

  @Serves('openTask')
  async open(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { id, kind, incidentId, dueAt, note, anonymous }: ParsedBody<'openTask'>,
  ): Promise<AnswerOf<'openTask'>> {
    await this.refuseTraining(account);
    const about = incidentId === undefined ? null : (await this.incidentService.file(account, incidentId)).incident;
    const done = await openTask({ tasks: this.tasks, newId: this.deps.newId }, this.commands.of(account, headers), {
      ...{ id, kind, note, anonymous: anonymous && kind === 'near-miss' },
      ...{ regionId: about?.regionId ?? account.regionId, incidentId: about?.id ?? null },
      seniorId: about?.facts.seniorIds.length === 1 ? (about.facts.seniorIds[0] ?? null) : null,
      dueAt: dueAt === undefined ? null : fromIso(dueAt),
    });
    // She has just written it: she is told what became of it, also of a kind that she may not look up.
    const all: TaskSight = { kinds: TASK_KINDS, regionIds: [...(await this.scope.regionsOf(account))] };
    return this.commands.answer(done, async (one) => this.presented(await this.seen([all], one)));
  }

  @Serves('takeTask')
  async take(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() _: ParsedBody<'takeTask'>,
  ): Promise<AnswerOf<'takeTask'>> {
    const sights = await this.mayDo(account, id);
    const done = await takeTask({ tasks: this.tasks }, this.commands.of(account, headers), {
      id,
      ifMatch: headers.ifMatch,
    });
    return this.commands.answer(done, async (one) => this.presented(await this.seen(sights, one)));
  }

  @Serves('finishTask')
  async finish(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { result }: ParsedBody<'finishTask'>,
  ): Promise<AnswerOf<'finishTask'>> {
    const sights = await this.mayDo(account, id);
    const asked = { id, result, ifMatch: headers.ifMatch };
    const done = await finishTask({ tasks: this.tasks }, this.commands.of(account, headers), asked);
    return this.commands.answer(done, async (one) => this.presented(await this.seen(sights, one)));
  }

  /** Of each role the kinds that it opens, in its region and below it: a lead of one county is no lead of another. */
  private async sights(account: Account, opens: (kind: TaskKind) => readonly Role[]): Promise<readonly TaskSight[]> {
    return Promise.all(
      account.roles.map(async ({ role, regionId }) => ({
        kinds: TASK_KINDS.filter((kind) => opens(kind).includes(role)),
        regionIds: [...(await this.scope.below(regionId))],
      })),
    );
  }

  private async mayDo(account: Account, id: string): Promise<readonly TaskSight[]> {
    await this.seen(await this.sights(account, rolesThatSee), id);
    await this.refuseTraining(account);
    const sights = await this.sights(account, rolesThatDo);
    const [found] = await this.tasks.page({ sights, id, take: 1 });
    if (found === undefined) throw new ProblemError('not-allowed');
    return sights;
  }

  private async seen(sights: readonly TaskSight[], id: string): Promise<TaskOnFile> {
    const [found] = await this.tasks.page({ sights, id, take: 1 });
    if (found === undefined) throw new ProblemError('not-found');
    return found;
  }

  private async refuseTraining(account: Account): Promise<void> {
    if (await this.seats.isTraining(account)) throw new ProblemError('training-seat');
  }

  private presented(task: TaskOnFile): TaskOnWire {
    const { id, kind, regionId, incidentId, owner, state, note, result, version, homeLabel } = task;
    const isoOr = (at: Instant | null): string | null => (at === null ? null : toIso(at));
    return {
      ...{ id, kind, regionId, incidentId, owner, state, note, result, version, homeLabel },
      senior: task.seniorId === null ? null : { id: task.seniorId, name: task.seniorName ?? '—' },
      takenBy: named(task.ownerId, task.ownerName),
      openedBy: named(task.openedBy, task.openedByName),
      doneBy: named(task.doneBy, task.doneByName),
      ...{ dueAt: toIso(task.dueAt), openedAt: toIso(task.openedAt), doneAt: isoOr(task.doneAt) },
      overdue: state === 'open' && task.dueAt < this.deps.clock.now(),
    };
  }
}

const named = (id: AccountId | null, name: string | null) => (id === null ? null : { id, name: name ?? '—' });
