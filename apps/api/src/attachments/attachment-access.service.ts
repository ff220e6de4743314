import { Injectable } from '@nestjs/common';
import { PostgresAttachmentStore, PostgresVisitStore, SeniorQueries } from '@silverbell/adapter-postgres';
import { as, type HomeId, type IncidentId, type RegionId, type SeniorId } from '@silverbell/kernel';
import type { Attachment, AttachmentOwner } from '@silverbell/usecases';
import type { AttachmentOwnerKind, AttachmentPurpose } from '@silverbell/vocabulary';
import { MAY_ATTACH, MAY_SEE_ATTACHMENT } from '@silverbell/wire';
import { narrowed } from '../auth/roles.js';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { OrderAccess } from '../care/orders/order-access.service.js';
import { QualityAccess } from '../care/quality/quality-access.service.js';
import { isReader } from '../care/quality/quality.presenter.js';
import { DeviceAccess } from '../devices/device-access.service.js';
import { AssignmentService } from '../dispatch/assignment.service.js';
import { ProblemError } from '../http/problems/problem-error.js';
import { IncidentService } from '../incidents/incident.service.js';

/** Of these a photo is taken only with her consent; in an emergency, of a device or as proof of a complaint it needs none. */
const NEEDS_CONSENT: readonly AttachmentOwnerKind[] = ['service-order', 'welfare-visit', 'senior'];

/** To what an account may add a photo or scan, and which it may look at: an account that may see a thing sees its attachments. */
@Injectable()
export class AttachmentAccess {
  constructor(
    private readonly attachments: PostgresAttachmentStore,
    private readonly scope: RegionScope,
    private readonly devices: DeviceAccess,
    private readonly assignments: AssignmentService,
    private readonly incidents: IncidentService,
    private readonly orders: OrderAccess,
    private readonly visits: PostgresVisitStore,
    private readonly quality: QualityAccess,
    private readonly seniors: SeniorQueries,
  ) {}

  async ownerFor(
    account: Account,
    kind: AttachmentOwnerKind,
    id: string,
    purpose: AttachmentPurpose | null,
  ): Promise<AttachmentOwner> {
    const isSignature = purpose === 'signature';
    const adding = narrowed(account, ({ role }) => (isSignature ? role === 'helper' : MAY_ATTACH[kind].includes(role)));
    if (adding === null) throw new ProblemError('not-allowed');
    const owner = kind === 'assignment' ? await this.#assignment(adding, id) : await this.#owner(adding, kind, id);
    const { seniorId } = owner;
    const isPhotoOfHer = NEEDS_CONSENT.includes(kind) && !isSignature;
    if (isPhotoOfHer && seniorId !== null && !(await this.attachments.mayPhotograph(seniorId)))
      throw new ProblemError('photo-consent-missing');
    return owner;
  }

  /** Of whom this account may put a photo, or take it from her file. */
  async seniorFor(account: Account, id: string): Promise<AttachmentOwner> {
    const keeping = narrowed(account, ({ role }) => MAY_ATTACH.senior.includes(role));
    if (keeping === null) throw new ProblemError('not-allowed');
    return this.#senior(keeping, id);
  }

  /** What it may not see does not exist for it. An upload that was given to nothing is its sender's alone. */
  async seen(account: Account, id: string): Promise<Attachment> {
    const found = await this.attachments.byId(id);
    if (found === null) throw new ProblemError('not-found');
    const { owner } = found;
    if (owner === null) {
      if (found.uploadedBy !== account.id) throw new ProblemError('not-found');
      return found;
    }
    const sees = await this.assertSees(account, owner.kind, idOf(owner));
    // A photo of the home where the device stood before is not for those who see it now.
    if (owner.kind === 'device' && owner.homeId !== sees.homeId) throw new ProblemError('not-found');
    // One that was replaced or removed is kept for a hold alone, and shown to no one.
    if (owner.kind === 'senior' && !(await this.attachments.isPhotoOf(owner.id, id)))
      throw new ProblemError('not-found');
    return found;
  }

  /** `id`: of the thing; of an assignment, its incident. */
  async assertSees(
    account: Account,
    kind: AttachmentOwnerKind,
    id: string,
  ): Promise<{ readonly homeId: string | null }> {
    const seeing = narrowed(account, ({ role }) => MAY_SEE_ATTACHMENT[kind].includes(role));
    if (seeing === null) throw new ProblemError('not-found');
    if (kind === 'assignment') {
      await this.incidents.file(seeing, id);
      return { homeId: null };
    }
    const owner = await this.#owner(seeing, kind, id);
    if (kind === 'service-order' && (await this.orders.isKeptFrom(seeing, id))) throw new ProblemError('not-found');
    return owner;
  }

  /** A provider reads of its workers what was said, and not who said it. */
  async seesComplainant(account: Account, id: string): Promise<boolean> {
    return !isReader(await this.quality.actorsOn(account, await this.quality.complaint(account, id)));
  }

  async #owner(
    account: Account,
    kind: Exclude<AttachmentOwnerKind, 'assignment'>,
    id: string,
  ): Promise<AttachmentOwner> {
    if (kind === 'device') {
      const { regionId, senior, home } = await this.devices.row(account, id);
      return ownerOf(kind, id, { regionId, seniorId: senior?.id ?? null, homeId: home?.id ?? null });
    }
    if (kind === 'service-order') return ownerOf(kind, id, (await this.orders.seen(account, id)).found.order);
    if (kind === 'complaint') return ownerOf(kind, id, (await this.quality.complaint(account, id)).complaint);
    if (kind === 'senior') return this.#senior(account, id);
    const found = await this.visits.byId(id);
    if (found === null || !(await this.scope.sees(account, as<RegionId>(found.visit.regionId))))
      throw new ProblemError('not-found');
    return ownerOf(kind, id, found.visit);
  }

  async #senior(account: Account, id: string): Promise<AttachmentOwner> {
    const file = await this.seniors.byId(id);
    if (file === null || !(await this.scope.sees(account, file.regionId))) throw new ProblemError('not-found');
    return ownerOf('senior', id, { regionId: file.regionId, seniorId: file.id });
  }

  async #assignment(account: Account, id: string): Promise<AttachmentOwner> {
    const { incident } = await this.assignments.ownAssignment(account, id);
    const [only, ...others] = incident.facts.seniorIds;
    const seniorId = others.length === 0 ? (only ?? null) : null;
    const { regionId, facts } = incident;
    return ownerOf('assignment', id, { regionId, seniorId, homeId: facts.homeId, incidentId: incident.id });
  }
}

const idOf = (owner: AttachmentOwner): string => (owner.kind === 'assignment' ? (owner.incidentId ?? '') : owner.id);

interface Facts {
  readonly regionId: string;
  readonly seniorId: string | null;
  readonly homeId?: string | null;
  readonly incidentId?: string;
}

const ownerOf = (
  kind: AttachmentOwnerKind,
  id: string,
  { regionId, seniorId, homeId = null, incidentId }: Facts,
): AttachmentOwner => ({
  ...{ kind, id, regionId: as<RegionId>(regionId) },
  seniorId: seniorId === null ? null : as<SeniorId>(seniorId),
  homeId: homeId === null ? null : as<HomeId>(homeId),
  incidentId: incidentId === undefined ? null : as<IncidentId>(incidentId),
});
