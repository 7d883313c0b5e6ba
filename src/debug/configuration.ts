/** What a launch configuration may say, checked: the messages are for people. */

import { granularities, type Granularity } from './granularity';

export interface LaunchConfiguration {
  /** The network: a path, or a URI where there are no paths. */
  readonly program: string;
  readonly stopOnEntry: boolean;
  /** What one step over is. */
  readonly granularity: Granularity;
  /** Finished updates at which Continue stops; undefined: as the file says. */
  readonly updates: number | undefined;
}

type Given = Readonly<Record<string, unknown>>;

/** @throws Error that says what is wrong and what is possible */
export function launchConfiguration(given: Given): LaunchConfiguration {
  const { program, stopOnEntry = true, granularity = 'sample', updates } = given;
  if (typeof program !== 'string' || program === '') throw new Error(`'program' must be the path of a .nn.json file.`);
  if (typeof stopOnEntry !== 'boolean')
    throw new Error(`'stopOnEntry' must be true or false; found ${shown(stopOnEntry)}.`);
  if (!granularities.includes(granularity as Granularity)) {
    throw new Error(`'granularity' must be ${granularities.join(', ')}; found ${shown(granularity)}.`);
  }
  if (updates !== undefined && !(Number.isSafeInteger(updates) && (updates as number) > 0)) {
    throw new Error(`'updates' must be a whole number, 1 or more; found ${shown(updates)}.`);
  }
  return { program, stopOnEntry, granularity: granularity as Granularity, updates: updates as number | undefined };
}

const shown = (value: unknown): string => JSON.stringify(value) ?? String(value);
