// Measures the extension host from within: how long an extension keeps others waiting.
const { Session } = require('node:inspector/promises');
const vscode = require('vscode');

const ID = 'backprop-stepper.backprop-stepper';

/** Starts the extension, if VS Code has not done so already. */
async function activate() {
  await vscode.extensions.getExtension(ID).activate();
}

let going;

/** Begins to note when the event loop turns, and what runs. */
async function startPauses() {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.setSamplingInterval', { interval: 250 });
  await session.post('Profiler.start');
  const turns = [];
  const turn = () => {
    turns.push(Number(process.hrtime.bigint() / 1000n));
    going.timer = setTimeout(turn, 1);
  };
  going = { session, turns, timer: undefined };
  turn();
}

/** The longest time without a turn of the event loop, in milliseconds: of all extensions, and what of it was ours. */
async function stopPauses() {
  const { session, turns, timer } = going;
  clearTimeout(timer);
  const { profile } = await session.post('Profiler.stop');
  session.disconnect();
  const own = ownTimes(profile);
  let at = 0;
  let [longest, longestOwn] = [0, 0];
  for (let i = 1; i < turns.length; i++) {
    longest = Math.max(longest, turns[i] - turns[i - 1]);
    let sum = 0;
    for (; at < own.length && own[at].time < turns[i]; at++) if (own[at].time >= turns[i - 1]) sum += own[at].length;
    longestOwn = Math.max(longestOwn, sum);
  }
  return { all: longest / 1000, own: longestOwn / 1000 };
}

/** When code of ours ran, and for how long, in microseconds; collecting garbage counts for whoever ran before it. */
function ownTimes({ nodes, samples, timeDeltas, startTime }) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  for (const node of nodes) for (const child of node.children ?? []) byId.get(child).parent = node;
  const bundle = `${vscode.extensions.getExtension(ID).extensionUri.path}/dist/`;
  const isOwn = (node) => node !== undefined && (node.callFrame.url.includes(bundle) || isOwn(node.parent));
  const own = new Map(nodes.map((node) => [node.id, isOwn(node)]));
  const times = [];
  let time = startTime;
  let before = false;
  samples.forEach((id, index) => {
    time += timeDeltas[index];
    const isGarbage = byId.get(id).callFrame.functionName === '(garbage collector)';
    const ours = isGarbage ? before : own.get(id);
    before = ours;
    if (ours) times.push({ time, length: timeDeltas[index + 1] ?? 0 });
  });
  return times;
}

exports.register = (context) => {
  for (const [name, command] of Object.entries({ activate, startPauses, stopPauses })) {
    context.subscriptions.push(vscode.commands.registerCommand(`backpropTest.${name}`, command));
  }
};
