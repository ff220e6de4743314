/** Surnames of two characters; every other Chinese surname has one. */
const COMPOUND = new Set(
  '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 令狐'.split(
    ' ',
  ),
);

/** All that a senior's device ever says of a helper (王 助老员). */
export function familyNameOf(name: string): string {
  const letters = [...name.trim()];
  if (!/\p{Script=Han}/u.test(letters[0] ?? '')) return name.trim().split(/\s+/)[0] ?? '';
  const two = letters.slice(0, 2).join('');
  return letters.length > 2 && COMPOUND.has(two) ? two : (letters[0] ?? '');
}
