import { practiceOf, subjectKey } from '@silverbell/incidents';
import {
  as,
  duration,
  type AccountId,
  type DeviceId,
  type Duration,
  type IncidentId,
  type Instant,
  type RegionId,
} from '@silverbell/kernel';
import {
  isDrillOpen,
  TESTS,
  type DevicesToSee,
  type Drill,
  type DrillScope,
  type DrillToEnd,
  type ExerciseStore,
  type TestWindow,
} from '../exercises/index.js';
import type { FakeIncidentStore } from './incident-store.fake.js';

const isOpen = ({ closesAt, endedAt }: TestWindow, now: Instant): boolean => endedAt === null && now < closesAt;

/** Windows and drills in memory. Everything is in one region unless it was put elsewhere. */
export class FakeExerciseStore implements ExerciseStore {
  readonly windows: TestWindow[] = [];
  readonly drills = new Map<string, Drill>();
  /** Ids that belong to another region. */
  readonly elsewhere = new Set<string>();
  overdue: readonly DevicesToSee[] = [];
  unheard: readonly DevicesToSee[] = [];

  constructor(private readonly cases: Pick<FakeIncidentStore, 'open'>) {}

  openWindow(window: TestWindow): Promise<boolean> {
    if (this.windows.some((one) => one.deviceId === window.deviceId && isOpen(one, window.opensAt)))
      return Promise.resolve(false);
    this.windows.push(window);
    return Promise.resolve(true);
  }

  testTime(deviceId: DeviceId, since: Instant, now: Instant): Promise<Duration> {
    const times = this.windows
      .filter((one) => one.deviceId === deviceId)
      .map(({ opensAt, closesAt, endedAt }) => Math.min(endedAt ?? closesAt, now) - Math.max(opensAt, since));
    return Promise.resolve(duration(times.reduce((sum, time) => sum + Math.max(0, time), 0)));
  }

  endWindow(deviceId: DeviceId, by: AccountId, now: Instant): Promise<TestWindow | null> {
    const at = this.windows.findIndex((one) => one.deviceId === deviceId && isOpen(one, now));
    const found = this.windows[at];
    if (found === undefined) return Promise.resolve(null);
    const ended = { ...found, endedAt: now, endedBy: by };
    this.windows[at] = ended;
    return Promise.resolve(ended);
  }

  isWindowOpen(deviceId: DeviceId, now: Instant): boolean {
    return this.windows.some((one) => one.deviceId === deviceId && isOpen(one, now));
  }

  outside(_: RegionId, { homeIds, deviceIds, helperIds }: DrillScope): Promise<readonly string[]> {
    return Promise.resolve([...homeIds, ...deviceIds, ...helperIds].filter((id) => this.elsewhere.has(id)));
  }

  openDrill(drill: Drill): Promise<boolean> {
    const open = [...this.drills.values()].some((one) => isDrillOpen(one, drill.openedAt));
    if (!open) this.drills.set(drill.id, drill);
    return Promise.resolve(!open);
  }

  drill(id: string): Promise<Drill | null> {
    return Promise.resolve(this.drills.get(id) ?? null);
  }

  isIn(regionId: RegionId): Promise<boolean> {
    return Promise.resolve(!this.elsewhere.has(regionId));
  }

  endDrill(id: string, by: AccountId, now: Instant): Promise<void> {
    const drill = this.drills.get(id);
    if (drill?.endedAt === null) this.drills.set(id, { ...drill, endedAt: now, endedBy: by });
    return Promise.resolve();
  }

  casesOf(drillId: string): Promise<readonly IncidentId[]> {
    return Promise.resolve(
      this.cases
        .open()
        .flatMap(({ id, practice }) => (practice?.kind === 'drill' && practice.drillId === drillId ? [id] : [])),
    );
  }

  toEnd(): Promise<readonly DrillToEnd[]> {
    const open = this.cases.open();
    return Promise.resolve(
      open.flatMap((one): DrillToEnd[] => {
        if (one.practice?.kind !== 'drill') return [];
        const real = open.find(
          (other) =>
            other.family === 'emergency' &&
            practiceOf(other) === null &&
            subjectKey(other.subject) === subjectKey(one.subject),
        );
        const ended = this.drills.get(one.practice.drillId)?.endedAt != null;
        return real || ended ? [{ incidentId: one.id, realId: real?.id ?? null }] : [];
      }),
    );
  }

  overdueTests(): Promise<readonly DevicesToSee[]> {
    return Promise.resolve(this.overdue);
  }

  neverHeard(): Promise<readonly DevicesToSee[]> {
    return Promise.resolve(this.unheard);
  }

  openReminders(): Promise<readonly { readonly incidentId: IncidentId; readonly regionId: RegionId }[]> {
    return Promise.resolve(
      this.cases
        .open()
        .flatMap(({ id, subject, raisedBy, attention }) =>
          raisedBy.id === TESTS.id && subject.type === 'region' && attention.state === 'waiting'
            ? [{ incidentId: id, regionId: as<RegionId>(subject.id) }]
            : [],
        ),
    );
  }
}
