/** Drawn on a grid of 24, with one round stroke of 1.8; an icon always stands beside its word. */
const DRAWINGS = {
  alert: ['M12 4.2l9 15.6H3z', 'M12 10v4.6M12 17.2v.1'],
  bell: [
    'M6 16.5c1.2-1.3 1.6-3 1.6-5.6a4.4 4.4 0 0 1 8.8 0c0 2.6.4 4.3 1.6 5.6z',
    'M10.3 19.5a1.9 1.9 0 0 0 3.4 0M12 4v2.4',
  ],
  bike: [
    'M9.3 16.5a3.3 3.3 0 1 1-6.6 0 3.3 3.3 0 0 1 6.6 0zM21.3 16.5a3.3 3.3 0 1 1-6.6 0 3.3 3.3 0 0 1 6.6 0z',
    'M6 16.5h5.5L16 9.5M14 6.5h2.3l1.7 10M8 9.5h3M9.5 9.5l2 7',
  ],
  calendar: ['M4 5.5h16V20H4z', 'M4 10h16M8.5 3.5v4M15.5 3.5v4'],
  camera: ['M4 7.5h4L9.5 5h5L16 7.5h4V19H4z', 'M15.4 13a3.4 3.4 0 1 1-6.8 0 3.4 3.4 0 0 1 6.8 0z'],
  check: ['M4.8 12.6l4.7 4.7L19.5 7'],
  clock: ['M20.3 12a8.3 8.3 0 1 1-16.6 0 8.3 8.3 0 0 1 16.6 0z', 'M12 7v5.2l3.5 2'],
  copy: ['M8.5 8.5H20V20H8.5z', 'M15.5 8.5V4H4v11.5h4.5'],
  cross: ['M9.3 4h5.4v5.3H20v5.4h-5.3V20H9.3v-5.3H4V9.3h5.3z'],
  door: ['M6.5 20.5v-17h11v17M4 20.5h16M14 12v.8'],
  edit: ['M5 19l.8-4L16 4.8a1.8 1.8 0 0 1 2.6 0l.6.6a1.8 1.8 0 0 1 0 2.6L9 18.2z', 'M14.5 6.5l3 3'],
  eye: [
    'M2.8 12C5 7.8 8.2 5.8 12 5.8s7 2 9.2 6.2c-2.2 4.2-5.4 6.2-9.2 6.2S5 16.2 2.8 12z',
    'M14.8 12a2.8 2.8 0 1 1-5.6 0 2.8 2.8 0 0 1 5.6 0z',
  ],
  flag: ['M6 21V4M6 5h11.5l-2.5 4 2.5 4H6'],
  hand: [
    'M7.5 12.5V7a1.5 1.5 0 0 1 3 0v4M10.5 11V5a1.5 1.5 0 0 1 3 0v6M13.5 11V6.5a1.5 1.5 0 0 1 3 0V14c0 4-2 6.5-5.3 6.5-2.5 0-4-1-5.2-3.2L3.8 13.6c-.5-1.6 1.3-2.4 2.3-1.3l1.4 1.8',
  ],
  home: ['M3.8 11.6L12 4.5l8.2 7.1M6 10v9.5h12V10', 'M10 19.5v-5h4v5'],
  key: ['M11.8 15.2a4 4 0 1 1-8 0 4 4 0 0 1 8 0z', 'M10.8 12.3L19.2 4M16 7.2l2.6 2.6M13.6 9.6l1.8 1.8'],
  lock: ['M5.5 10.5h13V20h-13z', 'M8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5'],
  moon: ['M19.5 14.2A8 8 0 0 1 9.8 4.5a8 8 0 1 0 9.7 9.7z'],
  navigate: ['M12 3.5l7 17-7-4-7 4z'],
  note: ['M5 4h14v11l-4.5 5H5z', 'M14.5 20v-5H19M8.5 8.5h7M8.5 12h4'],
  offline: [
    'M3.5 9.5a13 13 0 0 1 5-2.8M12.5 6.1a13 13 0 0 1 8 3.4M6.3 12.9a8.7 8.7 0 0 1 4.6-2.1M9.2 16.2a4.4 4.4 0 0 1 5.6 0M12 19.4v.1M4 4l16 16',
  ],
  people: [
    'M12.2 8.5a3.2 3.2 0 1 1-6.4 0 3.2 3.2 0 0 1 6.4 0z',
    'M3.2 19.5c.5-3.6 2.8-5.6 5.8-5.6s5.3 2 5.8 5.6M15.6 5.6a3.1 3.1 0 0 1 0 5.9M17.3 14.2c2 .7 3.2 2.5 3.5 5.3',
  ],
  person: ['M15.6 8a3.6 3.6 0 1 1-7.2 0 3.6 3.6 0 0 1 7.2 0z', 'M4.8 20c.6-4.1 3.4-6.3 7.2-6.3s6.6 2.2 7.2 6.3'],
  phone: [
    'M5.2 4.5h3.3l1.5 4-2 1.5a11 11 0 0 0 6 6l1.5-2 4 1.5v3.3a1.6 1.6 0 0 1-1.7 1.6A15 15 0 0 1 3.6 6.2 1.6 1.6 0 0 1 5.2 4.5z',
  ],
  pin: [
    'M12 21c4.2-4.7 6.4-8.3 6.4-11.2a6.4 6.4 0 0 0-12.8 0C5.6 12.7 7.8 16.3 12 21z',
    'M14.3 9.7a2.3 2.3 0 1 1-4.6 0 2.3 2.3 0 0 1 4.6 0z',
  ],
  play: ['M7.5 5v14L19 12z'],
  pulse: ['M3 12.5h4l2.3-6 4.2 11 2.5-7 1.2 2H21'],
  refresh: ['M19 8.5A7.7 7.7 0 0 0 5 9.5M5 15.5a7.7 7.7 0 0 0 14-1M19.5 4.5v4h-4M4.5 19.5v-4h4'],
  scan: ['M4 4h6v6H4zM14 4h6v6h-6zM4 14h6v6H4zM14 14h2.5v2.5M20 14v2M14 20h2M19 19.5h1'],
  send: ['M12 16V4.5M7.5 9L12 4.5 16.5 9M4.5 15.5v4h15v-4'],
  settings: [
    'M4 7.5h8.8M17.2 7.5H20M4 16.5h2.8M11.2 16.5H20',
    'M17.2 7.5a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0zM11.2 16.5a2.2 2.2 0 1 1-4.4 0 2.2 2.2 0 0 1 4.4 0z',
  ],
  sound: ['M4 9.5v5h3.5l4.5 4v-13l-4.5 4z', 'M15.5 9a4.2 4.2 0 0 1 0 6M18 6.3a8 8 0 0 1 0 11.4'],
} as const;

export type IconName = keyof typeof DRAWINGS;

export function Icon({ name, className }: { name: IconName; className?: string | undefined }) {
  return (
    <svg
      viewBox="0 0 24 24"
      aria-hidden="true"
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      {DRAWINGS[name].map((line) => (
        <path key={line} d={line} />
      ))}
    </svg>
  );
}

/** The bell of the product, on its own ground in both themes. */
export function Logo({ className }: { className?: string | undefined }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true" className={className}>
      <rect width="32" height="32" rx="7" fill="#e9f3f2" />
      <path
        fill="#0b5c59"
        d="M8 21.5c2-2 2.6-4.3 2.6-7.4a5.4 5.4 0 0 1 10.8 0c0 3.1.6 5.4 2.6 7.4zM13.4 24a2.7 2.7 0 0 0 5.2 0zM17.7 6.8a1.7 1.7 0 1 1-3.4 0 1.7 1.7 0 0 1 3.4 0z"
      />
    </svg>
  );
}
