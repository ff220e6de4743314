import { Controller, Inject } from '@nestjs/common';
import { DirectoryQueries } from '@silverbell/adapter-postgres';
import { changeContact, setQuietHours, type Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import type { Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Caller, ValidBody, ValidHeaders, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { FilesService } from './files.service.js';

/** A relative chooses herself when she is told: a change of her own entry among the contacts, as the office would make it. */
@Controller()
export class OwnNoticeController {
  constructor(
    private readonly files: FilesService,
    private readonly directory: DirectoryQueries,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('noticeLevel')
  async choose(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { seniorId, ...change }: ParsedBody<'noticeLevel'>,
  ): Promise<AnswerOf<'noticeLevel'>> {
    const { fileDeps, commands } = this.files;
    const asked = { id: await this.ownEntry(account, seniorId), change, seesConflicts: false };
    const done = await changeContact(fileDeps, commands.of(account, headers), asked);
    return commands.answer(done, () => Promise.resolve({}));
  }

  @Serves('quietHours')
  async beQuiet(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { seniorId, hours }: ParsedBody<'quietHours'>,
  ): Promise<AnswerOf<'quietHours'>> {
    const { fileDeps, commands } = this.files;
    const contactId = await this.ownEntry(account, seniorId);
    const asked = { contactId, hours, timeZone: this.deps.timeZone };
    const done = await setQuietHours(fileDeps, commands.of(account, headers), asked);
    return commands.answer(done, () => Promise.resolve({}));
  }
  /** Among the contacts of this senior; without one, of the first of hers. */
  private async ownEntry(account: Account, seniorId: string | undefined): Promise<string> {
    const own = await this.directory.contactsOfAccount(account.id);
    const entry = seniorId === undefined ? own[0] : own.find((one) => one.seniorId === seniorId);
    if (entry === undefined) throw new ProblemError('not-found');
    return entry.id;
  }
}
