import { Inject, Injectable } from '@nestjs/common';
import { DirectoryQueries } from '@silverbell/adapter-postgres';
import { isRefusal, type Clock, type Refusal } from '@silverbell/kernel';
import { isStaleRow, type RegistryCommand } from '@silverbell/usecases';
import type { Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import type { CommandHeaders } from '../http/routes/parameters.js';
import { CLOCK } from '../tokens.js';

/** Turns a request that changes the registry into a command, and what became of it into an answer. */
@Injectable()
export class RegistryCommands {
  constructor(
    private readonly directory: DirectoryQueries,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  of(account: Account, { idempotency }: CommandHeaders): RegistryCommand {
    return { by: account.id, at: this.clock.now(), idempotency };
  }

  /** `read`: the row as it is now; who wrote it before is told with it when the caller knew an older version. */
  async answer<Answer>(
    done: { readonly id: string } | Refusal,
    read: (id: string) => Promise<Answer>,
  ): Promise<Answer> {
    if (!isRefusal(done)) return read(done.id);
    if (!isStaleRow(done)) throw ProblemError.of(done);
    const { changedBy } = done;
    const names = await this.directory.names({ accounts: changedBy === null ? [] : [changedBy] });
    throw ProblemError.of(done, {
      current: await read(done.id),
      ...(changedBy === null ? {} : { changedBy: { id: changedBy, name: names.accounts.get(changedBy) ?? '—' } }),
    });
  }
}
