import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresQualityStore, type ComplaintOnFile } from '@silverbell/adapter-postgres';
import { COMPLAINT_TABLE, type ComplaintCommand } from '@silverbell/care';
import { commandComplaint, receiveComplaint, type CareClock, type Deps, type QualityDeps } from '@silverbell/usecases';
import type { ComplaintFinding, ComplaintStep } from '@silverbell/vocabulary';
import type { AnswerOf } from '@silverbell/wire';
import type { Account } from '../../auth/sessions.js';
import {
  Caller,
  ValidBody,
  ValidHeaders,
  ValidQuery,
  type CommandHeaders,
  type ParsedBody,
  type ParsedQuery,
} from '../../http/routes/parameters.js';
import { Serves } from '../../http/routes/serves.js';
import { RegistryCommands } from '../../regions/registry-commands.js';
import { pageBy } from '../../regions/registry-page.js';
import { CARE_CLOCK, USE_CASE_DEPS } from '../../tokens.js';
import { actorFor } from '../actors.js';
import { ComplaintSource } from './complaint-source.service.js';
import { QualityAccess } from './quality-access.service.js';
import { complaintOnWire, isReader, trailOnWire, withoutComplainant } from './quality.presenter.js';

type Wanted = ParsedBody<'createComplaint'>;
type ComplaintAnswer = AnswerOf<'answerComplaint'>;

/** Complaints, from the telephone call to the answer that is rated (CR-52). */
@Controller()
export class ComplaintsController {
  private readonly qualityDeps: QualityDeps;

  constructor(
    private readonly quality: PostgresQualityStore,
    private readonly access: QualityAccess,
    private readonly source: ComplaintSource,
    private readonly commands: RegistryCommands,
    @Inject(CARE_CLOCK) private readonly clock: CareClock,
    @Inject(USE_CASE_DEPS) { newId, timeZone }: Deps,
  ) {
    this.qualityDeps = { quality, newId, timeZone };
  }

  @Serves('complaints')
  async list(
    @Caller() account: Account,
    @ValidQuery() { regionId, limit, ...search }: ParsedQuery<'complaints'>,
  ): Promise<AnswerOf<'complaints'>> {
    const sight = await this.access.sightOf(account, regionId);
    const placeOf = ({ complaint: { id } }: ComplaintOnFile): string => id;
    const page = await pageBy(placeOf, limit, (take) => this.quality.complaints({ ...search, sight, take }));
    return { ...page, items: await Promise.all(page.items.map((one) => this.shown(account, one))) };
  }

  @Serves('complaint')
  async one(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'complaint'>> {
    const found = await this.access.complaint(account, id);
    const actors = await this.access.actorsOn(account, found);
    const trail = trailOnWire<ComplaintStep>(await this.quality.trail('complaint', id));
    const shown = complaintOnWire(found, actors, await this.access.calendar());
    return { ...shown, trail: isReader(actors) ? trail.map(withoutComplainant) : trail };
  }

  @Serves('createComplaint')
  async create(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() wanted: Wanted,
  ): Promise<AnswerOf<'createComplaint'>> {
    const { workerId, orderId, seniorId, regionId, actor, channel } = await this.source.of(account, wanted);
    const done = await receiveComplaint(
      this.qualityDeps,
      this.commands.of(account, headers),
      {
        ...{ id: wanted.id, workerId, orderId, seniorId, regionId, kind: wanted.kind, by: wanted.by },
        ...{ text: wanted.text, channel: wanted.channel ?? channel },
      },
      { actor, careNow: await this.clock.now() },
    );
    return this.commands.answer(done, (id) => this.read(account, id));
  }

  @Serves('acknowledgeComplaint')
  acknowledge(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { note }: ParsedBody<'acknowledgeComplaint'>,
  ): Promise<ComplaintAnswer> {
    return this.act(account, id, headers, { type: 'acknowledge' }, note);
  }

  @Serves('answerComplaint')
  async answer(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { text, upheld, duplicateOf }: ParsedBody<'answerComplaint'>,
  ): Promise<ComplaintAnswer> {
    if (duplicateOf !== undefined) await this.access.complaint(account, duplicateOf);
    const command = {
      type: 'answer',
      finding: findingOf(upheld, duplicateOf),
      duplicateOf: duplicateOf ?? null,
    } as const;
    return this.act(account, id, headers, command, text);
  }

  @Serves('rateComplaint')
  rate(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { value }: ParsedBody<'rateComplaint'>,
  ): Promise<ComplaintAnswer> {
    return this.act(account, id, headers, { type: 'rate', value });
  }

  @Serves('withdrawComplaint')
  withdraw(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason }: ParsedBody<'withdrawComplaint'>,
  ): Promise<ComplaintAnswer> {
    return this.act(account, id, headers, { type: 'withdraw' }, reason);
  }

  private async act(
    account: Account,
    id: string,
    headers: CommandHeaders,
    command: ComplaintCommand,
    note?: string,
  ): Promise<ComplaintAnswer> {
    const actors = await this.access.actorsOn(account, await this.access.complaint(account, id));
    const done = await commandComplaint(this.qualityDeps, this.commands.of(account, headers), {
      ...{ id, ifMatch: headers.ifMatch, command, note: note ?? null, careNow: await this.clock.now() },
      actor: actorFor(actors, COMPLAINT_TABLE[command.type].roles),
    });
    return this.commands.answer(done, (one) => this.read(account, one));
  }

  private async read(account: Account, id: string): Promise<ComplaintAnswer> {
    return this.shown(account, await this.access.complaint(account, id));
  }

  private async shown(account: Account, found: ComplaintOnFile): Promise<ComplaintAnswer> {
    return complaintOnWire(found, await this.access.actorsOn(account, found), await this.access.calendar());
  }
}

const findingOf = (upheld: boolean | undefined, duplicateOf: string | undefined): ComplaintFinding | null => {
  if (duplicateOf !== undefined) return 'duplicate';
  if (upheld === undefined) return null;
  return upheld ? 'founded' : 'unfounded';
};
