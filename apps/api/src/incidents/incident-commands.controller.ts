import { Controller, Param } from '@nestjs/common';
import { ValidBody, Caller, ValidHeaders, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import type { Account } from '../auth/sessions.js';
import type { Proof } from '@silverbell/incidents';
import { as, type AccountId, type AssignmentId, type CallId, type HelperId, type SeniorId } from '@silverbell/kernel';
import type { Sent } from '@silverbell/usecases';
import { DESTINATION_REASONS, OFFER_REASONS } from '@silverbell/vocabulary';
import { type Incident } from '@silverbell/wire';
import { IncidentService } from './incident.service.js';
import { DestinationService } from './destination.service.js';

/** Every command of an operator: translated into an intent, decided elsewhere. */
@Controller()
export class IncidentCommandsController {
  constructor(
    private readonly incidentService: IncidentService,
    private readonly destinations: DestinationService,
  ) {}

  @Serves('attend')
  attend(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() _: ParsedBody<'attend'>,
  ): Promise<Incident> {
    return this.incidentService.act(account, id, headers, { type: 'attend' });
  }

  @Serves('release')
  release(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason }: ParsedBody<'release'>,
  ): Promise<Incident> {
    return this.incidentService.act(account, id, headers, { type: 'release', reason });
  }

  @Serves('takeOver')
  takeOver(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason }: ParsedBody<'takeOver'>,
  ): Promise<Incident> {
    return this.incidentService.act(account, id, headers, { type: 'take-over', reason });
  }

  @Serves('handOver')
  handOver(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { to }: ParsedBody<'handOver'>,
  ): Promise<Incident> {
    return this.incidentService.handOver(account, id, headers, as<AccountId>(to));
  }

  @Serves('verdict')
  verdict(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { verdict, cause }: ParsedBody<'verdict'>,
  ): Promise<Incident> {
    return this.incidentService.act(account, id, headers, { type: 'give-verdict', verdict, cause: cause ?? null });
  }

  @Serves('destination')
  async destination(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { choice, reason }: ParsedBody<'destination'>,
  ): Promise<Incident> {
    const point = await this.destinations.pointOf(choice, await this.incidentService.file(account, id));
    const { code, words } = codeOrText(reason, DESTINATION_REASONS);
    const answer = await this.incidentService.act(account, id, headers, {
      type: 'set-destination',
      choice,
      point,
      reason: code,
    });
    return words === null ? answer : this.withText(account, id, words);
  }

  @Serves('offers')
  async offers(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'offers'>,
  ): Promise<Incident> {
    if ('wave' in body)
      return this.incidentService.act(account, id, headers, { type: 'make-offers', helperIds: 'wave', reason: null });
    const { code, words } =
      body.reason === undefined ? { code: null, words: null } : codeOrText(body.reason, OFFER_REASONS);
    const places = await this.placesOf(account, id, body.places ?? []);
    const answer = await this.incidentService.act(account, id, headers, {
      type: 'make-offers',
      helperIds: body.helperIds.map(as<HelperId>),
      reason: code,
      ...(places.length === 0 ? {} : { places }),
    });
    return words === null ? answer : this.withText(account, id, words);
  }

  @Serves('hold')
  hold(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason }: ParsedBody<'hold'>,
  ): Promise<Incident> {
    return this.incidentService.act(account, id, headers, { type: 'hold', reason });
  }

  @Serves('shelve')
  shelve(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { reason, hours }: ParsedBody<'shelve'>,
  ): Promise<Incident> {
    return this.incidentService.act(account, id, headers, { type: 'shelve', reason, hours });
  }

  @Serves('undo')
  undo(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { act }: ParsedBody<'undo'>,
  ): Promise<Incident> {
    return this.incidentService.act(account, id, headers, { type: 'undo', act });
  }

  @Serves('protocol')
  protocol(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { card, version: cardVersion, question, answer }: ParsedBody<'protocol'>,
  ): Promise<Incident> {
    return this.incidentService.act(account, id, headers, {
      type: 'answer-protocol',
      card,
      cardVersion,
      question,
      answer,
    });
  }

  @Serves('calls')
  calls(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'calls'>,
  ): Promise<Incident> {
    return this.incidentService.act(account, id, headers, {
      type: 'record-call',
      callId: body.callId === undefined ? null : as<CallId>(body.callId),
      party: body.party,
      result: body.result ?? null,
      recognisedBy: body.recognisedBy ?? null,
    });
  }

  @Serves('agencyCalls')
  agencyCalls(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'agencyCalls'>,
  ): Promise<Incident> {
    const told = this.incidentService.text('told', body.told);
    const { service, numberDialled, reference, status } = body;
    return this.incidentService.act(
      account,
      id,
      headers,
      {
        type: 'record-agency-call',
        service,
        numberDialled,
        told: told.id,
        reference: reference ?? null,
        status,
      },
      [told],
    );
  }

  @Serves('emergencyDecision')
  emergencyDecision(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { service, decision, reason }: ParsedBody<'emergencyDecision'>,
  ): Promise<Incident> {
    return this.incidentService.act(account, id, headers, {
      type: 'decide-emergency',
      service,
      decision,
      reason: reason ?? null,
    });
  }

  @Serves('entryCode')
  entryCode(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { assignmentId }: ParsedBody<'entryCode'>,
  ): Promise<Incident> {
    const intent = { type: 'release-entry-code', assignmentId: as<AssignmentId>(assignmentId) } as const;
    return this.incidentService.act(account, id, headers, intent);
  }

  @Serves('rollCall')
  rollCall(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { seniorId, how }: ParsedBody<'rollCall'>,
  ): Promise<Incident> {
    return this.incidentService.act(account, id, headers, { type: 'roll-call', seniorId: as<SeniorId>(seniorId), how });
  }

  @Serves('notes')
  notes(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() body: ParsedBody<'notes'>,
  ): Promise<Incident> {
    const note = this.incidentService.text('note', body.text);
    return this.incidentService.act(account, id, headers, { type: 'note', text: note.id, fromFamily: false }, [note]);
  }

  @Serves('close')
  close(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() { outcome, note, proof }: ParsedBody<'close'>,
  ): Promise<Incident> {
    const noteText = this.incidentService.text('note', note);
    const given = proofOf(proof);
    const proofText =
      Object.keys(given).length === 0 ? null : this.incidentService.text('proof', JSON.stringify(given));
    return this.incidentService.close(
      account,
      id,
      headers,
      { type: 'close', outcome, note: noteText?.id ?? null, proof: given, proofText: proofText?.id ?? null },
      [noteText, proofText],
    );
  }

  /** Where each of a split offer goes; an unknown place is refused before anybody is asked. */
  private async placesOf(
    account: Account,
    id: string,
    wanted: NonNullable<Extract<ParsedBody<'offers'>, { places?: unknown }>['places']>,
  ): Promise<Sent[]> {
    if (wanted.length === 0) return [];
    const file = await this.incidentService.file(account, id);
    return Promise.all(
      wanted.map(async ({ helperId, choice }) => ({
        helperId: as<HelperId>(helperId),
        place: { choice, point: await this.destinations.pointOf(choice, file) },
      })),
    );
  }

  private async withText(account: Account, id: string, words: string): Promise<Incident> {
    await this.incidentService.addText(account, id, words);
    return this.incidentService.present(account, await this.incidentService.file(account, id));
  }
}

/** A reason of the closed list, or free words beside `operator-judgement`. */
export function codeOrText(
  reason: string,
  codes: readonly string[],
): { readonly code: string; readonly words: string | null } {
  return codes.includes(reason) ? { code: reason, words: null } : { code: 'operator-judgement', words: reason };
}

const proofOf = (proof: ParsedBody<'close'>['proof']): Proof =>
  Object.fromEntries(Object.entries(proof ?? {}).filter(([, value]) => value !== undefined)) as Proof;
