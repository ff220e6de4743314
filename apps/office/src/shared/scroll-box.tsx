import type { ReactNode } from 'react';

interface ScrollBoxProps {
  readonly name: string;
  readonly busy?: boolean | undefined;
  readonly children: ReactNode;
}

/** What is wider than the page scrolls in here; it takes the focus, so that arrow keys scroll it. */
export function ScrollBox({ name, busy, children }: ScrollBoxProps) {
  return (
    <div className="office-scroll" role="group" aria-label={name} tabIndex={0} aria-busy={busy}>
      {children}
    </div>
  );
}
