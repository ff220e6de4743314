import {
  decideComplaint,
  evolveComplaint,
  isAboutWorker,
  isGrave,
  type Complaint,
  type ComplaintActor,
  type ComplaintCommand,
} from '@silverbell/care';
import { dateIn, isRefusal, refuse, type Instant, type RegionId, type Refusal } from '@silverbell/kernel';
import type { Complaint as ComplaintKind, ComplaintChannel } from '@silverbell/vocabulary';
import {
  lockedRowToChange,
  rowWritten,
  type RegistryCommand,
  type RegistryResult,
  type RegistryWritten,
} from '../../ports/registry-write.js';
import type { AskedOf } from '../asked.js';
import { ownAffair } from '../own-affair.js';
import { oweFollowUpOfAnswer } from '../follow-ups/write-follow-ups.js';
import { recheckWorker } from '../orders/follow-people.js';
import { afterComplaint } from './open-verification.js';
import type { QualityDeps, QualityTransaction } from './port.js';

export interface WantedComplaint {
  readonly id?: string | undefined;
  /** `null`: the one of the order, or a complaint that is not about a worker. */
  readonly workerId: string | null;
  readonly orderId: string | null;
  /** `null`: that of the order, or unknown. */
  readonly seniorId: string | null;
  readonly kind: ComplaintKind;
  readonly channel: ComplaintChannel;
  readonly by: string;
  readonly text: string;
  /** Where it counts if no senior is known and it is not about a worker. */
  readonly regionId: RegionId;
}

/** A complaint comes in (CR-52): the grave kinds suspend the worker in the same transaction, and the third in the window opens a verification. */
export function receiveComplaint(
  deps: QualityDeps,
  command: RegistryCommand,
  wanted: WantedComplaint,
  { actor, careNow }: Pick<AskedOfComplaint, 'actor' | 'careNow'>,
): RegistryResult {
  return deps.quality.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const id = wanted.id ?? deps.newId();
    if (wanted.id !== undefined && (await tx.complaint(id)) !== null) return refuse('id-taken');
    const about = await aboutOf(tx, wanted);
    if (isRefusal(about)) return about;
    const receivedOn = dateIn(deps.timeZone, careNow);
    const { acknowledgeDue, answerDue } = await tx.terms(about.regionId, receivedOn);
    const complaint: Omit<Complaint, 'version'> = {
      ...{
        id,
        state: 'received',
        kind: wanted.kind,
        channel: wanted.channel,
        ...about,
        receivedAt: careNow,
        receivedOn,
      },
      ...{ receivedBy: command.by, acknowledgeDue, answerDue, acknowledgedAt: null, answeredAt: null },
      ...{ finding: null, duplicateOf: null, rating: null },
    };
    const event = { type: 'received', at: careNow, by: actor, complaint } as const;
    const received = evolveComplaint(null, event);
    const words = { by: wanted.by, text: wanted.text };
    await tx.insertComplaint(received, words, { id: deps.newId(), event, note: null });
    await follow(deps, tx, received, command, careNow);
    return written('complaint-received', received, actor);
  });
}

async function follow(
  deps: QualityDeps,
  tx: QualityTransaction,
  complaint: Complaint,
  { by, at }: RegistryCommand,
  careNow: Instant,
): Promise<void> {
  const { workerId, kind } = complaint;
  if (workerId === null) return;
  if (isGrave(kind)) {
    await tx.suspendWorker(workerId, { id: deps.newId(), reason: kind, by, at });
    await recheckWorker(deps, tx.orders, workerId as never, careNow);
  }
  if (isAboutWorker(kind)) await afterComplaint(deps, tx, complaint, careNow);
}

type About = Pick<Complaint, 'workerId' | 'providerId' | 'orderId' | 'seniorId' | 'homeId' | 'regionId'>;

/** Whom and what it is about, filled in from the visit and the file of the worker. */
async function aboutOf(tx: QualityTransaction, wanted: WantedComplaint): Promise<About | Refusal> {
  const visit = wanted.orderId === null ? null : await tx.visit(wanted.orderId);
  if (wanted.orderId !== null && visit === null) return refuse('not-found');
  const ofVisit: readonly string[] = visit?.workerIds ?? [];
  const workerId = wanted.workerId ?? (isAboutWorker(wanted.kind) ? (ofVisit[0] ?? null) : null);
  const worker = workerId === null ? null : await tx.worker(workerId);
  if (isAboutWorker(wanted.kind) && worker === null) return refuse('worker-unknown');
  if (visit !== null && workerId !== null && !ofVisit.includes(workerId)) return refuse('worker-unknown');
  const seniorId = visit?.seniorId ?? wanted.seniorId;
  const senior = seniorId === null ? null : await tx.senior(seniorId);
  if (seniorId !== null && senior === null) return refuse('not-found');
  return {
    ...{ workerId: worker === null ? null : workerId, providerId: visit?.providerId ?? worker?.providerId ?? null },
    ...{ orderId: wanted.orderId, seniorId, homeId: senior?.homeId ?? null },
    regionId: senior?.regionId ?? worker?.regionId ?? wanted.regionId,
  };
}

/** `note`: the answer, or why it was withdrawn. */
export interface AskedOfComplaint extends AskedOf<ComplaintActor> {
  readonly command: ComplaintCommand;
}

/** One command on a complaint, by the table of complaints. */
export function commandComplaint(deps: QualityDeps, command: RegistryCommand, asked: AskedOfComplaint): RegistryResult {
  return deps.quality.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const found = lockedRowToChange(await tx.complaint(asked.id), asked.ifMatch);
    if (isRefusal(found)) return found;
    const { seniorId, workerId } = found.row;
    const about = { seniorIds: [seniorId].flatMap((id) => id ?? []), workerIds: [workerId].flatMap((id) => id ?? []) };
    const own = HANDLES.has(asked.command.type) ? await ownAffair(tx, command.by, about) : null;
    if (own !== null) return own;
    const done = decideComplaint(found.row, asked.command, { now: asked.careNow, by: asked.actor });
    if (isRefusal(done)) return done;
    if (asked.command.type === 'answer' && asked.command.duplicateOf !== null) {
      const first = await tx.complaint(asked.command.duplicateOf);
      if (first === null || first.row.workerId !== found.row.workerId) return refuse('duplicate-of-what');
    }
    const steps = done.events.map((event) => ({ id: deps.newId(), event, note: asked.note }));
    await tx.saveComplaint(done.after, command.by, steps);
    if (asked.command.type === 'answer') await oweFollowUpOfAnswer(deps, tx, done.after, asked.careNow);
    return written(`complaint-${asked.command.type}`, done.after, asked.actor);
  });
}

/** What an office does with a complaint, and not with one of its own household (CR-05). */
const HANDLES: ReadonlySet<ComplaintCommand['type']> = new Set(['acknowledge', 'answer']);

const written = (action: string, { id, regionId, state, kind }: Complaint, { role }: ComplaintActor): RegistryWritten =>
  rowWritten('care-complaint', action, { id, regionId: regionId as RegionId }, { state, kind, role });
