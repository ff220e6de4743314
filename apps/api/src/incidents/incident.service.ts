import { Inject, Injectable } from '@nestjs/common';
import {
  IncidentQueries,
  PostgresAccountStore,
  PostgresCodeWordStore,
  PostgresDeviceStore,
  DirectoryQueries,
  PostgresAccessLogStore,
  type Access,
  type IncidentFile,
  type HomeCard,
} from '@silverbell/adapter-postgres';
import { ProblemError } from '../http/problems/problem-error.js';
import { mayCall } from '../auth/may-call.js';
import { hasRole } from '../auth/roles.js';
import type { Account } from '../auth/sessions.js';
import type { CommandHeaders } from '../http/routes/parameters.js';
import { practiceOf, type Actor, type Incident, type Proof } from '@silverbell/incidents';
import {
  as,
  hours,
  instant,
  type AccountId,
  type IncidentId,
  type Refusal,
  type SeniorId,
  type TextId,
} from '@silverbell/kernel';
import {
  executeCommand,
  closeIncident,
  type CommandResult,
  type CommandRequest,
  type CloseIntent,
  type Intent,
  type Deps,
} from '@silverbell/usecases';
import type { Incident as WireIncident, PersonCard, Problem } from '@silverbell/wire';
import { USE_CASE_DEPS } from '../tokens.js';
import { actorName, fetchNames, namesWanted } from './presenters/names.js';
import { detailOf } from './presenters/incident-detail.js';
import { silentHomesOf } from './presenters/roll-call.js';
import { personCardOf } from './presenters/person-card.js';
import { speakersOf } from './presenters/signals.js';
import { RegionNames } from '../auth/region-names.js';
import { RegionScope } from '../auth/region-scope.js';
import { TrainingSeats } from '../auth/training-seats.js';

export type Texts = NonNullable<CommandRequest['texts']>;
type Text = Texts[number];

/** Who acts, as the incident records it. */
export function actorOf(account: Pick<Account, 'id' | 'roles'>): Actor {
  const kind = (['lead', 'operator', 'family'] as const).find((role) => hasRole(account, role));
  if (kind === undefined) throw new ProblemError('not-allowed');
  return { kind, id: account.id };
}

/** Where operators look at incidents and act on them: within their region, and answered with the incident as it is afterwards. */
@Injectable()
export class IncidentService {
  constructor(
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
    private readonly queries: IncidentQueries,
    private readonly directory: DirectoryQueries,
    private readonly register: PostgresDeviceStore,
    private readonly scope: RegionScope,
    private readonly regions: RegionNames,
    private readonly codeWords: PostgresCodeWordStore,
    private readonly accessLog: PostgresAccessLogStore,
    private readonly seats: TrainingSeats,
    private readonly accounts: PostgresAccountStore,
  ) {}

  /** An incident of another region does not exist for this account. */
  async file(account: Account, id: string): Promise<IncidentFile> {
    const file = await this.queries.byId(as<IncidentId>(id));
    const here = file && (await this.scope.at(account, file.incident.regionId));
    if (!here) throw new ProblemError('not-found');
    await this.assertSeat(here, file.incident);
    return file;
  }

  /** A free text under a new key of its own; the text itself goes only into the encrypted store. */
  text(what: Text['what'], body: string): Text;
  text(what: Text['what'], body: string | undefined): Text | null;
  text(what: Text['what'], body: string | undefined): Text | null {
    return body === undefined ? null : { id: as<TextId>(this.deps.newId()), what, body };
  }

  async act(
    account: Account,
    id: string,
    headers: CommandHeaders,
    intent: Intent,
    texts: readonly (Text | null)[] = [],
  ): Promise<WireIncident> {
    const here = await this.#assertVisible(account, id);
    const result = await executeCommand(this.deps, {
      ref: { by: 'incident', id: as<IncidentId>(id) },
      by: actorOf(here),
      intent,
      texts: texts.filter((text) => text !== null),
      ...headers,
    });
    return this.answer(account, result);
  }

  /** The proof that the records show is read by the use case; the other incident of a merge must be one that this account sees. */
  async close(
    account: Account,
    id: string,
    headers: CommandHeaders,
    intent: CloseIntent,
    texts: readonly (Text | null)[],
  ): Promise<WireIncident> {
    const { incident } = await this.file(account, id);
    const deceased = intent.outcome === 'deceased' ? await this.named(incident, intent.proof) : null;
    const result = await closeIncident(this.deps, {
      ref: { by: 'incident', id: incident.id },
      by: actorOf(account),
      incident,
      into: intent.outcome === 'merged' ? await this.otherIncident(account, intent.proof) : null,
      intent: deceased === null ? intent : { ...intent, deceased },
      texts: texts.filter((text) => text !== null),
      ...headers,
    });
    return this.answer(account, result);
  }

  /** To an operator or lead who may attend it. */
  async handOver(account: Account, id: string, headers: CommandHeaders, to: AccountId): Promise<WireIncident> {
    const { incident } = await this.file(account, id);
    const other = await this.accounts.byId(to);
    const there = other === null || other.disabled ? null : await this.scope.at(other, incident.regionId);
    if (there === null || !hasRole(there, 'operator', 'lead')) throw new ProblemError('not-found');
    return this.act(account, id, headers, { type: 'hand-over', to });
  }

  /** Free words beside a code of a closed list: they follow as a note, encrypted. Nothing is lost when the retry of a command comes. */
  async addText(account: Account, id: string, words: string): Promise<void> {
    const text = this.text('note', words);
    await executeCommand(this.deps, {
      ref: { by: 'incident', id: as<IncidentId>(id) },
      by: actorOf(account),
      intent: { type: 'note', text: text.id, fromFamily: false },
      texts: [text],
    });
  }

  async answer(account: Account, result: CommandResult): Promise<WireIncident> {
    if (!result.ok) throw await this.refused(account, result.refusal, result.incident);
    return this.present(account, await this.file(account, result.incident.id));
  }

  async present(caller: Account, file: IncidentFile): Promise<WireIncident> {
    const { incident, events, texts } = file;
    const account = (await this.scope.at(caller, incident.regionId)) ?? caller;
    const silent = mayCall(account, 'homesOnMap') ? silentHomesOf(incident) : [];
    const [names, card, regionName, phones, rooms, numbers, silentAt] = await Promise.all([
      fetchNames(this.directory, namesWanted([incident], events)),
      incident.facts.homeId === null || !readsCards(account) ? null : this.directory.homeCard(incident.facts.homeId),
      this.regions.nameOf(incident.regionId),
      readsCards(account) ? this.directory.phonesOf(incident.rollCall.map(({ seniorId }) => seniorId)) : undefined,
      this.register.roomsOf(speakersOf(events, texts), incident.facts.homeId),
      this.directory.emergencyNumbers(incident.regionId),
      this.directory.placesOf(silent),
    ]);
    const person = card && (await this.cardFor(account, incident, card));
    const by = hasRole(account, 'operator', 'lead') ? actorOf(account) : null;
    const sight = { rooms, values: readsCards(account) };
    return detailOf(file, names, regionName, person, by, phones, seesConflicts(account), sight, numbers, silentAt);
  }

  /** The code word is shown to the operator who attends. Reading the card of an incident that another attends is recorded first. */
  private async cardFor(account: Account, incident: Incident, card: HomeCard): Promise<PersonCard> {
    const now = this.deps.clock.now();
    if (isBreakGlass(account, incident)) await this.accessLog.keep(readingOf(account, incident), now);
    const codeWords = attends(account, incident) ? await this.codeWords.of(incident.facts.seniorIds) : new Map();
    return personCardOf(card, { seesConflicts: seesConflicts(account), codeWords }, now);
  }

  /**
   * The incident of a card, for who may read that card and now asks for a picture on it. The reading is on record since the card was read:
   * its pictures are no further readings. Without the card, or long after it, the picture is one.
   */
  async ofCard(caller: Account, id: string): Promise<Incident> {
    const { incident } = await this.file(caller, id);
    const account = (await this.scope.at(caller, incident.regionId)) ?? caller;
    if (!readsCards(account)) throw new ProblemError('not-found');
    const now = this.deps.clock.now();
    const reading = readingOf(account, incident);
    if (isBreakGlass(account, incident) && !(await this.accessLog.isKept(reading, instant(now - CARD_IS_READ_FOR))))
      await this.accessLog.keep(reading, now);
    return incident;
  }

  /** An incident that moved on is shown as it is now, with who moved it; an incident that another operator attends, with her name. */
  async refused(account: Account, refusal: Refusal, incident: Incident | null): Promise<ProblemError> {
    if (refusal.refused === 'version-changed' && incident) {
      const file = await this.file(account, incident.id);
      return ProblemError.of(refusal, { current: await this.present(account, file), ...(await this.lastChange(file)) });
    }
    const { by } = refusal.facts;
    if (typeof by !== 'string') return ProblemError.of(refusal);
    const names = await this.directory.names({ accounts: [by] });
    return ProblemError.of(refusal, { changedBy: { id: by, name: names.accounts.get(as<AccountId>(by)) ?? '—' } });
  }

  private async lastChange({ events }: IncidentFile): Promise<{ changedBy?: NonNullable<Problem['changedBy']> }> {
    const last = events.at(-1);
    if (!last) return {};
    const names = await fetchNames(this.directory, namesWanted([], [last]));
    return {
      changedBy: { id: last.actor.kind === 'system' ? null : last.actor.id, name: actorName(names, last.actor) },
    };
  }

  /** The account as it stands where the incident is. */
  async #assertVisible(account: Account, id: string): Promise<Account> {
    const view = await this.queries.viewOf(as<IncidentId>(id));
    const here = view && (await this.scope.at(account, view.incident.regionId));
    if (!here) throw new ProblemError('not-found');
    await this.assertSeat(here, view.incident);
    return here;
  }

  /** Who of the people of this incident was named; `null`: none of them. */
  private async named({ facts }: Incident, { namedPerson }: Proof): Promise<SeniorId | null> {
    if (namedPerson === undefined) return null;
    const { seniors } = await this.directory.names({ seniors: facts.seniorIds });
    return facts.seniorIds.find((id) => seniors.get(id) === namedPerson.trim()) ?? null;
  }

  /** `null`: it is not there, or not hers to see; both are answered alike. */
  private async otherIncident(account: Account, { otherIncidentId }: Proof): Promise<IncidentId | null> {
    if (otherIncidentId === undefined) return null;
    const other = await this.queries.named(otherIncidentId);
    return other !== null && (await this.scope.sees(account, other.incident.regionId)) ? other.incident.id : null;
  }

  /** A training seat acts on drills only; `null`: an incident that it would open is real (H13). */
  async assertSeat(account: Account, incident: Incident | null): Promise<void> {
    if (incident !== null && practiceOf(incident) === 'drill') return;
    if (await this.seats.isTraining(account)) throw new ProblemError('training-seat');
  }
}

const attends = ({ id }: Account, { attention }: Incident): boolean =>
  attention.state === 'attended' && attention.by === id;

/** A waiting incident is open to every operator; the card of one that another attends, or that is closed, is not. */
const isBreakGlass = (account: Account, incident: Incident): boolean =>
  !hasRole(account, 'operator', 'lead') ||
  (!attends(account, incident) && (incident.attention.state === 'attended' || incident.closure !== null));

/** How long the pictures of a card that was read may follow; the access log tells its readings by the hour. */
const CARD_IS_READ_FOR = hours(1);

const readingOf = ({ id: accountId, role }: Account, { id: about, regionId }: Incident): Access => ({
  ...{ accountId, role, what: 'person-card', about, regionId },
});

/** Leads answer for who is sent to whom; an administrator writes the flags down. */
export const seesConflicts = (account: Pick<Account, 'roles'>): boolean => hasRole(account, 'lead', 'admin');

/** Supervisors and auditors follow incidents; names of medicines and door notes are not theirs to read (H19). */
const readsCards = (account: Account): boolean => hasRole(account, 'operator', 'lead', 'admin');
