import { Inject, Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import {
  HomeQueries,
  PostgresAccountStore,
  PostgresAgentStore,
  PostgresAuditLog,
  PostgresCallStore,
} from '@silverbell/adapter-postgres';
import { JsonLogger, type Settings } from '@silverbell/adapter-runtime';
import { softphoneLoginOf, type SoftphoneLogin } from '@silverbell/adapter-telephony';
import { practiceOf } from '@silverbell/incidents';
import { as, isRefusal, minutes, type Clock, type IncidentId, type Instant, type RegionId } from '@silverbell/kernel';
import {
  raiseMissedCalls,
  readNumber,
  receiveCallEvent,
  type CallDeps,
  type CallEvent,
  type Deps,
  type ExchangeRefusal,
  type PhoneCall,
  type Playback,
  type TelephonyPort,
} from '@silverbell/usecases';
import type { CallControl, ExchangeLink, RevealPurpose } from '@silverbell/vocabulary';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { TrainingSeats } from '../auth/training-seats.js';
import { ProblemError } from '../http/problems/problem-error.js';
import type { CommandHeaders } from '../http/routes/parameters.js';
import { IncidentService } from '../incidents/incident.service.js';
import { CLOCK, SETTINGS, USE_CASE_DEPS } from '../tokens.js';
import { exchangeOf } from './exchange.js';

const POLL_EVERY_MS = 10_000;
/** A call that ended within this time is still shown. */
const JUST_ENDED = minutes(1);
const EMERGENCY_NUMBERS: readonly string[] = ['120', '119', '110'];

/** Calls of people, through the exchange of the settings. Nothing of an incident waits for it. */
@Injectable()
export class TelephonyService implements OnModuleInit, OnModuleDestroy {
  readonly #exchange: TelephonyPort | null;
  #downSince: Instant | null = null;
  #timer: NodeJS.Timeout | null = null;
  /** Of callers on no file; a station without regions takes no calls. */
  #region: RegionId | null = null;

  constructor(
    private readonly calls: PostgresCallStore,
    private readonly agents: PostgresAgentStore,
    private readonly incidentService: IncidentService,
    private readonly scope: RegionScope,
    private readonly seats: TrainingSeats,
    private readonly tree: PostgresAccountStore,
    private readonly homes: HomeQueries,
    private readonly audit: PostgresAuditLog,
    private readonly logger: JsonLogger,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.#exchange = exchangeOf(settings, clock, (event, number) => this.received(event, number));
  }

  onModuleInit(): void {
    this.#timer = setInterval(() => void this.poll(), POLL_EVERY_MS).unref();
  }

  onModuleDestroy(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
  }

  /** Whether the exchange answers, and what a process that died left of missed calls. */
  async poll(): Promise<void> {
    try {
      if (this.#exchange !== null) this.#noted(await this.#exchange.isReachable());
      await raiseMissedCalls(await this.#callDeps());
    } catch (error) {
      this.logger.warn({ event: 'telephony-round-failed', error: error instanceof Error ? error.name : 'unknown' });
    }
  }

  get link(): {
    readonly link: ExchangeLink;
    readonly downSince: Instant | null;
    readonly backupNumber: string | null;
  } {
    const link = this.#exchange === null ? 'none' : this.#downSince === null ? 'up' : 'down';
    return { link, downSince: this.#downSince, backupNumber: this.settings.telephonyBackupNumber };
  }

  get hasSoftphone(): boolean {
    return this.settings.softphone !== null;
  }

  /** For the extension that is hers on file, and no other. */
  async softphoneLogin(account: Account): Promise<SoftphoneLogin> {
    if (this.settings.softphone === null) throw new ProblemError('no-softphone');
    await this.#refuseTraining(account);
    const extension = (await this.agents.of(account.id))?.extension ?? null;
    if (extension === null) throw new ProblemError('no-extension');
    return softphoneLoginOf(this.settings.softphone, extension, this.clock.now());
  }

  async received(event: CallEvent, number: string | null): Promise<PhoneCall> {
    return receiveCallEvent(await this.#callDeps(), event, number);
  }

  async regionOfHome(id: string): Promise<RegionId | null> {
    return this.homes.regionOfHome(id);
  }

  async live(account: Account): Promise<readonly PhoneCall[]> {
    const since = (this.clock.now() - JUST_ENDED) as Instant;
    return this.calls.live([...(await this.scope.regionsOf(account))], since);
  }

  /** A call of another region does not exist for this account, unless it is her own. */
  async call(account: Account, id: string): Promise<PhoneCall> {
    const call = await this.calls.byId(id);
    const isHers = call?.agent?.id === account.id;
    if (call === null || !(isHers || (await this.scope.sees(account, call.regionId))))
      throw new ProblemError('not-found');
    await this.#refuseTraining(account);
    return call;
  }

  async place(
    account: Account,
    {
      id,
      number,
      incidentId,
    }: { readonly id?: string | undefined; readonly number: string; readonly incidentId?: string | undefined },
    { idempotency }: CommandHeaders,
  ): Promise<PhoneCall> {
    const dialled = readNumber(number, this.settings.telephonyAreaCode);
    if (dialled === null) throw new ProblemError('number-unreadable');
    const about = incidentId === undefined ? null : (await this.incidentService.file(account, incidentId)).incident;
    if (about !== null && practiceOf(about) === 'drill' && EMERGENCY_NUMBERS.includes(dialled.digits))
      throw new ProblemError('drill-no-agency');
    await this.#refuseTraining(account);
    const callId = id ?? (idempotency === undefined ? this.deps.newId() : keyed(idempotency));
    const earlier = await this.calls.byId(callId);
    if (earlier !== null) {
      if (earlier.agent?.id !== account.id || earlier.number !== dialled.digits) throw new ProblemError('id-taken');
      return earlier;
    }
    const extension = (await this.agents.of(account.id))?.extension ?? null;
    if (this.#exchange === null) throw new ProblemError('exchange-unreachable');
    if (extension === null) throw new ProblemError('no-extension');
    await this.calls.begin(callId, {
      ...{ number: dialled.digits, extension, agent: account.id, at: this.clock.now() },
      ...{ regionId: about?.regionId ?? account.regionId, incidentId: about?.id ?? null },
    });
    const refusal = await this.#exchange.originate({ callId, extension, number: dialled.digits });
    if (refusal !== null) await this.calls.failed(callId, this.clock.now());
    this.#refusedBy(refusal);
    return this.call(account, callId);
  }

  async control(account: Account, id: string, control: CallControl, to: string | undefined): Promise<PhoneCall> {
    const call = await this.call(account, id);
    if (call.state === 'ended') throw new ProblemError('call-over');
    const extension = call.extension ?? (await this.agents.of(account.id))?.extension ?? null;
    if (this.#exchange === null) throw new ProblemError('exchange-unreachable');
    if (extension === null) throw new ProblemError('no-extension');
    const comesIn = to === undefined ? null : readNumber(to, this.settings.telephonyAreaCode);
    if (to !== undefined && comesIn === null) throw new ProblemError('number-unreadable');
    this.#refusedBy(await this.#exchange.control({ callId: call.id, extension, control, to: comesIn?.digits ?? null }));
    return this.call(account, id);
  }

  async linkTo(account: Account, id: string, incidentId: IncidentId): Promise<PhoneCall> {
    const call = await this.call(account, id);
    const { incident } = await this.incidentService.file(account, incidentId);
    return (await this.calls.link(call.id, incident.id, 'about')) ?? call;
  }

  /** Why it is heard is on record before the link is given (PIPL); while it cannot be recorded nothing is heard. */
  async playback(account: Account, id: string, purpose: RevealPurpose): Promise<Playback> {
    const call = await this.call(account, id);
    if (call.recording === null) throw new ProblemError('no-recording');
    if (this.#exchange === null) throw new ProblemError('exchange-unreachable');
    await this.audit.append({
      ...{ actor: account.id, action: 'recording-played', subjectKind: 'phone-call', subjectId: call.id },
      ...{ regionId: call.regionId, at: this.clock.now() },
      details: { purpose, incidentId: call.incidentId },
    });
    const playback = await this.#exchange.playback(call.recording.ref);
    if (isRefusal(playback)) throw ProblemError.of(playback);
    return playback;
  }

  async #refuseTraining(account: Account): Promise<void> {
    if (await this.seats.isTraining(account)) throw new ProblemError('training-seat');
  }

  #refusedBy(refusal: ExchangeRefusal | null): void {
    if (refusal === null) return this.#noted(true);
    if (refusal.refused === 'exchange-unreachable') this.#noted(false);
    throw ProblemError.of(refusal);
  }

  #noted(reachable: boolean): void {
    this.#downSince = reachable ? null : (this.#downSince ?? this.clock.now());
  }

  async #callDeps(): Promise<CallDeps> {
    const { telephonyRegion, telephonyAreaCode } = this.settings;
    this.#region ??= telephonyRegion === null ? ((await this.tree.roots())[0] ?? null) : as<RegionId>(telephonyRegion);
    if (this.#region === null) throw new ProblemError('region-unknown');
    return { ...this.deps, calls: this.calls, hotline: { regionId: this.#region, areaCode: telephonyAreaCode } };
  }
}

const keyed = ({ accountId, key, bodyHash }: NonNullable<CommandHeaders['idempotency']>): string =>
  `call-${bodyHash.slice(0, 24)}-${Buffer.from(`${accountId}:${key}`).toString('base64url').slice(-30)}`;
