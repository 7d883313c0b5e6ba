/**
 * One contender on one workload, in a process of its own, so that no engine's caches know anything else.
 * Arguments: contender, workload, folder of the peers. Speaks in JSON lines, as peers/python.py does.
 */

import { createRequire } from 'node:module';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { contenders } from './contenders';
import type { Training } from './contender';
import { workload, type WorkloadName } from './workloads';

type Request = { readonly train: number } | { readonly loss: true };

const say = (message: object) => process.stdout.write(`${JSON.stringify(message)}\n`);

/** The time that the thread has had the processor for: what others do meanwhile does not count. */
function threadSeconds(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1e6;
}

function answer(training: Training, request: Request): object {
  if ('loss' in request) return { loss: training.loss() };
  const began = threadSeconds();
  training.train(request.train);
  return { seconds: threadSeconds() - began };
}

async function main(): Promise<void> {
  const [name, task, peers] = process.argv.slice(2);
  // What the peers say about themselves would be taken for answers.
  for (const level of ['log', 'info', 'warn'] as const) console[level] = () => undefined;
  const contender = contenders[name as keyof typeof contenders];
  const training = await contender.start(
    workload(task as WorkloadName),
    createRequire(path.join(peers, 'package.json')),
  );
  if (!training) return void say({ unavailable: 'it cannot do this' });
  say({ ready: true });
  for await (const line of createInterface({ input: process.stdin })) {
    say(answer(training, JSON.parse(line) as Request));
  }
}

void main();
