/** The toolbar: past to the left, future to the right; then where we are, the loss, the learning rate. */

import { useRef } from 'preact/hooks';
import type { StepCommand } from '../protocol/messages';
import { BreakpointList } from './breakpoints/list';
import { breakpoints } from './breakpoints/state';
import { Breadcrumb } from './breadcrumb';
import { brief, fixed, full } from './format';
import { post } from './host';
import { LearningRate } from './learningRate';
import { Menu, type MenuField, type MenuItem } from './menu';
import { Icon, Num, ToolButton } from './pieces';
import { useRoving } from './roving';
import { playing, running, session, settings, step } from './store';

interface Tool {
  readonly command: StepCommand;
  readonly icon: string;
  readonly title: string;
  readonly extra: 'go' | 'st';
  readonly forward: boolean;
}

const back: readonly Tool[] = [
  { command: 'reset', icon: 'debug-restart', title: 'Reset (Ctrl+Shift+F5)', extra: 'go', forward: false },
  {
    command: 'reverse',
    icon: 'debug-reverse-continue',
    title: 'Reverse: run back (Ctrl+Shift+F11)',
    extra: 'st',
    forward: false,
  },
  {
    command: 'stepBack',
    icon: 'debug-step-back',
    title: 'Step Back: one operation (Ctrl+F11)',
    extra: 'st',
    forward: false,
  },
];
const forth: readonly Tool[] = [
  {
    command: 'stepInto',
    icon: 'debug-step-into',
    title: 'Step Into: next operation (F11)',
    extra: 'st',
    forward: true,
  },
  { command: 'stepOver', icon: 'debug-step-over', title: 'Step Over: next sample (F10)', extra: 'st', forward: true },
  {
    command: 'stepOut',
    icon: 'debug-step-out',
    title: 'Step Out: finish this update (Shift+F11)',
    extra: 'st',
    forward: true,
  },
];

const send = (command: StepCommand) => post({ type: 'step', command });

export function Toolbar() {
  const bar = useRef<HTMLDivElement>(null);
  useRoving(bar);
  const ready = step.value !== null;
  const isRunning = running.value !== null;
  const isStuck = step.value?.divergence != null;
  const button = ({ command, icon, title, extra, forward }: Tool) => (
    <ToolButton
      key={command}
      icon={icon}
      title={title}
      extra={extra}
      disabled={!ready || isRunning || (forward && isStuck)}
      onPress={() => send(command)}
    />
  );
  return (
    <div class="toolbar" role="toolbar" aria-label="Stepper" ref={bar}>
      <div class="grp">
        {back.map(button)}
        <i class="sep" />
        {forth.map(button)}
        <i class="sep" />
        {isRunning ? (
          <>
            <ToolButton icon="debug-pause" title="Pause (F5)" extra="st" onPress={() => send('pause')} />
            <ToolButton icon="debug-stop" title="Cancel (Shift+F5)" extra="neg" onPress={() => send('cancel')} />
          </>
        ) : (
          <>
            <ToolButton
              icon="debug-continue"
              title="Run (F5)"
              extra="go"
              disabled={!ready || isStuck}
              onPress={() => send('run')}
            />
            <Play disabled={!ready || (isStuck && !playing.value)} />
            <RunTo disabled={!ready || isStuck} />
          </>
        )}
      </div>
      <EditTools />
      {ready && <Breadcrumb />}
      {ready && <Stats />}
    </div>
  );
}

/** Undo and redo of edits, to be seen only where there is something to undo; their place is kept. */
function EditTools() {
  const { canUndo = false, canRedo = false } = step.value ?? {};
  const isNeeded = canUndo || canRedo;
  return (
    <div class={`grp edits ${isNeeded ? '' : 'kept'}`}>
      <ToolButton icon="discard" title="Undo edit" disabled={!canUndo} onPress={() => send('undo')} />
      <ToolButton icon="redo" title="Redo edit" disabled={!canRedo} onPress={() => send('redo')} />
    </div>
  );
}

/** One operation after the other by itself, at the speed of the settings, until a person takes over. */
function Play({ disabled }: { disabled: boolean }) {
  const isPlaying = playing.value;
  const speed = brief(settings.value.autoplay);
  return (
    <ToolButton
      icon={isPlaying ? 'stop-circle' : 'play-circle'}
      title={isPlaying ? 'Stop playing' : `Play: ${speed} ${speed === '1' ? 'operation' : 'operations'} a second`}
      extra="go play"
      disabled={disabled}
      pressed={isPlaying}
      onPress={() => post({ type: 'play', playing: !isPlaying })}
    />
  );
}

function RunTo({ disabled }: { disabled: boolean }) {
  const loss = session.value?.loss ?? 'loss';
  const items = (): (MenuItem | MenuField)[] => [
    { label: 'Next sample', run: () => post({ type: 'runTo', target: 'nextSample' }) },
    { label: 'End of update', run: () => post({ type: 'runTo', target: 'endOfUpdate' }) },
    { label: 'Selected operation', run: () => post({ type: 'runTo', target: 'selectedOperation' }) },
    ...(breakpoints.value.some(({ enabled }) => enabled)
      ? [{ label: 'Next breakpoint', run: () => post({ type: 'runTo', target: 'nextBreakpoint' }) }]
      : []),
    {
      field: 'Update',
      accept: (update) => post({ type: 'runTo', target: { update: Math.max(0, Math.round(update)) } }),
    },
    { field: `${loss} below`, accept: (lossBelow) => post({ type: 'runTo', target: { lossBelow } }) },
  ];
  const label = (
    <>
      <Icon name="target" />
      <span class="rt">Run to…</span>
      <Icon name="chevron-down" extra="sm" />
    </>
  );
  return (
    <Menu
      label={label}
      title="Run to… (Ctrl+F10)"
      extra="tb"
      disabled={disabled}
      items={items}
      footer={<BreakpointList />}
    />
  );
}

function Stats() {
  const { snapshot, previousLoss } = step.value!;
  const { loss, lossWords } = session.value!;
  return (
    <div class="stats">
      <span class="stat" title={`${lossWords} with the current parameters`}>
        <span class="mut">{loss}</span>{' '}
        <b class="num big">
          <Num value={snapshot.loss} />
        </b>
        {!running.value && <Delta now={snapshot.loss} before={previousLoss} update={snapshot.update} />}
      </span>
      <LearningRate />
    </div>
  );
}

function Delta({ now, before, update }: { now: number; before: number | null; update: number }) {
  if (before === null) return <span class="mut delta">first update</span>;
  const change = now - before;
  if (!Number.isFinite(change)) return null;
  const percent = before === 0 ? null : (100 * change) / Math.abs(before);
  const arrow = change > 0 ? '▲' : change < 0 ? '▼' : '';
  return (
    <>
      <span class="delta num" title={`change since update ${update}: ${full(change)}`} data-full={full(change)}>
        {arrow} {fixed(Math.abs(change))}
      </span>
      {percent !== null && Number.isFinite(percent) && (
        <span class="mut num pc">
          {percent > 0 ? '+' : percent < 0 ? '−' : ''}
          {Math.abs(percent).toFixed(1)}%
        </span>
      )}
    </>
  );
}
