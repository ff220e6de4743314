import type { ReactNode } from 'react';
import { Link } from 'react-router';

export interface Figure {
  readonly label: string;
  readonly figure: number | string;
  /** The unit, or what follows from it. */
  readonly unit?: ReactNode;
  /** The list behind the figure. */
  readonly to?: string;
}

/** A strip of figures; each leads to the list it counts. */
export function Figures({ name, of }: { readonly name: string; readonly of: readonly Figure[] }) {
  return (
    <ul className="office-card office-figures" aria-label={name}>
      {of.map(({ label, figure, unit, to }) => (
        <li key={label}>
          {to === undefined ? label : <Link to={to}>{label}</Link>}
          <span className="figure">
            <strong>{figure}</strong> {unit}
          </span>
        </li>
      ))}
    </ul>
  );
}
