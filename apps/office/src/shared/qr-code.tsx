import { create } from 'qrcode';
import { useMemo } from 'react';

interface QrCodeProps {
  readonly text: string;
  /** For those who do not see it. */
  readonly label: string;
  readonly sizePx?: number;
}

/** Drawn as shapes of the page: no picture, no canvas, sharp on paper. */
export function QrCode({ text, label, sizePx = 208 }: QrCodeProps) {
  const { path, side } = useMemo(() => {
    const { modules } = create(text, { errorCorrectionLevel: 'M' });
    const dark = Array.from({ length: modules.size * modules.size }, (_, at) => at).filter((at) => modules.data[at]);
    const spot = (at: number): string =>
      `M${String((at % modules.size) + 4)} ${String(Math.floor(at / modules.size) + 4)}h1v1h-1z`;
    return { path: dark.map(spot).join(''), side: modules.size + 8 };
  }, [text]);
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${String(side)} ${String(side)}`} width={sizePx} height={sizePx}>
      <rect width={side} height={side} fill="#ffffff" />
      <path d={path} fill="#12191c" shapeRendering="crispEdges" />
    </svg>
  );
}
