import { useId, type ReactNode } from 'react';
import styles from './phone.module.css';

export interface ListedChoice<Code extends string> {
  readonly value: Code;
  readonly label: string;
}

/** A closed list as large rows: one tap chooses. Nothing is chosen before. */
export function ChoiceList<Code extends string>({
  name,
  hint,
  choices,
  value,
  onChoose,
}: {
  name: string;
  hint?: ReactNode;
  choices: readonly ListedChoice<Code>[];
  value: Code | '';
  onChoose: (code: Code) => void;
}) {
  const id = useId();
  return (
    <fieldset className={styles['choices']}>
      <legend>
        <strong>{name}</strong>
        {hint === undefined ? null : <span>{hint}</span>}
      </legend>
      {choices.map((choice) => (
        <label key={choice.value} className={value === choice.value ? styles['chosen'] : undefined}>
          <input
            type="radio"
            name={id}
            value={choice.value}
            checked={value === choice.value}
            onChange={() => onChoose(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}

/** Rows of which any number may be ticked. */
export function TickList<Code extends string>({
  name,
  choices,
  ticked,
  onTick,
}: {
  name: string;
  choices: readonly ListedChoice<Code>[];
  ticked: readonly Code[];
  onTick: (ticked: readonly Code[]) => void;
}) {
  return (
    <fieldset className={styles['choices']}>
      <legend>
        <strong>{name}</strong>
      </legend>
      {choices.map(({ value, label }) => (
        <label key={value} className={ticked.includes(value) ? styles['chosen'] : undefined}>
          <input
            type="checkbox"
            checked={ticked.includes(value)}
            onChange={({ target }) =>
              onTick(target.checked ? [...ticked, value] : ticked.filter((one) => one !== value))
            }
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
