/** Text that may hold any character, made harmless for TeX and for Markdown. */

const texCharacters: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '{': '\\{',
  '}': '\\}',
  '#': '\\#',
  $: '\\$',
  '%': '\\%',
  '&': '\\&',
  _: '\\_',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
};

/** Text for the inside of `\text{…}`. */
export function escapeTexText(text: string): string {
  return text.replace(/[\\{}#$%&_~^]/g, (character) => texCharacters[character]).replace(/[\r\n\t]+/g, ' ');
}

/** Text for Markdown outside of code, in table cells as well: nothing in it is markup. */
export function escapeMarkdown(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replace(/[\r\n]+/g, ' ')
    .replace(/^(\s*)([-+=>#])/, '$1\\$2')
    .replace(/^(\s*\d+)\.(?=\s|$)/, '$1\\.');
}
