/** All parameters at once: value, gradient so far and whole, next value, and how they went. */

import { memo } from 'preact/compat';
import { useEffect, useRef } from 'preact/hooks';
import type { ParameterView } from '../protocol/views';
import { Gutter } from './breakpoints/dot';
import { onParameter, toggleParameter } from './breakpoints/state';
import { linePoints, extent } from './charts/points';
import { powerLabel } from './charts/ticks';
import { fixed, uni } from './format';
import { rowPlace, useFollowing } from './following';
import { post } from './host';
import { LayerTable } from './layerTable';
import { width } from './layout';
import { edited, ParameterTools, scrubbableParameter, ValueCell } from './parameterEditing';
import { Icon, Num, Pips, signClass } from './pieces';
import { progress } from './position';
import { onScrubEnd, onScrubKey } from './scrub';
import { batchSize, history, lastUpdate, running, session, step } from './store';

const columnNames = ['', 'Name', 'Value', 'Gradient', 'Samples added', 'Sign'];

export function Parameters() {
  const { parameters, matrixForm } = session.value!;
  const { selected, snapshot, operation, parameters: values } = step.value!;
  const table = useRef<HTMLTableElement>(null);
  const section = useRef<HTMLElement>(null);
  const isScrolled = useFollowing(section, () => rowPlace(table.current && rowOf(table.current, selected)), selected);
  useEffect(() => {
    if (table.current?.contains(document.activeElement) && edited.value === null)
      rowOf(table.current, selected)?.focus({ preventScroll: isScrolled() });
  }, [selected, edited.value]);
  const scale = scaleOf([...values.gradient, ...values.gradientSoFar]);
  return (
    <section class="params" aria-label="Parameters" ref={section}>
      <header class="sec">
        <h2>Parameters</h2>
        <span class="sub">
          <span class="lgd" aria-hidden="true">
            <i class="sf" />
            gradient so far
            <i class="fu" />
            whole update {snapshot.update + 1}
          </span>
        </span>
        <span class="act">
          <ParameterTools />
        </span>
      </header>
      {matrixForm ? (
        <LayerTable />
      ) : (
        <div class="rows">
          <table role="grid" aria-label="Parameters" aria-rowcount={parameters.length + 1} ref={table}>
            <thead>
              <tr>
                {columnNames.map((name, index) => (
                  <th key={name} scope="col" class={index === 2 || index === 3 ? 'r' : ''}>
                    {index === 0 || index > 3 ? <span class="vh">{name || 'Marker'}</span> : name}
                  </th>
                ))}
                <th scope="col" class={`c ${axis(scale).includes('·') ? 'long' : ''}`} aria-label="Gradient as a bar">
                  <span class="lo">−{axis(scale)}</span>
                  <span>0</span>
                  <span>
                    <span class="plus">+</span>
                    {axis(scale)}
                  </span>
                </th>
                <th scope="col" class="r">
                  Next value
                </th>
                <th scope="col">Value over updates</th>
              </tr>
            </thead>
            <tbody>
              {parameters.map((parameter, index) => (
                <Row
                  key={parameter.name}
                  parameter={parameter}
                  index={index}
                  scale={scale}
                  selected={parameter.name === selected}
                  current={parameter.name === operation?.parameter}
                  value={values.value[index]}
                  soFar={values.gradientSoFar[index]}
                  gradient={values.gradient[index]}
                  samplesAdded={values.samplesAdded[index]}
                  next={values.next[index]}
                  nextReached={values.nextReached[index]}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function rowOf(table: HTMLTableElement, name: string): HTMLElement | null {
  return table.querySelector<HTMLElement>(`tr[data-parameter="${CSS.escape(name)}"]`);
}

/** The largest gradient: full width of a bar. */
export function scaleOf(gradients: readonly number[]): number {
  const largest = gradients.reduce(
    (most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most),
    0,
  );
  return largest || 1;
}

function axis(scale: number): string {
  return scale >= 0.05 && scale < 1000 ? scale.toFixed(1) : powerLabel(Number(scale.toPrecision(1)));
}

interface RowProps {
  readonly parameter: ParameterView;
  readonly index: number;
  readonly scale: number;
  readonly selected: boolean;
  /** What has just run is about it. */
  readonly current: boolean;
  readonly value: number;
  readonly soFar: number;
  readonly gradient: number;
  readonly samplesAdded: number;
  readonly next: number;
  readonly nextReached: boolean;
}

/** Drawn anew only where something about it has changed: of two hundred rows, a step changes one or two. */
const Row = memo(function Row(props: RowProps) {
  const { parameter, index, scale, selected: isSelected, current: isCurrent, value, soFar, gradient } = props;
  const { name, trainable } = parameter;
  return (
    <tr
      class={isSelected ? 'sel' : ''}
      aria-selected={isSelected}
      aria-rowindex={index + 2}
      tabIndex={isSelected ? 0 : -1}
      data-parameter={name}
      onClick={() => post({ type: 'select', name })}
      onDblClick={() => running.value === null && (edited.value = name)}
      onKeyDown={(event) => onRowKey(event, index)}
      onKeyUp={onScrubEnd}
      onBlur={onScrubEnd}
    >
      <td class="gut">
        {trainable ? (
          <Gutter there={onParameter(name)} current={isCurrent} onToggle={() => toggleParameter(name)} />
        ) : (
          <Lock />
        )}
      </td>
      <th scope="row">{uni(name)}</th>
      <ValueCell name={name} value={value} />
      {trainable ? (
        <>
          <td class="num r">
            <Num value={soFar} />
          </td>
          <td>
            <Pips count={props.samplesAdded} of={batchSize.value} />
          </td>
          <td class={`sg ${signClass(soFar)}`}>{soFar > 0 ? '+' : soFar < 0 ? '−' : '0'}</td>
          <td class="bar">
            <Bars whole={gradient} soFar={soFar} scale={scale} />
          </td>
          <td class="num r nx">
            <Num value={props.next} ahead={!props.nextReached} />
          </td>
        </>
      ) : (
        <>
          <td class="mut frz" colSpan={width.value === 'narrow' ? 3 : 4}>
            frozen
          </td>
          <td class="num r nx" />
        </>
      )}
      <td class="sp">
        <Sparkline name={name} />
      </td>
    </tr>
  );
});

function Lock() {
  return (
    <span title="Frozen: training leaves it as it is">
      <Icon name="lock" extra="sm mut" />
      <span class="vh">frozen</span>
    </span>
  );
}

function Bars({ whole, soFar, scale }: { whole: number; soFar: number; scale: number }) {
  const style = (value: number) => {
    const share = Number.isFinite(value) ? Math.min(50, (50 * Math.abs(value)) / scale) : 0;
    return value < 0
      ? { right: '50%', left: 'auto', width: `${share.toFixed(2)}%` }
      : { left: '50%', right: 'auto', width: `${share.toFixed(2)}%` };
  };
  return (
    <span class="dv" title={`so far ${fixed(soFar)}, whole ${fixed(whole)}`}>
      <i class={`full ${signClass(whole)}`} style={style(whole)} />
      <i class={`sf ${signClass(soFar)}`} style={style(soFar)} />
    </span>
  );
}

/** Drawn anew when the history changes; a step only moves its mark. */
function Sparkline({ name }: { name: string }) {
  const at = `${((100 * progress(step.value!)) / lastUpdate.value).toFixed(2)}%`;
  const shown = history.value;
  const values = shown?.parameters[name];
  if (!shown || !values) return null;
  return (
    <span class="spark" aria-hidden="true">
      <Spark update={shown.update} values={values} last={lastUpdate.value} />
      <i style={{ left: at }} />
    </span>
  );
}

const Spark = memo(function Spark(props: { update: Float64Array; values: Float64Array; last: number }) {
  const range = extent([props.values]) ?? { low: 0, high: 1 };
  const pad = (range.high - range.low) * 0.08 || Math.abs(range.high) * 0.5 || 1;
  const frame = { left: 0, right: props.last, bottom: range.low - pad, top: range.high + pad };
  return (
    <svg viewBox="0 0 1000 100" preserveAspectRatio="none">
      <polyline points={linePoints(props.update, props.values, frame)} />
    </svg>
  );
});

function onRowKey(event: KeyboardEvent, index: number) {
  const { parameters } = session.value!;
  const { name } = parameters[index];
  if (event.target !== event.currentTarget) return;
  if (onScrubKey(event, scrubbableParameter(name, step.value!.parameters.value[index]))) return;
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === 'F2' && running.value === null) {
    event.preventDefault();
    edited.value = name;
    return;
  }
  const targets: Readonly<Record<string, number>> = {
    ArrowUp: index - 1,
    ArrowDown: index + 1,
    Home: 0,
    End: parameters.length - 1,
  };
  const target = targets[event.key];
  if (target === undefined) return;
  event.preventDefault();
  const next = parameters[target];
  if (next) post({ type: 'select', name: next.name });
}
