/** The label of a code in the two languages of the pages. The Chinese ones are those of safety.md section 4. */
export interface Label {
  readonly 'zh-CN': string;
  readonly en: string;
}
export type Language = keyof Label;

/** The labels of one list; a code without a label does not compile. */
export type Labels<Code extends string> = Readonly<Record<Code, Label>>;

export const label = (zh: string, en: string): Label => ({ 'zh-CN': zh, en });

export const labelOf = <Code extends string>(labels: Labels<Code>, code: Code, language: Language): string =>
  labels[code][language];
