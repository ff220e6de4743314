import { Controller, Header, Inject, Param, Res, type StreamableFile } from '@nestjs/common';
import { PostgresAttachmentStore } from '@silverbell/adapter-postgres';
import { practiceOf, type Incident } from '@silverbell/incidents';
import type { Deps } from '@silverbell/usecases';
import type { AnswerOf } from '@silverbell/wire';
import type { Response } from 'express';
import type { Account } from '../auth/sessions.js';
import { AssignmentService } from '../dispatch/assignment.service.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Caller, ValidQuery, type ParsedQuery } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { IncidentService } from '../incidents/incident.service.js';
import { goesThere } from '../incidents/presenters/assignment.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { AttachmentAccess } from './attachment-access.service.js';
import { servedFile } from './served-file.js';

/** The one photo of a senior (H20): in an emergency with her card, on the way for the helper who goes to her (H19), in her file. */
@Controller()
export class PersonPhotosController {
  constructor(
    private readonly attachments: PostgresAttachmentStore,
    private readonly access: AttachmentAccess,
    private readonly incidents: IncidentService,
    private readonly assignments: AssignmentService,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('removeSeniorPhoto')
  async remove(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'removeSeniorPhoto'>> {
    const senior = await this.access.seniorFor(account, id);
    await this.attachments.removePhoto(senior, account.id, this.deps.clock.now());
    return {};
  }

  @Serves('incidentPersonPhoto')
  @Header('cache-control', 'no-store')
  async ofIncident(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidQuery() { photoId }: ParsedQuery<'incidentPersonPhoto'>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    return this.#photo(await this.incidents.ofCard(account, id), photoId, response);
  }

  @Serves('assignmentPersonPhoto')
  @Header('cache-control', 'no-store')
  async ofAssignment(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidQuery() { photoId }: ParsedQuery<'assignmentPersonPhoto'>,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    const { incident, assignment } = await this.assignments.ownAssignment(account, id);
    if (!goesThere(assignment, incident)) throw new ProblemError('not-found');
    return this.#photo(incident, photoId, response);
  }

  /** Of a person of its home, as her photo stands now; an exercise shows none. */
  async #photo(incident: Incident, photoId: string, response: Response): Promise<StreamableFile> {
    const { homeId } = incident.facts;
    const one =
      homeId === null || practiceOf(incident) === 'drill' ? null : await this.attachments.photoAt(homeId, photoId);
    const content = one && (await this.attachments.content(one.id));
    if (one === null || content === null) throw new ProblemError('not-found');
    return servedFile(one, content, response);
  }
}
