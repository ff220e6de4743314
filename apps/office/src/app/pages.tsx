import type { ParseKeys } from 'i18next';
import { lazy, type ComponentType } from 'react';
import {
  AimOutlined,
  AlertOutlined,
  AuditOutlined,
  CalendarOutlined,
  SwapOutlined,
  WifiOutlined,
  ApartmentOutlined,
  AppstoreOutlined,
  BankOutlined,
  BellOutlined,
  CheckSquareOutlined,
  CoffeeOutlined,
  CompassOutlined,
  EnvironmentOutlined,
  EyeOutlined,
  FormOutlined,
  HomeOutlined,
  IdcardOutlined,
  InboxOutlined,
  MobileOutlined,
  ProfileOutlined,
  QuestionCircleOutlined,
  SafetyCertificateOutlined,
  ScheduleOutlined,
  SolutionOutlined,
  ToolOutlined,
  UnorderedListOutlined,
  KeyOutlined,
  PhoneOutlined,
  CommentOutlined,
  TeamOutlined,
  UploadOutlined,
  UserOutlined,
} from '@ant-design/icons';
import type { PageProps } from '../shared/page-props.js';
import { FACILITY_EDITORS, FILE_EDITORS } from '../shared/roles.js';

export interface OfficePage {
  /** Below `/office/`; what follows it in the address is the page's own. */
  readonly path: string;
  /** Key of its name in the menu; `null`: reached from elsewhere. */
  readonly label: ParseKeys<'office'> | null;
  readonly group: 'work' | 'people' | 'network' | 'rights';
  readonly Icon: ComponentType<{ readonly 'aria-hidden'?: boolean }>;
  readonly roles: readonly string[];
  readonly Page: ComponentType<PageProps>;
}

const looking = ['lead', 'operator', 'supervisor'];
const viewing = [...FILE_EDITORS, ...looking];
/** Plan and oversee daytime service. */
const caring = ['provider-manager', 'community-officer', 'township-officer', 'county-officer', ...looking];
/** Whose work in daytime care is listed; the list is their first page where there is no other. */
const working = ['provider-manager', 'village-cadre', 'community-officer', 'township-officer', 'county-officer'];
/** Owe welfare visits, run meal points and make care calls, and look at them. */
const visiting = ['village-cadre', 'community-officer', 'township-officer', 'county-officer', ...looking];
/** Owe welfare visits and walk them. */
const walking = ['village-cadre', 'community-officer', 'township-officer', 'county-officer'];
/** Do what helpers and care workers saw to be done. */
const doing = ['community-officer', 'township-officer', 'county-officer', 'protection-officer'];
/** Look at how workers are verified; the township decides. */
const verifying = ['provider-manager', 'township-officer', 'county-officer', 'supervisor'];
const installing = [...FILE_EDITORS, 'installer'];

const Accounts = lazy(() =>
  import('../features/accounts/accounts-page.js').then((all) => ({ default: all.AccountsPage })),
);
const Audit = lazy(() => import('../features/audit/audit-page.js').then((all) => ({ default: all.AuditPage })));
const FirstRun = lazy(() =>
  import('../features/first-run/first-run-page.js').then((all) => ({ default: all.FirstRunPage })),
);
const Helpers = lazy(() =>
  import('../features/helper-registry/helpers-page.js').then((all) => ({ default: all.HelpersPage })),
);
const Homes = lazy(() => import('../features/homes/homes-page.js').then((all) => ({ default: all.HomesPage })));
const Imports = lazy(() => import('../features/imports/imports-page.js').then((all) => ({ default: all.ImportsPage })));
const Seniors = lazy(() => import('../features/seniors/seniors-page.js').then((all) => ({ default: all.SeniorsPage })));
const Sessions = lazy(() =>
  import('../features/accounts/sessions-page.js').then((all) => ({ default: all.SessionsPage })),
);
const DutySeats = lazy(() =>
  import('../features/duty-seats/duty-seats-page.js').then((all) => ({ default: all.DutySeatsPage })),
);
const Regions = lazy(() => import('../features/regions/regions-page.js').then((all) => ({ default: all.RegionsPage })));
const Devices = lazy(() => import('../features/devices/devices-page.js').then((all) => ({ default: all.DevicesPage })));
const Todo = lazy(() => import('../features/todo/todo-page.js').then((all) => ({ default: all.TodoPage })));

const Facilities = lazy(() =>
  import('../features/facilities/facilities-page.js').then((all) => ({ default: all.FacilitiesPage })),
);
const DeviceWork = lazy(() =>
  import('../features/device-work/device-work-page.js').then((all) => ({ default: all.DeviceWorkPage })),
);
const UnknownDevices = lazy(() =>
  import('../features/unknown-devices/unknown-devices-page.js').then((all) => ({ default: all.UnknownDevicesPage })),
);
const DeviceModels = lazy(() =>
  import('../features/device-models/device-models-page.js').then((all) => ({ default: all.DeviceModelsPage })),
);
const Installer = lazy(() =>
  import('../features/installer/installer-page.js').then((all) => ({ default: all.InstallerPage })),
);
const Complaints = lazy(() =>
  import('../features/care/complaints-page.js').then((all) => ({ default: all.ComplaintsPage })),
);
const Verifications = lazy(() =>
  import('../features/care/verifications-page.js').then((all) => ({ default: all.VerificationsPage })),
);
const Providers = lazy(() =>
  import('../features/care/providers-page.js').then((all) => ({ default: all.ProvidersPage })),
);
const Entitlements = lazy(() =>
  import('../features/care/entitlements-page.js').then((all) => ({ default: all.EntitlementsPage })),
);
const CareGround = lazy(() =>
  import('../features/care-ground/care-ground-page.js').then((all) => ({ default: all.CareGroundPage })),
);
const VillageScores = lazy(() =>
  import('../features/care/village-scores-page.js').then((all) => ({ default: all.VillageScoresPage })),
);
const ServicePlans = lazy(() => import('../features/care/plans-page.js').then((all) => ({ default: all.PlansPage })));
const ServiceOrders = lazy(() =>
  import('../features/care/orders-page.js').then((all) => ({ default: all.OrdersPage })),
);
const Work = lazy(() => import('../features/care/work-page.js').then((all) => ({ default: all.WorkPage })));
const WelfareVisits = lazy(() =>
  import('../features/care/visits-page.js').then((all) => ({ default: all.VisitsPage })),
);
const VisitDay = lazy(() =>
  import('../features/care/visit-day-page.js').then((all) => ({ default: all.VisitDayPage })),
);
const Meals = lazy(() => import('../features/care/meals-page.js').then((all) => ({ default: all.MealsPage })));
const CareCalls = lazy(() =>
  import('../features/care-calls/care-calls-page.js').then((all) => ({ default: all.CareCallsPage })),
);
const FollowUps = lazy(() =>
  import('../features/follow-ups/follow-ups-page.js').then((all) => ({ default: all.FollowUpsPage })),
);
const Tasks = lazy(() => import('../features/tasks/tasks-page.js').then((all) => ({ default: all.TasksPage })));
const Rota = lazy(() => import('../features/rota/rota-page.js').then((all) => ({ default: all.RotaPage })));
const Coverage = lazy(() =>
  import('../features/helper-coverage/coverage-page.js').then((all) => ({ default: all.CoveragePage })),
);
const Channels = lazy(() =>
  import('../features/channels/channels-page.js').then((all) => ({ default: all.ChannelsPage })),
);
const Referrals = lazy(() =>
  import('../features/referrals/referrals-page.js').then((all) => ({ default: all.ReferralsPage })),
);
const Reveals = lazy(() => import('../features/reveals/reveals-page.js').then((all) => ({ default: all.RevealsPage })));

/**
 * Every page, in the order of the menu; a page is loaded when it is first opened. A new feature is a folder below `features`,
 * one line here and its messages in `messages.ts`.
 */
export const pages: readonly OfficePage[] = [
  {
    path: '',
    label: 'menu.todo',
    group: 'work',
    Icon: InboxOutlined,
    roles: [...viewing, 'installer', 'security-admin', 'auditor', 'protection-officer'],
    Page: Todo,
  },
  {
    path: 'first-run',
    label: 'menu.firstRun',
    group: 'work',
    Icon: CheckSquareOutlined,
    roles: ['admin', 'county-officer'],
    Page: FirstRun,
  },
  {
    path: 'follow-ups',
    label: 'menu.followUps',
    group: 'work',
    Icon: CommentOutlined,
    roles: ['operator', 'lead', 'admin', 'supervisor', 'auditor', 'township-officer'],
    Page: FollowUps,
  },
  { path: 'tasks', label: 'menu.tasks', group: 'work', Icon: SolutionOutlined, roles: doing, Page: Tasks },
  { path: 'work', label: 'menu.work', group: 'work', Icon: UnorderedListOutlined, roles: working, Page: Work },
  {
    path: 'service-orders',
    label: 'menu.serviceOrders',
    group: 'work',
    Icon: ScheduleOutlined,
    roles: caring,
    Page: ServiceOrders,
  },
  {
    path: 'service-plans',
    label: 'menu.servicePlans',
    group: 'work',
    Icon: FormOutlined,
    roles: caring,
    Page: ServicePlans,
  },
  {
    path: 'welfare-visits',
    label: 'menu.welfareVisits',
    group: 'work',
    Icon: CompassOutlined,
    roles: visiting,
    Page: WelfareVisits,
  },
  {
    path: 'visits-today',
    label: 'menu.visitsToday',
    group: 'work',
    Icon: EnvironmentOutlined,
    roles: walking,
    Page: VisitDay,
  },
  {
    path: 'care-calls',
    label: 'menu.careCalls',
    group: 'work',
    Icon: PhoneOutlined,
    roles: visiting,
    Page: CareCalls,
  },
  { path: 'meals', label: 'menu.meals', group: 'work', Icon: CoffeeOutlined, roles: visiting, Page: Meals },
  {
    path: 'complaints',
    label: 'menu.complaints',
    group: 'work',
    Icon: CommentOutlined,
    roles: caring,
    Page: Complaints,
  },
  {
    path: 'verifications',
    label: 'menu.verifications',
    group: 'work',
    Icon: AuditOutlined,
    roles: verifying,
    Page: Verifications,
  },
  {
    path: 'village-scores',
    label: 'menu.villageScores',
    group: 'work',
    Icon: CheckSquareOutlined,
    roles: ['village-cadre', 'community-officer', 'township-officer', 'county-officer', 'supervisor'],
    Page: VillageScores,
  },
  {
    path: 'providers',
    label: 'menu.providers',
    group: 'network',
    Icon: BankOutlined,
    roles: [...viewing, 'finance-officer', 'provider-manager'],
    Page: Providers,
  },
  {
    path: 'care-ground',
    label: 'menu.careGround',
    group: 'network',
    Icon: ProfileOutlined,
    roles: [...viewing, 'finance-officer', 'provider-manager'],
    Page: CareGround,
  },
  { path: 'seniors', label: 'menu.seniors', group: 'people', Icon: TeamOutlined, roles: viewing, Page: Seniors },
  {
    path: 'entitlements',
    label: 'menu.entitlements',
    group: 'people',
    Icon: SafetyCertificateOutlined,
    roles: [...viewing, 'finance-officer'],
    Page: Entitlements,
  },
  { path: 'homes', label: 'menu.homes', group: 'people', Icon: HomeOutlined, roles: viewing, Page: Homes },
  { path: 'helpers', label: 'menu.helpers', group: 'people', Icon: IdcardOutlined, roles: viewing, Page: Helpers },
  {
    path: 'coverage',
    label: 'menu.coverage',
    group: 'people',
    Icon: AimOutlined,
    roles: [...FACILITY_EDITORS, ...looking],
    Page: Coverage,
  },
  {
    path: 'channels',
    label: 'menu.channels',
    group: 'people',
    Icon: WifiOutlined,
    roles: [...FACILITY_EDITORS, ...looking],
    Page: Channels,
  },
  { path: 'referrals', label: 'menu.referrals', group: 'people', Icon: SwapOutlined, roles: viewing, Page: Referrals },
  { path: 'imports', label: 'menu.imports', group: 'people', Icon: UploadOutlined, roles: FILE_EDITORS, Page: Imports },
  { path: 'regions', label: 'menu.regions', group: 'network', Icon: ApartmentOutlined, roles: viewing, Page: Regions },
  {
    path: 'facilities',
    label: 'menu.facilities',
    group: 'network',
    Icon: BankOutlined,
    roles: [...FACILITY_EDITORS, ...looking],
    Page: Facilities,
  },
  {
    path: 'duty-seats',
    label: 'menu.dutySeats',
    group: 'network',
    Icon: PhoneOutlined,
    roles: ['admin', 'county-officer', ...looking],
    Page: DutySeats,
  },
  {
    path: 'rota',
    label: 'menu.rota',
    group: 'network',
    Icon: CalendarOutlined,
    roles: ['admin', 'county-officer', ...looking],
    Page: Rota,
  },
  {
    path: 'devices',
    label: 'menu.devices',
    group: 'network',
    Icon: BellOutlined,
    roles: [...viewing, 'installer', 'auditor'],
    Page: Devices,
  },
  {
    path: 'device-work',
    label: 'menu.deviceWork',
    group: 'network',
    Icon: ToolOutlined,
    roles: [...viewing, 'installer', 'auditor'],
    Page: DeviceWork,
  },
  {
    path: 'unknown-devices',
    label: 'menu.unknownDevices',
    group: 'network',
    Icon: QuestionCircleOutlined,
    roles: [...viewing, 'installer', 'auditor'],
    Page: UnknownDevices,
  },
  {
    path: 'installer',
    label: 'menu.installer',
    group: 'network',
    Icon: MobileOutlined,
    roles: installing,
    Page: Installer,
  },
  {
    path: 'device-models',
    label: 'menu.deviceModels',
    group: 'network',
    Icon: AppstoreOutlined,
    roles: [...viewing, 'installer', 'auditor'],
    Page: DeviceModels,
  },
  {
    path: 'accounts',
    label: 'menu.accounts',
    group: 'rights',
    Icon: UserOutlined,
    roles: ['security-admin'],
    Page: Accounts,
  },
  {
    path: 'reveals',
    label: 'menu.reveals',
    group: 'rights',
    Icon: AlertOutlined,
    roles: ['lead', 'auditor'],
    Page: Reveals,
  },
  { path: 'audit', label: 'menu.audit', group: 'rights', Icon: EyeOutlined, roles: ['auditor'], Page: Audit },
  {
    path: 'sessions',
    label: 'menu.sessions',
    group: 'rights',
    Icon: KeyOutlined,
    roles: [...viewing, 'installer', 'security-admin', 'auditor'],
    Page: Sessions,
  },
];

/** A person who may open one page may come in. */
export const officeRoles: readonly string[] = [...new Set(pages.flatMap(({ roles }) => roles))];
