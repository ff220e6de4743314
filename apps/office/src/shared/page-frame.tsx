import type { ReactNode } from 'react';

interface PageFrameProps {
  readonly title: string;
  /** A short sentence beside the title. */
  readonly note?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** Every page: a named main with its title and what can be done on it. */
export function PageFrame({ title, note, actions, children }: PageFrameProps) {
  return (
    <main className="office-page" aria-label={title}>
      <div className="office-title">
        <h1>{title}</h1>
        <span className="quiet">{note}</span>
        {actions}
      </div>
      {children}
    </main>
  );
}

interface CardProps {
  readonly title: string;
  /** One quiet fact at the right of the title. */
  readonly note?: ReactNode;
  readonly children: ReactNode;
}

export function Card({ title, note, children }: CardProps) {
  return (
    <section className="office-card" aria-label={title}>
      <div className="office-card-head">
        <h2>{title}</h2>
        {note === undefined ? null : <span className="quiet">{note}</span>}
      </div>
      {children}
    </section>
  );
}
