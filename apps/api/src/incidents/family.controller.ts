import { Controller, Headers, Inject, Param } from '@nestjs/common';
import { IncidentQueries, PostgresAccountStore, DirectoryQueries } from '@silverbell/adapter-postgres';
import { ValidBody, Caller, ValidHeaders, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import { languageOf } from '../http/problems/sentences.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Serves } from '../http/routes/serves.js';
import type { Account } from '../auth/sessions.js';
import { primaryOf, type Incident } from '@silverbell/incidents';
import { after, as, duration, hours, toIso, type IncidentId, type SeniorId, type TextId } from '@silverbell/kernel';
import { ageYears, executeCommand, type Deps } from '@silverbell/usecases';
import { HELPER_KIND_LABELS, type Language } from '@silverbell/vocabulary';
import { type AnswerOf, type FamilyIncident, type FamilySenior } from '@silverbell/wire';
import { actorOf } from './incident.service.js';
import { helperKindOf } from '../dispatch/candidates.service.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { familyIncidentOf, isForFamily } from './presenters/family.js';
import { fetchNames, namesWanted } from './presenters/names.js';

const CLOSED_IS_SHOWN_FOR = hours(24 * 30);

/** What happened, who is going, how long: facts of one's own seniors. */
@Controller()
export class FamilyController {
  constructor(
    private readonly accounts: PostgresAccountStore,
    private readonly queries: IncidentQueries,
    private readonly directory: DirectoryQueries,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {}

  @Serves('mySeniors')
  async mySeniors(@Caller() account: Account): Promise<AnswerOf<'mySeniors'>> {
    const ids = await this.accounts.seniorsOf(account.id);
    if (ids.length === 0) return { items: [], deskNumber: null };
    const [seniors, open, contacts] = await Promise.all([
      this.directory.seniorsForFamily(ids),
      this.queries.openIncidentsOfSeniors(ids),
      this.directory.contactsOfAccount(account.id),
    ]);
    const now = this.deps.clock.now();
    const regionId = seniors[0]?.regionId;
    return {
      deskNumber: regionId === undefined ? null : await this.directory.deskNumber(regionId),
      items: seniors.map((senior) => ({
        id: senior.id,
        name: senior.name,
        ageYears: senior.birthDate === null ? null : ageYears(senior.birthDate, now),
        phone: senior.phone,
        contact: ownContact(contacts, senior.id),
        homeLabel: senior.homeLabel,
        devices: senior.devices.map((device) => ({
          ...device,
          lastSeenAt: device.lastSeenAt === null ? null : toIso(device.lastSeenAt),
        })),
        serviceEndedOn: senior.serviceEndedOn,
        lastContact: senior.lastContact && { sign: senior.lastContact.sign, at: toIso(senior.lastContact.at) },
        openIncidentId:
          open.find(
            ({ incident }) => isForFamily(incident) && incident.facts.seniorIds.includes(as<SeniorId>(senior.id)),
          )?.incident.id ?? null,
      })),
    };
  }

  @Serves('myIncidents')
  async myIncidents(
    @Caller() account: Account,
    @Headers('accept-language') language?: string,
  ): Promise<AnswerOf<'myIncidents'>> {
    const ids = await this.accounts.seniorsOf(account.id);
    const since = after(this.deps.clock.now(), duration(-CLOSED_IS_SHOWN_FOR));
    const views = (await this.queries.incidentsOfSeniors(ids, since, 50)).filter(({ incident }) =>
      isForFamily(incident),
    );
    return {
      items: await Promise.all(views.map(({ incident }) => this.present(incident, new Set(ids), languageOf(language)))),
    };
  }

  @Serves('familyNote')
  async note(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidBody() { text }: ParsedBody<'familyNote'>,
    @ValidHeaders() headers: CommandHeaders,
  ): Promise<AnswerOf<'familyNote'>> {
    const ids: readonly string[] = await this.accounts.seniorsOf(account.id);
    const view = await this.queries.viewOf(as<IncidentId>(id));
    if (!view || !isForFamily(view.incident) || !view.incident.facts.seniorIds.some((senior) => ids.includes(senior)))
      throw new ProblemError('not-found');
    const note = { id: as<TextId>(this.deps.newId()), what: 'note' as const, body: text };
    const result = await executeCommand(this.deps, {
      ref: { by: 'incident', id: view.incident.id },
      by: actorOf(account),
      intent: { type: 'note', text: note.id, fromFamily: true },
      texts: [note],
      ...headers,
    });
    if (!result.ok) throw ProblemError.of(result.refusal);
    return {};
  }

  private async present(incident: Incident, own: ReadonlySet<string>, language: Language): Promise<FamilyIncident> {
    const primary = primaryOf(incident);
    const [file, names, going] = await Promise.all([
      this.queries.byId(incident.id),
      fetchNames(this.directory, namesWanted([incident])),
      primary === null ? null : this.directory.helperForDevice(primary.helperId),
    ]);
    const kind = going && helperKindOf(going.kind);
    const label = going && `${going.familyName} ${kind ? HELPER_KIND_LABELS[kind][language] : ''}`.trim();
    return familyIncidentOf(incident, file?.number ?? 0, file?.events ?? [], own, names, label);
  }
}

function ownContact(
  contacts: Awaited<ReturnType<DirectoryQueries['contactsOfAccount']>>,
  seniorId: string,
): FamilySenior['contact'] {
  const own = contacts.find((one) => one.seniorId === seniorId);
  return own === undefined ? null : { noticeLevel: own.noticeLevel, hours: own.hours, quietHours: own.quietHours };
}
