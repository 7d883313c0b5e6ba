/** What a person would call "does not fit": found in the page by geometry, whatever the state and the width. */

import type { Page } from 'playwright-core';

/** @returns one sentence per thing that is cut, covered or outside of its box; nothing where all is well */
export function misfits(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    /** Texts are measured by fractions of a pixel that no eye sees. */
    const SLACK = 1.5;
    const found: string[] = [];
    const say = (what: string, text: string | null | undefined, more = '') =>
      found.push(`${what}: “${(text ?? '').trim().slice(0, 60)}”${more}`);
    const all = <T extends Element>(selector: string, within: ParentNode = document) => [
      ...within.querySelectorAll<T>(selector),
    ];
    const box = (element: Element) => element.getBoundingClientRect();
    const shared = (a: DOMRect, b: DOMRect) => {
      const width = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const height = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      return width > SLACK && height > SLACK;
    };
    const isIn = (inner: DOMRect, outer: DOMRect) =>
      inner.left >= outer.left - SLACK &&
      inner.right <= outer.right + SLACK &&
      inner.top >= outer.top - SLACK &&
      inner.bottom <= outer.bottom + SLACK;

    // The diagram: texts in their boxes, boxes beside one another, the marker on nothing that is to be read.
    for (const group of all('.net .pill, .net .chip, .net .node')) {
      const rect = group.querySelector(':scope > rect:not(.gl)');
      if (!rect) continue;
      const texts = all('text', group).filter((text) => !text.closest('.obs'));
      for (const [index, text] of texts.entries()) {
        if (!isIn(box(text), box(rect))) say('leaves its box', text.textContent);
        for (const other of texts.slice(index + 1)) {
          if (shared(box(text), box(other))) say('cover one another', `${text.textContent} / ${other.textContent}`);
        }
      }
    }
    const pills = all('.net .pill');
    const solid = all('.net .pill > rect, .net .node > rect:not(.gl), .net .chip > rect');
    for (const [index, rect] of solid.entries()) {
      for (const other of solid.slice(index + 1)) {
        if (!shared(box(rect), box(other))) continue;
        const names = [rect, other].map((one) => one.parentElement!.querySelector('text')?.textContent);
        say('boxes cover one another', names.join(' / '));
      }
    }
    const marker = document.querySelector('.net .curm');
    if (marker) {
      const read = [...all('.net text'), ...all('.net .srcb circle'), ...all('.net .chip circle')];
      for (const text of read) {
        if (shared(box(marker), box(text))) say('is covered by the marker', text.parentElement!.textContent);
      }
      for (const pill of pills) {
        if (shared(box(marker), box(pill.querySelector('rect')!))) say('is covered by the marker', pill.textContent);
      }
    }

    const head = document.querySelector('.tl-head');
    const first = document.querySelector('.tl-first')?.lastChild;
    if (head && first) {
      const text = document.createRange();
      text.selectNodeContents(first);
      if (
        shared(box(head.firstElementChild!), text.getBoundingClientRect()) ||
        box(head).right > text.getBoundingClientRect().left
      )
        say('is covered by the head of the timeline', first.textContent);
    }

    // Beside the chain rule, a diagram of boxes is seen whole.
    const drawing = document.querySelector('.network:not(.large) .body');
    if (drawing && innerWidth >= 1180) {
      if (drawing.scrollWidth > drawing.clientWidth + 1) say('is scrolled sideways', 'the network');
      // An error in the file takes what room there is.
      if (!document.querySelector('.problem') && drawing.scrollHeight > drawing.clientHeight + 1)
        say('is scrolled', 'the network');
    }

    // Words on the page: each is seen whole, can be scrolled to, or ends in dots and says the rest in its title.
    const clips = (element: Element) => {
      const { overflowX } = getComputedStyle(element);
      return overflowX === 'hidden' || overflowX === 'clip';
    };
    const scrolls = (element: Element) => ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
    const walker = document.createTreeWalker(document.querySelector('main')!, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const words: { text: string; rect: DOMRect; parent: Element }[] = [];
    /** What is seen of a text: not what lies behind an edge that cuts, nor what is scrolled away. */
    const seen = (rect: DOMRect, element: Element): DOMRect => {
      let { left, right } = rect;
      for (let around: Element | null = element; around; around = around.parentElement) {
        if (!clips(around) && !scrolls(around)) continue;
        left = Math.max(left, box(around).left);
        right = Math.min(right, box(around).right);
      }
      return new DOMRect(left, rect.top, Math.max(0, right - left), rect.height);
    };
    while (walker.nextNode()) {
      const node = walker.currentNode as Text;
      const parent = node.parentElement!;
      if (!node.data.trim() || parent.closest('svg, .vh, .pop, .katex-mathml, option, [hidden]')) continue;
      range.selectNodeContents(node);
      for (const rect of range.getClientRects()) {
        if (rect.width > 1 && rect.height > 1) words.push({ text: node.data, rect, parent });
      }
    }
    for (const { text, rect, parent } of words) {
      for (let around: Element | null = parent; around && around !== document.body; around = around.parentElement) {
        if (scrolls(around)) break;
        if (!clips(around)) continue;
        const inside = box(around);
        // What lies above or below it is not shown at all, on purpose.
        if (rect.top >= inside.bottom - SLACK || rect.bottom <= inside.top + SLACK) break;
        if (rect.right <= inside.right + SLACK && rect.left >= inside.left - SLACK) continue;
        const hasDots = getComputedStyle(around).textOverflow === 'ellipsis';
        if (!hasDots || !around.closest('[title]')) say('is cut', text, ` in .${around.className}`);
        break;
      }
      const shown = seen(rect, parent);
      if (shown.width > 0 && shown.right > innerWidth + SLACK) say('leaves the page', text);
    }
    for (const row of all('.chain tr, .chain .upd .eqs > div, .toolbar, .params tr, .readout tr, .sec')) {
      const inRow = words
        .filter(({ parent }) => row.contains(parent))
        .map((word) => ({ ...word, rect: seen(word.rect, word.parent) }));
      for (const [index, one] of inRow.entries()) {
        for (const other of inRow.slice(index + 1)) {
          // A text that ends in dots has several rectangles.
          if (one.parent === other.parent && one.text === other.text) continue;
          const isOneFormula =
            one.parent.closest('.katex') && one.parent.closest('.katex') === other.parent.closest('.katex');
          if (!isOneFormula && shared(one.rect, other.rect)) say('stand on each other', `${one.text} / ${other.text}`);
        }
      }
    }
    // The evidence: numbers within their readout and apart from one another, labels of an axis on the page.
    for (const readout of all('.readout')) {
      if (readout.scrollWidth > readout.clientWidth + 1) say('scrolls sideways', readout.textContent);
      if (box(readout).width > 0 && box(readout).right > innerWidth - 8) say('touches the edge', readout.textContent);
      for (const row of all('tr', readout)) {
        const inRow = words.filter(({ parent }) => row.contains(parent));
        for (const [index, one] of inRow.entries()) {
          const next = inRow
            .slice(index + 1)
            .find(({ parent }) => parent.closest('td, th') !== one.parent.closest('td, th'));
          if (next && next.rect.left - one.rect.right < 5) say('touch one another', `${one.text} / ${next.text}`);
        }
      }
    }
    for (const label of all('.chart .yt, .chart .xt span')) {
      const chart = box(label.closest('.chart')!);
      if (box(label).left < chart.left - 10 || box(label).right > innerWidth)
        say('leaves its chart', label.textContent);
    }
    for (const input of all<HTMLInputElement>('main input:not([type=checkbox])')) {
      if (input.scrollWidth > input.clientWidth + 1) say('is cut in its field', input.value);
    }
    if (document.documentElement.scrollWidth > innerWidth + 1) say('scrolls sideways', 'the page');
    return [...new Set(found)];
  });
}
