interface Rule {
  readonly leavesOut: boolean;
  readonly matches: (path: string) => boolean;
}

/**
 * What a builder is sent, by the rules of `.dockerignore` (docs.docker.com, "Build context", "Syntax" and "Matching"): one pattern a
 * line, `#` before a remark, `!` before an exception, the last rule that matches a path or a folder above it decides.
 */
export function contextFilter(dockerignore: string): (path: string) => boolean {
  const rules = dockerignore
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map(ruleOf);
  return (path) => {
    const parts = path.split('/');
    const itselfAndAbove = parts.map((_, n) => parts.slice(0, n + 1).join('/'));
    return !rules.reduce((out, { leavesOut, matches }) => (itselfAndAbove.some(matches) ? leavesOut : out), false);
  };
}

function ruleOf(line: string): Rule {
  const leavesOut = !line.startsWith('!');
  const pattern = (leavesOut ? line : line.slice(1))
    .trim()
    .replace(/^(\.?\/)+/, '')
    .replace(/\/+$/, '');
  const regex = new RegExp(`^${source(pattern)}$`);
  return { leavesOut, matches: (path) => regex.test(path) };
}

/** Go's `filepath.Match`, and `**` for any number of folders. */
function source(pattern: string): string {
  return pattern.replace(/\*\*\/?|\*|\?|\[\^?[^\]]+\]|\\.|[^*?[\\]/g, (token) => {
    if (token === '**/') return '(?:.*/)?';
    if (token === '**') return '.*';
    if (token === '*') return '[^/]*';
    if (token === '?') return '[^/]';
    if (token.startsWith('[')) return token;
    return (token.startsWith('\\') ? token.slice(1) : token).replace(/[.+^${}()|[\]\\*?/]/, '\\$&');
  });
}
