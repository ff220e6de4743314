/** The names the outside relies on (contracts.md section 2): demo mode only, shown in a banner on every page. */
export const DEMO_PASSWORD = 'silverbell-demo';
export const DEMO_DEVICE_SECRET = 'silverbell-demo';

export const DEMO_PENDANTS = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `demo-pendant-${n}`);
export const DEMO_HUB = 'demo-hub-1';
export const DEMO_HUB_BUTTON = 'bath_sos';
/** These are not simulated: they act only when a person or a test does. */
export const DEMO_DEVICES = [...DEMO_PENDANTS, DEMO_HUB];

export const DEMO_HELPERS = [1, 2, 3, 4, 5, 6, 7, 8].map((n) => `helper-${n}`);
export const SIMULATED_HELPERS = Array.from({ length: 22 }, (_, i) => `helper-${i + 9}`);

export const DEMO_LOGINS = [
  'admin',
  'operator',
  'operator-2',
  'lead',
  'supervisor',
  'auditor',
  ...DEMO_HELPERS,
  'family-1',
];
