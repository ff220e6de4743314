/** What is measured, what it may be, and which measurement yields it. The bars are those of the platform's requirements. */
export interface Figure {
  readonly name: FigureName;
  readonly bar: { readonly atMost: number } | { readonly atLeast: number };
  readonly measuredBy: Measurement;
}

export type Measurement =
  'latency' | 'throughput' | 'heartbeats' | 'scale' | 'candidates' | 'storm' | 'deadlines' | 'memory';

export type FigureName =
  | 'ackRatioP50'
  | 'ackRatioP99'
  | 'consoleRatioP50'
  | 'consoleRatioP99'
  | 'coldRatioP50'
  | 'incidentsPerSecondRatio'
  | 'heartbeatsPerSecond'
  | 'scaleRatio'
  | 'candidatesRatio'
  | 'stormRatioP99'
  | 'deadlineLatenessMsP99'
  | 'rssMiB';

export const FIGURES: readonly Figure[] = [
  { name: 'ackRatioP50', bar: { atMost: 1.6 }, measuredBy: 'latency' },
  { name: 'ackRatioP99', bar: { atMost: 1.6 }, measuredBy: 'latency' },
  { name: 'consoleRatioP50', bar: { atMost: 1.7 }, measuredBy: 'latency' },
  { name: 'consoleRatioP99', bar: { atMost: 1.7 }, measuredBy: 'latency' },
  { name: 'coldRatioP50', bar: { atMost: 2.2 }, measuredBy: 'latency' },
  { name: 'incidentsPerSecondRatio', bar: { atLeast: 0.5 }, measuredBy: 'throughput' },
  { name: 'heartbeatsPerSecond', bar: { atLeast: 15_000 }, measuredBy: 'heartbeats' },
  { name: 'scaleRatio', bar: { atMost: 1.2 }, measuredBy: 'scale' },
  { name: 'candidatesRatio', bar: { atMost: 2 }, measuredBy: 'candidates' },
  { name: 'stormRatioP99', bar: { atMost: 3 }, measuredBy: 'storm' },
  { name: 'deadlineLatenessMsP99', bar: { atMost: 50 }, measuredBy: 'deadlines' },
  { name: 'rssMiB', bar: { atMost: 520 }, measuredBy: 'memory' },
];

export const holds = ({ bar }: Figure, value: number): boolean =>
  'atMost' in bar ? value <= bar.atMost : value >= bar.atLeast;

export const barInWords = ({ bar }: Figure): string => ('atMost' in bar ? `≤ ${bar.atMost}` : `≥ ${bar.atLeast}`);
