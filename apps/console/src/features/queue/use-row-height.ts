import { useLayoutEffect, useState, type RefObject } from 'react';

/** Where no style sheet says it: the row of a screen 1920 wide. */
const ROW_PX = 94;

/** The height of a row as the style sheet has it (`--g-row`), in px; again after the window has changed. */
export function useRowHeight(list: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(ROW_PX);
  useLayoutEffect(() => {
    const read = (): void => {
      const element = list.current;
      const wanted = element === null ? Number.NaN : parseFloat(getComputedStyle(element).getPropertyValue('--g-row'));
      setHeight(Number.isFinite(wanted) && wanted > 0 ? wanted : ROW_PX);
    };
    read();
    window.addEventListener('resize', read);
    return () => window.removeEventListener('resize', read);
  }, [list]);
  return height;
}
