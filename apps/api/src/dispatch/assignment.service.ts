import { Inject, Injectable } from '@nestjs/common';
import { IncidentQueries, DirectoryQueries, type IncidentView } from '@silverbell/adapter-postgres';
import { ProblemError } from '../http/problems/problem-error.js';
import type { Account } from '../auth/sessions.js';
import type { CommandHeaders } from '../http/routes/parameters.js';
import { entryCodeStateOf, isNewShowing, type Assignment, type Incident, type Offer } from '@silverbell/incidents';
import type { AssignmentId, HelperId } from '@silverbell/kernel';
import { executeCommand, type CommandRequest, type IncidentRef, type Intent, type Deps } from '@silverbell/usecases';
import type { Language } from '@silverbell/vocabulary';
import type { Assignment as WireAssignment, Offer as WireOffer } from '@silverbell/wire';
import { USE_CASE_DEPS } from '../tokens.js';
import { assignmentOf, destinationOf } from '../incidents/presenters/assignment.js';
import { fetchNames, namesWanted } from '../incidents/presenters/names.js';
import { offerOf } from '../incidents/presenters/offer.js';
import { RegionNames } from '../auth/region-names.js';

export const helperOf = (account: Account): HelperId => {
  if (account.helperId === null) throw new ProblemError('not-allowed');
  return account.helperId;
};

/** What a helper is asked, what she accepted, and what she says on her way. */
@Injectable()
export class AssignmentService {
  constructor(
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
    private readonly queries: IncidentQueries,
    private readonly directory: DirectoryQueries,
    private readonly regions: RegionNames,
  ) {}

  async act(
    account: Account,
    ref: IncidentRef,
    headers: CommandHeaders,
    intent: Intent,
    texts: CommandRequest['texts'] = [],
  ): Promise<Incident> {
    const result = await executeCommand(this.deps, {
      ref,
      by: { kind: 'helper', id: helperOf(account) },
      intent,
      texts,
      ...headers,
    });
    if (!result.ok) throw ProblemError.of(result.refusal);
    return result.incident;
  }

  async offer(incident: Incident, offer: Offer): Promise<WireOffer> {
    const [names, region] = await Promise.all([
      fetchNames(this.directory, namesWanted([incident])),
      this.regions.nameOf(incident.regionId),
    ]);
    return offerOf(offer, incident, names, region);
  }

  async offers(views: readonly (IncidentView & { readonly offer: Offer })[]): Promise<WireOffer[]> {
    const names = await fetchNames(this.directory, namesWanted(views.map(({ incident }) => incident)));
    return Promise.all(
      views.map(async ({ incident, offer }) =>
        offerOf(offer, incident, names, await this.regions.nameOf(incident.regionId)),
      ),
    );
  }

  /** With the destination: for the helper herself only. */
  async assignment(known: Incident, { id }: Assignment, language: Language): Promise<WireAssignment> {
    const [names, card] = await Promise.all([
      fetchNames(this.directory, namesWanted([known])),
      known.facts.homeId === null ? null : this.directory.homeCard(known.facts.homeId),
    ]);
    const incident = card?.entryCode ? await this.beforeShowing(known, id) : known;
    const assignment = this.partOf(incident.assignments, (one) => one.id === id);
    return assignmentOf(
      assignment,
      incident,
      names,
      destinationOf(assignment, incident, card, language, this.deps.clock.now()),
    );
  }

  /** That the code of the lock is shown, to whom and when, is written down before it is. */
  private async beforeShowing(incident: Incident, id: AssignmentId): Promise<Incident> {
    const assignment = this.partOf(incident.assignments, (one) => one.id === id);
    const shows = entryCodeStateOf(incident, assignment) === 'open' && isNewShowing(assignment, this.deps.clock.now());
    if (!shows) return incident;
    const result = await executeCommand(this.deps, {
      ref: { by: 'assignment', id },
      by: { kind: 'helper', id: assignment.helperId },
      intent: { type: 'show-entry-code', assignmentId: id },
    });
    if (!result.ok) throw ProblemError.of(result.refusal);
    return result.incident;
  }

  async ownAssignment(account: Account, id: string): Promise<IncidentView & { readonly assignment: Assignment }> {
    const own = (await this.queries.assignmentsOf(helperOf(account), 'recent')).find(
      ({ assignment }) => assignment.id === (id as AssignmentId),
    );
    if (!own) throw new ProblemError('not-found');
    return own;
  }

  partOf<Part extends { readonly id: string }>(parts: readonly Part[], matches: (part: Part) => boolean): Part {
    const part = parts.findLast(matches);
    if (!part) throw new ProblemError('not-found');
    return part;
  }
}
