import { randomInt } from 'node:crypto';
import { Controller, Inject, Param } from '@nestjs/common';
import { sendFamilyCode } from '@silverbell/adapter-notify';
import { PostgresFamilyStore, SeniorQueries } from '@silverbell/adapter-postgres';
import type { Settings } from '@silverbell/adapter-runtime';
import { as, isRefusal, type AccountId, type Clock, type SeniorId } from '@silverbell/kernel';
import {
  acceptFamily,
  endInvitation,
  inviteFamily,
  unbindFamily,
  type Deps,
  type FamilyInvitation,
} from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import { Sessions, type Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Caller, ValidBody, ValidHeaders, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { CLOCK, SETTINGS, USE_CASE_DEPS } from '../tokens.js';
import { familyOnWire, invitationOnWire } from './family-invitation.presenter.js';
import { FilesService } from './files.service.js';

const newCode = (): string => String(randomInt(10_000_000, 100_000_000));

/** The office's part of binding relatives' accounts: invite, write down that she agreed, let go (CR-72). */
@Controller()
export class FamilyInvitationsController {
  constructor(
    private readonly files: FilesService,
    private readonly families: PostgresFamilyStore,
    private readonly seniors: SeniorQueries,
    private readonly sessions: Sessions,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Serves('familyOfSenior')
  async list(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'familyOfSenior'>> {
    const { file } = await this.files.senior(account, id);
    return this.#family(file.id);
  }

  @Serves('inviteFamily')
  async invite(
    @Caller() account: Account,
    @Param('id') contactId: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() _: object,
  ): Promise<AnswerOf<'inviteFamily'>> {
    const contact = await this.seniors.contact(contactId);
    if (contact === null) throw new ProblemError('not-found');
    await this.files.senior(account, contact.seniorId);
    const { families, files } = this;
    const deps = { families, newId: this.deps.newId };
    const done = await inviteFamily(deps, files.commands.of(account, headers), contactId);
    return files.commands.answer(done, (id) => this.#shown(account, id));
  }

  @Serves('acceptFamily')
  async accept(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { capacity, how, guardianContactId }: ParsedBody<'acceptFamily'>,
  ): Promise<AnswerOf<'acceptFamily'>> {
    await this.#seen(account, id);
    const code = newCode();
    const command = { ...this.files.commands.of(account, headers), toldOnce: true };
    const agreement = { capacity, how, guardianContactId: guardianContactId ?? null };
    const done = await acceptFamily({ families: this.families }, command, { id, agreement, code });
    if (isRefusal(done)) throw ProblemError.of(done);
    const sent = await this.#send(await this.#seen(account, id), code);
    return { invitation: await this.#shown(account, id), sent, code: sent ? null : code };
  }

  @Serves('endFamilyInvitation')
  async end(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
  ): Promise<AnswerOf<'endFamilyInvitation'>> {
    await this.#seen(account, id);
    const done = await endInvitation({ families: this.families }, this.files.commands.of(account, headers), id);
    return this.files.commands.answer(done, (one) => this.#shown(account, one));
  }

  @Serves('unbindFamily')
  async unbind(
    @Caller() account: Account,
    @Param('id') id: string,
    @Param('accountId') accountId: string,
    @ValidHeaders() headers: CommandHeaders,
  ): Promise<AnswerOf<'unbindFamily'>> {
    const { file } = await this.files.senior(account, id);
    const bound = as<AccountId>(accountId);
    const done = await unbindFamily({ families: this.families }, this.files.commands.of(account, headers), {
      ...{ accountId: bound, seniorId: file.id, regionId: file.regionId },
    });
    this.sessions.ended(bound);
    return this.files.commands.answer(done, () => this.#family(file.id));
  }

  /** Within the caller's regions; elsewhere it does not exist. */
  async #seen(account: Account, id: string): Promise<FamilyInvitation> {
    const invitation = await this.families.invitation(id);
    if (invitation === null) throw new ProblemError('not-found');
    await this.files.senior(account, invitation.seniorId);
    return invitation;
  }

  async #shown(account: Account, id: string): Promise<AnswerOf<'inviteFamily'>> {
    const invitation = await this.#seen(account, id);
    const contact = await this.seniors.contact(invitation.contactId);
    return invitationOnWire({ ...invitation, contactName: contact?.name ?? null }, this.clock.now());
  }

  async #family(id: SeniorId): Promise<AnswerOf<'familyOfSenior'>> {
    const [invitations, accounts] = await Promise.all([this.families.of(id), this.families.accountsOf(id)]);
    return familyOnWire(invitations, accounts, this.clock.now());
  }

  /** `false`: there is no gateway, or it did not take the message; the office tells the code at the contact's number. */
  async #send({ id, contactId, expiresAt }: FamilyInvitation, code: string): Promise<boolean> {
    const { smsWebhookUrl: url, webhookSecret: secret } = this.settings;
    const to = url === null || secret === null ? null : await this.families.numberOf(contactId);
    if (url === null || secret === null || to === null || expiresAt === null) return false;
    return sendFamilyCode({ invitationId: id, to, code, expiresAt }, { url, secret }, this.clock);
  }
}
