// Lints made-up files with the project's own configuration, outside jest (ESLint and nx want the real globals).
// in:  [{ file, code, typed? }] on standard input      out: [[{ rule, message }]] on standard output, in the same order
import { ESLint } from 'eslint';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import tseslint from 'typescript-eslint';

const cwd = fileURLToPath(new URL('../../', import.meta.url));
const probes = JSON.parse(await text(process.stdin));

// Rules without types can look at a file that does not exist; rules with types need one that does, and then read our text of it.
const untyped = new ESLint({
  cwd,
  overrideConfig: [
    { files: ['**/*.ts', '**/*.tsx'], ...tseslint.configs.disableTypeChecked },
    { files: ['**/*.ts', '**/*.tsx'], languageOptions: { parserOptions: { project: null } } },
  ],
});
const typed = new ESLint({ cwd });

const answers = [];
for (const { file, code, typed: withTypes } of probes) {
  const [result] = await (withTypes ? typed : untyped).lintText(code, { filePath: `${cwd}${file}` });
  answers.push(result.messages.map(({ ruleId, message }) => ({ rule: ruleId ?? 'parser', message })));
}
process.stdout.write(JSON.stringify(answers));
