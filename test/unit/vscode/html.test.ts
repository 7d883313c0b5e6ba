// The panel's page under its policy.
import { equal, match, notEqual, ok } from 'node:assert/strict';
import { createNonce, panelHtml } from '../../../src/vscode/panel/html';

const page = panelHtml({ cspSource: 'https://cdn', nonce: 'N0', styles: ['a.css', 'b.css'], script: 'panel.js' });

describe('panel page', () => {
  it('allows nothing but its own styles, fonts and images, and the one script', () => {
    const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)?.[1];
    equal(
      policy,
      "default-src 'none'; style-src https://cdn; font-src https://cdn; img-src https://cdn data:; script-src 'nonce-N0'",
    );
  });

  it('loads the style sheets in order, and one script with the nonce', () => {
    match(page, /href="a\.css"[\s\S]*href="b\.css"[\s\S]*<script nonce="N0" src="panel\.js">/);
    equal(page.split('<script').length, 2);
  });

  it('has no inline style or handler, which the policy would refuse', () => {
    ok(!/ style=|<style| on\w+=/.test(page));
  });

  it('makes a new nonce for every page', () => {
    match(createNonce(), /^[0-9a-f]{32}$/);
    notEqual(createNonce(), createNonce());
  });
});
