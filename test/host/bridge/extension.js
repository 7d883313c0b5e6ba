// Executes VS Code commands for tests outside: listens on a local port and says in a file of the test's where.
const { createHash, randomUUID } = require('node:crypto');
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');
const vscode = require('vscode');
const { register } = require('./measure');

exports.activate = (context) => {
  const folder = process.env.BACKPROP_STEPPER_BRIDGE;
  const workspace = vscode.workspace.workspaceFolders?.[0];
  if (!folder || !workspace) return;
  register(context);
  const token = randomUUID();
  const server = http.createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text) => (body += text));
    request.on('end', () => {
      const answer = (status, value) => response.writeHead(status).end(JSON.stringify(value ?? null));
      if (request.headers.authorization !== token) return answer(403, 'wrong token');
      const { command, args } = JSON.parse(body);
      vscode.commands.executeCommand(command, ...args.map(revive)).then(
        (value) => answer(200, value),
        (error) => answer(500, error instanceof Error ? error.message : String(error)),
      );
    });
  });
  server.listen(0, '127.0.0.1', () => {
    const name = createHash('sha1').update(workspace.uri.fsPath).digest('hex');
    const file = path.join(folder, `${name}.json`);
    // Written aside and renamed, so that nobody reads half of it.
    fs.writeFileSync(`${file}.new`, JSON.stringify({ port: server.address().port, token }), { mode: 0o600 });
    fs.renameSync(`${file}.new`, file);
  });
  context.subscriptions.push({ dispose: () => server.close() });
};

/** `{ "$file": "/a/path" }` stands for a URI, which JSON cannot hold. */
function revive(value) {
  return value && typeof value.$file === 'string' ? vscode.Uri.file(value.$file) : value;
}
