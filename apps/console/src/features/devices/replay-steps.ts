import type { DevicePress } from '@silverbell/wire';

export type Step =
  | { readonly what: 'frame'; readonly at: string }
  | { readonly what: 'signal'; readonly at: string }
  | {
      readonly what: 'receipt';
      readonly at: string;
      readonly stage: DevicePress['receipts'][number]['stage'];
      readonly state: DevicePress['receipts'][number]['state'];
    };

/** What happened at one press, in order: the frame, what it became, every receipt. */
export const stepsOf = (press: DevicePress): Step[] => [
  { what: 'frame', at: press.at },
  { what: 'signal', at: press.at },
  ...[...press.receipts]
    .sort((a, b) => a.at.localeCompare(b.at))
    .map((one): Step => ({ what: 'receipt', at: one.at, stage: one.stage, state: one.state })),
];

/** She felt that it worked only when the first receipt reached the device. */
export const wasConfirmed = ({ receipts }: Pick<DevicePress, 'receipts'>): boolean =>
  receipts.some(
    ({ stage, state }) => stage === 'received' && (state === 'delivered' || state === 'read' || state === 'sent'),
  );
