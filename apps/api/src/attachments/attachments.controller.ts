import { Controller, Header, Headers, Inject, Param, Req, Res, type StreamableFile } from '@nestjs/common';
import { DirectoryQueries, PostgresAttachmentStore } from '@silverbell/adapter-postgres';
import {
  after,
  as,
  dayBeginsIn,
  duration,
  fromIso,
  isRefusal,
  toIso,
  type AssignmentId,
  type IncidentId,
  type Instant,
} from '@silverbell/kernel';
import { cleanFile, executeCommand, type Attachment, type AttachmentOwner, type Deps } from '@silverbell/usecases';
import { ROUTES, type AnswerOf, type AttachmentOnWire } from '@silverbell/wire';
import type { Request, Response } from 'express';
import type { Account } from '../auth/sessions.js';
import { helperOf } from '../dispatch/assignment.service.js';
import { checked } from '../http/problems/checked.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Caller, ValidQuery, type ParsedBody, type ParsedQuery } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { AttachmentAccess } from './attachment-access.service.js';
import { receivePhoto } from './receive-photo.js';
import { servedFile } from './served-file.js';

const LONGEST_KEY = 200;

/** Photos and scans (CR-10). */
@Controller()
export class AttachmentsController {
  constructor(
    private readonly attachments: PostgresAttachmentStore,
    private readonly access: AttachmentAccess,
    private readonly directory: DirectoryQueries,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('addAttachment')
  async add(
    @Caller() account: Account,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @Headers('idempotency-key') key?: string,
  ): Promise<AnswerOf<'addAttachment'>> {
    if (!request.is('multipart/form-data')) throw new ProblemError('file-missing');
    if (key !== undefined && (key === '' || key.length > LONGEST_KEY))
      throw new ProblemError('invalid-request', { errors: [{ field: 'Idempotency-Key', message: '1–200' }] });
    return receivePhoto(account.id, request, response, (sent) => this.#keep(account, request, sent, key));
  }

  async #keep(
    account: Account,
    request: Request,
    sent: Uint8Array,
    key: string | undefined,
  ): Promise<AnswerOf<'addAttachment'>> {
    const form: ParsedBody<'addAttachment'> = checked(
      ROUTES.addAttachment.body,
      { ...(request.body as object) },
      request.headers['accept-language'],
    );
    const { ownerKind, ownerId, purpose = null } = form;
    const owner =
      ownerKind === undefined || ownerId === undefined
        ? null
        : await this.access.ownerFor(account, ownerKind, ownerId, purpose);
    const cleaned = cleanFile(sent);
    if (isRefusal(cleaned)) throw ProblemError.of(cleaned);
    const { kind, bytes, takenOn } = cleaned;
    // A face is a picture, never a document.
    // So is what was drawn on the worker's phone, as it was drawn.
    if ((ownerKind === 'senior' && kind === 'pdf') || (purpose === 'signature' && kind !== 'png'))
      throw new ProblemError('attachment-kind');
    const kept = await this.attachments.add({
      ...{ id: this.deps.newId(), kind, content: bytes, owner, purpose, uploadedBy: account.id },
      ...{ key: key ?? null, at: this.deps.clock.now(), takenAt: this.#takenAt(form.takenAt, takenOn) },
    });
    if (isRefusal(kept)) throw ProblemError.of(kept);
    if (owner?.kind === 'assignment') await this.#tellIncident(account, owner, kept.id);
    return { id: kept.id, kind, bytes: bytes.length };
  }

  @Serves('attachment')
  @Header('cache-control', 'no-store')
  async read(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidQuery() { purpose }: ParsedQuery<'attachment'>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const one = await this.access.seen(account, id);
    await this.attachments.noteRead(one, account.id, purpose, this.deps.clock.now()).catch(() => {
      // Nothing is shown that is not on record.
      throw new ProblemError('unavailable');
    });
    const content = await this.attachments.content(id);
    if (content === null) throw new ProblemError('not-found');
    return servedFile(one, content, response);
  }

  @Serves('deviceAttachments')
  async ofDevice(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'deviceAttachments'>> {
    const { homeId } = await this.access.assertSees(account, 'device', id);
    const found = await this.attachments.of({ kind: 'device', id });
    // Photos of a home where it stood before are not for those who see it now.
    return this.#present(found.filter(({ owner }) => owner?.homeId === homeId));
  }

  @Serves('incidentAttachments')
  async ofIncident(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'incidentAttachments'>> {
    await this.access.assertSees(account, 'assignment', id);
    return this.#present(await this.attachments.ofIncident(as<IncidentId>(id)));
  }

  @Serves('orderAttachments')
  ofOrder(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'orderAttachments'>> {
    return this.#of(account, 'service-order', id);
  }

  @Serves('visitAttachments')
  ofVisit(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'visitAttachments'>> {
    return this.#of(account, 'welfare-visit', id);
  }

  @Serves('complaintAttachments')
  async ofComplaint(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'complaintAttachments'>> {
    await this.access.assertSees(account, 'complaint', id);
    const { items } = await this.#present(await this.attachments.of({ kind: 'complaint', id }));
    const isTold = await this.access.seesComplainant(account, id);
    return { items: isTold ? items : items.map((one) => ({ ...one, by: null })) };
  }

  async #of(account: Account, kind: AttachmentOwner['kind'], id: string): Promise<{ items: AttachmentOnWire[] }> {
    await this.access.assertSees(account, kind, id);
    return this.#present(await this.attachments.of({ kind, id }));
  }

  async #present(found: readonly Attachment[]): Promise<{ items: AttachmentOnWire[] }> {
    const names = await this.directory.names({ accounts: found.map(({ uploadedBy }) => uploadedBy) });
    return {
      items: found.map(({ id, kind, bytes, owner, purpose, at, takenAt, uploadedBy, repeated }) => ({
        ...{ id, kind, bytes, purpose, repeated, at: toIso(at), takenAt: takenAt === null ? null : toIso(takenAt) },
        owner: owner && { kind: owner.kind, id: owner.id },
        by: { id: uploadedBy, name: names.accounts.get(uploadedBy) ?? '—' },
      })),
    };
  }

  /**
   * The operator sees in the timeline that a photo came. A retry of the upload says it again with the same key, so an api that died in
   * between leaves it neither unsaid nor said twice. Of an incident that is closed by now the photo is listed, and no event is written.
   */
  async #tellIncident(account: Account, owner: AttachmentOwner, attachmentId: string): Promise<void> {
    const assignmentId = as<AssignmentId>(owner.id);
    await executeCommand(this.deps, {
      ref: { by: 'assignment', id: assignmentId },
      by: { kind: 'helper', id: helperOf(account) },
      intent: { type: 'add-photo', assignmentId, attachmentId },
      idempotency: { accountId: account.id, key: `photo ${attachmentId}`, bodyHash: attachmentId },
    });
  }

  /** As the phone says; else as the camera wrote it into the file, by the clock of the region. */
  #takenAt(byPhone: string | undefined, takenOn: string | null): Instant | null {
    if (byPhone !== undefined) return fromIso(byPhone);
    const [day = '', time = ''] = (takenOn ?? '').split('T');
    const begins = dayBeginsIn(this.deps.timeZone, day);
    const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number);
    return begins === null ? null : after(begins, duration(((hours * 60 + minutes) * 60 + seconds) * 1_000));
  }
}
