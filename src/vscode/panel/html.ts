/** The panel's page: a root element, its style sheets and one script, under a policy that allows nothing else. */

export interface PageSources {
  readonly cspSource: string;
  readonly nonce: string;
  /** Style sheets in order, and the script: as the webview may load them. */
  readonly styles: readonly string[];
  readonly script: string;
}

export function panelHtml({ cspSource, nonce, styles, script }: PageSources): string {
  const policy = [
    `default-src 'none'`,
    `style-src ${cspSource}`,
    `font-src ${cspSource}`,
    `img-src ${cspSource} data:`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>Backprop Stepper</title>
${styles.map((href) => `    <link rel="stylesheet" href="${href}">`).join('\n')}
  </head>
  <body>
    <div id="root"></div>
    <script nonce="${nonce}" src="${script}"></script>
  </body>
</html>
`;
}

/** 32 random letters and digits, new for every page. */
export function createNonce(): string {
  const bytes = globalThis.crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
