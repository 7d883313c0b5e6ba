/** Copying from the panel gives every number in full, not as many digits as are shown. */

export function copyFullNumbers(): void {
  document.addEventListener('copy', (event) => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0 || !event.clipboardData) return;
    if (event.target instanceof HTMLInputElement) return;
    const fragment = selection.getRangeAt(0).cloneContents();
    const single = fragment.childNodes.length === 1 && fragment.firstChild instanceof Text;
    const around = selection.getRangeAt(0).commonAncestorContainer.parentElement?.closest<HTMLElement>('[data-full]');
    const whole = single && around && around.textContent?.trim() === fragment.textContent?.trim();
    const text = whole ? around.dataset.full! : fullText(fragment);
    event.clipboardData.setData('text/plain', text);
    event.preventDefault();
  });
}

const BLOCKS = new Set(['TR', 'LI', 'P', 'DIV', 'FIGURE', 'H1', 'H2']);
const CELLS = new Set(['TD', 'TH']);

/** Text with cells apart by tabs, rows by lines, and numbers in full. */
export function fullText(node: Node): string {
  if (node instanceof Text) return node.data;
  if (node instanceof HTMLElement || node instanceof SVGElement) {
    if (node.dataset.full !== undefined) return node.dataset.full;
    if (node.matches('.katex-html, title')) return '';
  }
  const inner = [...node.childNodes].map(fullText).join('');
  if (node instanceof HTMLElement && CELLS.has(node.tagName)) return `${inner}\t`;
  if (node instanceof HTMLElement && BLOCKS.has(node.tagName)) return `${inner.replace(/\t$/, '')}\n`;
  return inner;
}
