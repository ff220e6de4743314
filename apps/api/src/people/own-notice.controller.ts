import { Controller } from '@nestjs/common';
import { DirectoryQueries } from '@silverbell/adapter-postgres';
import { changeContact } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import type { Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Caller, ValidBody, ValidHeaders, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { FilesService } from './files.service.js';

/** A relative chooses herself when she is told: a change of her own entry among the contacts, as the office would make it. */
@Controller()
export class OwnNoticeController {
  constructor(
    private readonly files: FilesService,
    private readonly directory: DirectoryQueries,
  ) {}

  @Serves('noticeLevel')
  async choose(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() change: ParsedBody<'noticeLevel'>,
  ): Promise<AnswerOf<'noticeLevel'>> {
    const contact = await this.directory.contactOfAccount(account.id);
    if (contact === null) throw new ProblemError('not-found');
    const { fileDeps, commands } = this.files;
    const asked = { id: contact.id, change, seesConflicts: false };
    const done = await changeContact(fileDeps, commands.of(account, headers), asked);
    return commands.answer(done, () => Promise.resolve({}));
  }
}
