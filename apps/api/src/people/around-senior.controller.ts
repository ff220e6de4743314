import { Controller, Param } from '@nestjs/common';
import { SeniorQueries } from '@silverbell/adapter-postgres';
import {
  addContact,
  changeContact,
  giveConsent,
  removeContact,
  setProtection,
  withdrawConsent,
} from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import type { Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Caller, ValidBody, ValidHeaders, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { FilesService } from './files.service.js';
import { sightOf } from './file-sight.js';
import { consentOnFileOf, contactOnFileOf } from './senior.presenter.js';

/** Who may be told, who may decide, and what she consents to. */
@Controller()
export class AroundSeniorController {
  constructor(
    private readonly files: FilesService,
    private readonly seniors: SeniorQueries,
  ) {}

  @Serves('addContact')
  async add(
    @Caller() account: Account,
    @Param('id') seniorId: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'addContact'>,
  ): Promise<AnswerOf<'addContact'>> {
    await this.files.senior(account, seniorId);
    const { fileDeps, commands } = this.files;
    const done = await addContact(fileDeps, commands.of(account, headers), seniorId, body);
    return commands.answer(done, (id) => this.contact(account, id));
  }

  @Serves('changeContact')
  async change(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() change: ParsedBody<'changeContact'>,
  ): Promise<AnswerOf<'changeContact'>> {
    const seesConflicts = await this.seesConflictsOf(account, id);
    const { fileDeps, commands } = this.files;
    const done = await changeContact(fileDeps, commands.of(account, headers), { id, change, seesConflicts });
    return commands.answer(done, (one) => this.contact(account, one));
  }

  @Serves('removeContact')
  async remove(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason }: ParsedBody<'removeContact'>,
  ): Promise<AnswerOf<'removeContact'>> {
    const { fileDeps, commands } = this.files;
    const seesConflicts = await this.seesConflictsOf(account, id);
    const done = await removeContact(fileDeps, commands.of(account, headers), { id, reason, seesConflicts });
    return commands.answer(done, () => Promise.resolve({}));
  }

  @Serves('setProtection')
  async protect(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() change: ParsedBody<'setProtection'>,
  ): Promise<AnswerOf<'setProtection'>> {
    await this.files.senior(account, id);
    const { fileDeps, commands } = this.files;
    const asked = { id, ifMatch: headers.ifMatch, change };
    const done = await setProtection(fileDeps, commands.of(account, headers), asked);
    return commands.answer(done, (one) => this.files.seniorOnFile(account, one));
  }

  @Serves('giveConsent')
  async give(
    @Caller() account: Account,
    @Param('id') seniorId: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'giveConsent'>,
  ): Promise<AnswerOf<'giveConsent'>> {
    await this.files.senior(account, seniorId);
    const { fileDeps, commands } = this.files;
    const done = await giveConsent(fileDeps, commands.of(account, headers), seniorId, body);
    return commands.answer(done, (id) => this.consent(account, id));
  }

  @Serves('withdrawConsent')
  async withdraw(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
  ): Promise<AnswerOf<'withdrawConsent'>> {
    await this.consent(account, id);
    const { fileDeps, commands } = this.files;
    const done = await withdrawConsent(fileDeps, commands.of(account, headers), id);
    return commands.answer(done, (one) => this.consent(account, one));
  }

  /** Of a contact of the caller's regions; the use case answers for one that she may not see. */
  private async seesConflictsOf(account: Account, id: string): Promise<boolean> {
    const contact = await this.seniors.contact(id);
    if (contact === null) throw new ProblemError('not-found');
    const { here } = await this.files.senior(account, contact.seniorId);
    return sightOf(here).conflicts;
  }

  private async contact(account: Account, id: string): Promise<AnswerOf<'addContact'>> {
    const contact = await this.seniors.contact(id);
    if (contact === null) throw new ProblemError('not-found');
    const { here } = await this.files.senior(account, contact.seniorId);
    return contactOnFileOf(contact, sightOf(here));
  }

  private async consent(account: Account, id: string): Promise<AnswerOf<'giveConsent'>> {
    const consent = await this.seniors.consent(id);
    if (consent === null) throw new ProblemError('not-found');
    const { here } = await this.files.senior(account, consent.seniorId);
    return consentOnFileOf(consent, sightOf(here));
  }
}
