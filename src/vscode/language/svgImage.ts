/** An SVG as an image in Markdown: hovers show SVG as a data URI only. */

/** @param words what it shows, escaped for Markdown */
export function svgImage(svg: string, words: string): string {
  const bytes = new TextEncoder().encode(svg);
  const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
  return `![${words}](data:image/svg+xml;base64,${base64})`;
}
