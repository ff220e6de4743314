import { PhoneButton } from '@silverbell/web-ui/phone';
import { useState, type Dispatch, type PointerEvent, type SetStateAction } from 'react';
import { useTranslation } from 'react-i18next';
import styles from './care.module.css';
import { AREA, LINE_WIDTH, pathOf, pointIn, type Stroke } from './signature.js';

interface SignaturePadProps {
  readonly strokes: readonly Stroke[];
  readonly onDraw: Dispatch<SetStateAction<readonly Stroke[]>>;
}

/** Where she signs with a finger, a pen or a mouse. */
export function SignaturePad({ strokes, onDraw }: SignaturePadProps) {
  const { t } = useTranslation('helper');
  const [drawing, setDrawing] = useState(false);
  const pointOf = (event: PointerEvent<SVGSVGElement>) => pointIn(event.currentTarget.getBoundingClientRect(), event);
  const begins = (event: PointerEvent<SVGSVGElement>): void => {
    const point = pointOf(event);
    setDrawing(true);
    onDraw((before) => [...before, [point]]);
  };
  const goesOn = (event: PointerEvent<SVGSVGElement>): void => {
    if (!drawing) return;
    const point = pointOf(event);
    onDraw((before) => [...before.slice(0, -1), [...(before.at(-1) ?? []), point]]);
  };
  const ends = (): void => setDrawing(false);
  return (
    <div className={styles['panel']}>
      <svg
        role="img"
        aria-label={t('care.sign.area')}
        className={styles['signature']}
        viewBox={`0 0 ${String(AREA.width)} ${String(AREA.height)}`}
        onPointerDown={begins}
        onPointerMove={goesOn}
        onPointerUp={ends}
        onPointerLeave={ends}
        onPointerCancel={ends}
      >
        {strokes.map((stroke, n) => (
          // strokes are only added at the end, or all taken away
          <path key={n} d={pathOf(stroke)} strokeWidth={LINE_WIDTH} />
        ))}
      </svg>
      {strokes.length === 0 ? null : (
        <PhoneButton variant="text" onClick={() => onDraw([])}>
          {t('care.sign.again')}
        </PhoneButton>
      )}
    </div>
  );
}
