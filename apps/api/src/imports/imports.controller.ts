import { Controller, Header, Headers, Inject, Param, Req, Res, StreamableFile } from '@nestjs/common';
import {
  ImportPreviewQueries,
  PostgresAccountStore,
  PostgresAuditLog,
  PostgresImportStore,
  type Queryable,
} from '@silverbell/adapter-postgres';
import { as, type Clock, type RegionId } from '@silverbell/kernel';
import type { ImportJob, ImportWork } from '@silverbell/usecases';
import { IMPORT_KINDS, type ImportKind, type Language } from '@silverbell/vocabulary';
import { MAY_IMPORT, ROUTES, type AnswerOf } from '@silverbell/wire';
import type { Request, Response } from 'express';
import { narrowed } from '../auth/roles.js';
import { RegionNames } from '../auth/region-names.js';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { checked } from '../http/problems/checked.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { languageOf } from '../http/problems/sentences.js';
import { Caller, ValidBody, ValidQuery, type ParsedBody, type ParsedQuery } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { CLOCK } from '../tokens.js';
import { presentImport, presentPreview, presentRows } from './import.presenter.js';
import { templateOf } from './template.js';
import { receiveUpload } from './upload.js';

const LISTED = 100;

const rolesKeeping = (account: Account, kind: ImportKind): Account | null =>
  narrowed(account, ({ role }) => MAY_IMPORT[kind].includes(role));

/** The account with those of its roles that keep the list. */
function keeperOf(account: Account, kind: ImportKind): Account {
  const keeper = rolesKeeping(account, kind);
  if (keeper === null) throw new ProblemError('not-allowed');
  return keeper;
}

const nextOf = (rows: readonly { readonly no: number }[], limit: number): string | null => {
  const last = rows.at(-1);
  return last === undefined || rows.length < limit ? null : String(last.no);
};

@Controller()
export class ImportsController {
  constructor(
    private readonly imports: PostgresImportStore,
    private readonly previews: ImportPreviewQueries,
    private readonly accounts: PostgresAccountStore,
    private readonly audit: PostgresAuditLog,
    private readonly scope: RegionScope,
    private readonly names: RegionNames,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The file is read piece by piece behind the guards, so that a refused caller uploads nothing. */
  @Serves('beginImport')
  async begin(
    @Caller() account: Account,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Headers('idempotency-key') key?: string,
  ): Promise<AnswerOf<'beginImport'>> {
    if (!request.is('multipart/form-data')) {
      checked(ROUTES.beginImport.body, request.body ?? {}, request.headers['accept-language']);
      throw new ProblemError('file-missing');
    }
    const upload = await receiveUpload(request, response, this.imports, () => this.clock.now());
    try {
      const body = checked(
        ROUTES.beginImport.body,
        { ...(request.body as object) },
        request.headers['accept-language'],
      );
      const keeper = keeperOf(account, body.kind);
      const begun = key === undefined ? null : await this.imports.begunWith(account.id, key);
      if (begun !== null) {
        if (!begun.fileHash.equals(upload.hash) || begun.kind !== body.kind)
          throw new ProblemError('idempotency-key-reused');
        await this.imports.discard(upload.id);
        return { id: begun.id };
      }
      const { regionId, roles } = keeper;
      const regionIds = [...new Set(roles.map((one) => one.regionId))];
      const { kind, datum } = body;
      const mapping = { ...(await this.imports.mappingOf(account.id, kind)), ...body.mapping };
      await this.imports.create(
        {
          ...{ id: upload.id, kind, datum, mapping, regionId, regionIds, createdBy: account.id },
          ...{ idempotencyKey: key ?? null, file: upload, at: this.clock.now() },
        },
        (db) => this.#record(db, account, 'import-begun', { id: upload.id, regionId, kind }),
      );
      return { id: upload.id };
    } catch (error) {
      await this.imports.discard(upload.id);
      throw error;
    }
  }

  @Serves('imports')
  async list(@Caller() account: Account, @Headers('accept-language') accept?: string): Promise<AnswerOf<'imports'>> {
    const jobs = await this.imports.list([...(await this.scope.regionsOf(account))], LISTED);
    // The first rows of a hundred files are nothing to be read in a list.
    const items = await Promise.all(
      jobs.map((job) => this.#present(account, { ...job, firstRows: [] }, languageOf(accept))),
    );
    return { items };
  }

  @Serves('import')
  async one(
    @Caller() account: Account,
    @Param('id') id: string,
    @Headers('accept-language') accept?: string,
  ): Promise<AnswerOf<'import'>> {
    return this.#present(account, await this.#seen(account, id), languageOf(accept));
  }

  @Serves('importRows')
  async rows(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidQuery() { state, cursor, limit }: ParsedQuery<'importRows'>,
    @Headers('accept-language') accept?: string,
  ): Promise<AnswerOf<'importRows'>> {
    const job = await this.#seen(account, id);
    if (job.expiredAt !== null) throw new ProblemError('import-over');
    // Until a new reading has begun, what is staged is of the one before.
    if (job.state === 'reading' && job.position === 0) return { items: [], nextCursor: null };
    const after = Number(cursor ?? 0);
    if (state === 'accepted') return this.#preview(account, job, { after, limit }, languageOf(accept));
    const rows = await this.imports.rows(id, { state, after, limit });
    return { items: presentRows(job, rows, languageOf(accept)), nextCursor: nextOf(rows, limit) };
  }

  /** What a row says of a person is for those who keep the list that it goes into. */
  async #preview(
    account: Account,
    job: ImportJob,
    page: { readonly after: number; readonly limit: number },
    language: Language,
  ): Promise<AnswerOf<'importRows'>> {
    if (!(await this.#keeps(account, job))) throw new ProblemError('not-allowed');
    const found = await this.previews.page(job, page);
    return { items: presentPreview(job, found, language), nextCursor: nextOf(found.rows, page.limit) };
  }

  @Serves('mapImportColumns')
  async mapColumns(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { mapping }: ParsedBody<'mapImportColumns'>,
    @Headers('accept-language') accept?: string,
  ): Promise<AnswerOf<'mapImportColumns'>> {
    const job = await this.#seen(account, id);
    await this.#keepsAll(account, job);
    if (job.expiredAt !== null) throw new ProblemError('import-over');
    const begun = await this.imports.readAgain(job, mapping, account.id, this.clock.now(), (db) =>
      this.#record(db, account, 'import-mapped', job),
    );
    if (!begun) throw new ProblemError('import-not-checked');
    return this.#present(account, await this.#seen(account, id), languageOf(accept));
  }

  @Serves('commitImport')
  async commit(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() _: object,
    @Headers('accept-language') accept?: string,
  ): Promise<AnswerOf<'commitImport'>> {
    return this.#begin(account, id, 'commit', languageOf(accept));
  }

  @Serves('undoImport')
  async undo(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() _: object,
    @Headers('accept-language') accept?: string,
  ): Promise<AnswerOf<'undoImport'>> {
    return this.#begin(account, id, 'undo', languageOf(accept));
  }

  @Serves('importTemplate')
  @Header('cache-control', 'no-store')
  async template(@Param('kind') kind: string, @Headers('accept-language') accept?: string): Promise<StreamableFile> {
    const known = IMPORT_KINDS.find((one) => one === kind);
    if (known === undefined) throw new ProblemError('not-found');
    return new StreamableFile(await templateOf(known, languageOf(accept)), {
      type: ROUTES.importTemplate.produces,
      disposition: `attachment; filename="${known}.xlsx"`,
    });
  }

  /** Sent twice it is answered with the state it is in; what it cannot be any more is a refusal. */
  async #begin(
    account: Account,
    id: string,
    work: Exclude<ImportWork, 'read'>,
    language: Language,
  ): Promise<AnswerOf<'import'>> {
    const job = await this.#seen(account, id);
    await this.#keepsAll(account, job);
    const again =
      work === 'commit'
        ? ['committing', 'committed'].includes(job.state)
        : job.state === 'undone' || job.work === 'undo';
    if (again) return this.#present(account, job, language);
    if (job.expiredAt !== null) throw new ProblemError('import-over');
    const began = await this.imports.begin(id, work, account.id, this.clock.now(), (db) =>
      this.#record(db, account, work === 'commit' ? 'import-committed' : 'import-undone', job),
    );
    const now = await this.#seen(account, id);
    if (!began && now.work !== work)
      throw new ProblemError(work === 'commit' ? 'import-not-checked' : 'import-not-committed');
    return this.#present(account, now, language);
  }

  /** An import writes wherever its uploader might: who decides about it must be allowed to in all of these regions. */
  async #keepsAll(account: Account, { kind, regionIds }: Pick<ImportJob, 'kind' | 'regionIds'>): Promise<void> {
    const keeper = keeperOf(account, kind);
    for (const regionId of regionIds)
      if (!(await this.scope.sees(keeper, regionId))) throw new ProblemError('not-allowed');
  }

  #record(
    db: Queryable,
    { id: actor }: Account,
    action: string,
    job: { readonly id: string; readonly kind: ImportKind; readonly regionId: RegionId },
  ): Promise<void> {
    const { id: subjectId, kind, regionId } = job;
    const at = this.clock.now();
    return this.audit
      .within(db)
      .append({ actor, action, subjectKind: 'import', subjectId, regionId, at, details: { kind } });
  }

  async #seen(account: Account, id: string): Promise<ImportJob> {
    const job = await this.imports.find(id);
    if (job === null || !(await this.scope.sees(account, as<RegionId>(job.regionId))))
      throw new ProblemError('not-found');
    return job;
  }

  /** In the region of the import it keeps the list that the rows go into. */
  async #keeps(account: Account, { kind, regionId }: Pick<ImportJob, 'kind' | 'regionId'>): Promise<boolean> {
    const keeper = rolesKeeping(account, kind);
    return keeper !== null && (await this.scope.sees(keeper, regionId));
  }

  async #present(account: Account, job: ImportJob, language: Language): Promise<AnswerOf<'import'>> {
    // The worker wrote the regions: the tree that this process remembers is older.
    if (job.kind === 'regions' && (job.state === 'committed' || job.state === 'undone')) {
      this.scope.forgetBefore(job.changedAt);
      this.names.forgetBefore(job.changedAt);
    }
    const kept = job.state === 'undone' && job.expiredAt === null ? await this.imports.countOf(job.id, 'kept') : 0;
    const by = await this.accounts.byId(job.createdBy);
    // In a file in which no heading is known, the row that is taken for the headings may be one of people.
    const isClosed = job.failure === 'no-headings' && !(await this.#keeps(account, job));
    const shown = isClosed ? { ...job, headings: [], firstRows: [] } : job;
    return presentImport(shown, { createdBy: by?.name ?? '', kept, language });
  }
}
