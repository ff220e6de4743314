import { Controller, Inject, Param } from '@nestjs/common';
import { PostgresAgentStore, PostgresCallStore } from '@silverbell/adapter-postgres';
import { as, toIso, type Clock, type HomeId, type IncidentId } from '@silverbell/kernel';
import { agentStateOf, homeOf, openByPhone, type Agent, type Deps, type PhoneCall } from '@silverbell/usecases';
import type { AgentState } from '@silverbell/vocabulary';
import type { AnswerOf, PhoneCallOnWire } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import { hasRole } from '../auth/roles.js';
import type { Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { Caller, ValidBody, ValidHeaders, type CommandHeaders, type ParsedBody } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { actorOf, IncidentService } from '../incidents/incident.service.js';
import { CLOCK, USE_CASE_DEPS } from '../tokens.js';
import { callOnWire } from './telephony.presenter.js';
import { TelephonyService } from './telephony.service.js';

/** The telephone of a desk. */
@Controller()
export class TelephonyController {
  constructor(
    private readonly telephony: TelephonyService,
    private readonly calls: PostgresCallStore,
    private readonly agents: PostgresAgentStore,
    private readonly incidentService: IncidentService,
    private readonly scope: RegionScope,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Serves('telephony')
  async shown(@Caller() account: Account): Promise<AnswerOf<'telephony'>> {
    const regionIds = [...(await this.scope.regionsOf(account))];
    const [calls, agents, me] = await Promise.all([
      this.telephony.live(account),
      this.agents.within(regionIds),
      this.agents.of(account.id),
    ]);
    const stateOf = (agent: Agent): AgentState =>
      agentStateOf(
        agent,
        calls.filter(({ extension }) => extension !== null && extension === agent.extension),
        this.clock.now(),
      );
    const { link, downSince, backupNumber } = this.telephony.link;
    return {
      ...{ link, backupNumber, downSince: downSince === null ? null : toIso(downSince) },
      softphone: this.telephony.hasSoftphone,
      me: { state: me === null ? 'offline' : stateOf(me), extension: me?.extension ?? null },
      agents: agents.map((agent) => ({
        ...{ account: agent.account, role: agent.role, extension: agent.extension },
        ...{ state: stateOf(agent), since: toIso(agent.since) },
      })),
      calls: await Promise.all(calls.map((call) => this.presented(account, call))),
    };
  }

  @Serves('phoneCalls')
  async ofIncident(@Caller() account: Account, @Param('id') id: string): Promise<AnswerOf<'phoneCalls'>> {
    const { incident } = await this.incidentService.file(account, id);
    const calls = await this.calls.ofIncident(incident.id);
    return { items: await Promise.all(calls.map((call) => this.presented(account, call))) };
  }

  @Serves('agentPhone')
  async chosen(
    @Caller() account: Account,
    @ValidBody() { choice, extension }: ParsedBody<'agentPhone'>,
  ): Promise<AnswerOf<'agentPhone'>> {
    const before = await this.agents.of(account.id);
    const wanted = extension ?? before?.extension ?? null;
    if (choice === 'ready' && wanted === null) throw new ProblemError('no-extension');
    if (!(await this.agents.choose(account.id, choice, wanted, this.clock.now())))
      throw new ProblemError('extension-taken');
    return this.shown(account);
  }

  @Serves('softphoneLogin')
  async softphone(@Caller() account: Account): Promise<AnswerOf<'softphoneLogin'>> {
    const { until, turn, ...login } = await this.telephony.softphoneLogin(account);
    return { ...login, until: toIso(until), turn: turn && { ...turn, urls: [...turn.urls] } };
  }

  @Serves('placeCall')
  async place(
    @Caller() account: Account,
    @ValidHeaders() headers: CommandHeaders,
    @ValidBody() wanted: ParsedBody<'placeCall'>,
  ): Promise<AnswerOf<'placeCall'>> {
    return this.presented(account, await this.telephony.place(account, wanted, headers));
  }

  @Serves('controlCall')
  async control(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() _: CommandHeaders,
    @ValidBody() { control, to }: ParsedBody<'controlCall'>,
  ): Promise<AnswerOf<'controlCall'>> {
    return this.presented(account, await this.telephony.control(account, id, control, to));
  }

  @Serves('linkCall')
  async link(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() _: CommandHeaders,
    @ValidBody() { incidentId }: ParsedBody<'linkCall'>,
  ): Promise<AnswerOf<'linkCall'>> {
    return this.presented(account, await this.telephony.linkTo(account, id, as<IncidentId>(incidentId)));
  }

  /** Of the home that the number is on file for, of the one that the caller names, or of an unknown caller. */
  @Serves('openFromCall')
  async open(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() { idempotency }: CommandHeaders,
    @ValidBody() { kind, homeId, note }: ParsedBody<'openFromCall'>,
  ): Promise<AnswerOf<'openFromCall'>> {
    const call = await this.telephony.call(account, id);
    const found =
      homeId === undefined ? homeOf(await this.matchesOf(account, call)) : await this.homeMeant(account, homeId);
    const words = [...(call.number === null ? [] : [`☎ ${call.number}`]), ...(note === undefined ? [] : [note])];
    const text = words.length === 0 ? null : this.incidentService.text('note', words.join('\n'));
    const opened = await openByPhone(this.deps, {
      by: actorOf(account),
      regionId: found?.regionId ?? call.regionId,
      kind: kind ?? 'unspecified',
      callerKey: `call:${call.id}`,
      ...(found === null ? {} : { homeId: found.homeId }),
      ...(text === null ? {} : { texts: [text] }),
      ...(idempotency === undefined ? {} : { idempotency }),
    });
    if (opened.ok) await this.calls.link(call.id, opened.incident.id, 'about');
    return this.incidentService.answer(account, opened);
  }

  @Serves('playRecording')
  async play(
    @Caller() account: Account,
    @Param('id') id: string,
    @ValidHeaders() _: CommandHeaders,
    @ValidBody() { purpose }: ParsedBody<'playRecording'>,
  ): Promise<AnswerOf<'playRecording'>> {
    const { href, until } = await this.telephony.playback(account, id, purpose);
    return { href, until: toIso(until) };
  }

  private async homeMeant(account: Account, homeId: string) {
    const regionId = await this.telephony.regionOfHome(homeId);
    if (regionId === null || !(await this.scope.sees(account, regionId))) throw new ProblemError('home-unknown');
    return { homeId: as<HomeId>(homeId), regionId };
  }

  /** Who lives where in another county is not told here. */
  private async matchesOf(account: Account, { number }: PhoneCall) {
    const seen = await this.scope.regionsOf(account);
    return number === null ? [] : (await this.calls.matches(number)).filter(({ regionId }) => seen.has(regionId));
  }

  private async presented(account: Account, call: PhoneCall): Promise<PhoneCallOnWire> {
    const inFull = hasRole(account, 'operator', 'lead');
    return callOnWire(call, inFull ? await this.matchesOf(account, call) : [], inFull);
  }
}
