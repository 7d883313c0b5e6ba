/** Every elementary operation of the update, in columns; only what is seen is there, however many there are. */

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Operation } from '../../core/operation';
import { Gutter } from '../breakpoints/dot';
import { onOperation, toggleOperation } from '../breakpoints/state';
import { plainText, uni } from '../format';
import { post } from '../host';
import { Badge, Num, tone } from '../pieces';
import { seek } from '../seeking';
import { batchSize, derivation, operations, running, session, step } from '../store';
import { firstRow, keepInView, scrollFor, spacerHeight } from '../virtual';
import { address, rowsFrom, type Row } from './operationRows';

const ROW = 18.5;
const COLUMN = 380;

interface Room {
  readonly rows: number;
  readonly columns: number;
  readonly height: number;
}

export function OperationsTab() {
  const scroll = useRef<HTMLDivElement>(null);
  const [room, setRoom] = useState<Room>({ rows: 9, columns: 3, height: 180 });
  const [first, setFirst] = useState(0);
  const [chosen, setChosen] = useState<number | null>(null);
  const { snapshot, operation } = step.value!;
  const count = snapshot.operation?.count ?? operations.value?.count ?? 0;
  const here = operation?.index ?? -1;
  const stop = chosen ?? Math.max(0, here);
  // Headings take rows of their own: what is sure to be seen is a little less.
  const sure = Math.max(1, room.rows * room.columns - 4);

  useLayoutEffect(() => {
    const element = scroll.current!;
    const measure = () => {
      const { clientHeight: height, clientWidth: width } = element;
      setRoom({
        rows: Math.max(1, Math.floor(height / ROW)),
        columns: Math.max(1, Math.floor(width / COLUMN)),
        height,
      });
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useEffect(() => setFirst((from) => followed(from, sure, Math.max(0, here), count)), [here, sure, count]);
  useEffect(() => setChosen(null), [here, snapshot.update]);
  useLayoutEffect(() => {
    const bar = scroll.current!;
    const wanted = scrollFor(first, bar.clientHeight, barRows(count, room), ROW);
    if (firstRow(bar.scrollTop, bar.clientHeight, barRows(count, room), ROW) !== first) bar.scrollTop = wanted;
  }, [first, count, room]);
  const shown = operations.value;
  const to = Math.min(count, first + room.rows * room.columns + 1);
  const isThere =
    shown !== null &&
    shown.update === snapshot.update &&
    shown.from <= Math.max(0, first - 1) &&
    shown.from + shown.operations.length >= to;
  useEffect(() => {
    const margin = room.rows * room.columns;
    if (!isThere)
      post({ type: 'operations', from: Math.max(0, first - margin), to: Math.min(count || margin, to + margin) });
  }, [isThere, first, to, snapshot.update]);
  useEffect(() => {
    const list = scroll.current!;
    if (list.contains(document.activeElement)) list.querySelector<HTMLElement>('[data-stop=yes]')?.focus();
  }, [stop, first]);

  const rows =
    shown && shown.update === snapshot.update ? rowsFrom(shown.operations, first, room.rows * room.columns) : [];
  const move = (to_: number) => {
    const next = Math.min(count - 1, Math.max(0, to_));
    setChosen(next);
    setFirst((from) => keepInView(from, sure, next, count));
  };
  return (
    <div
      class="tapes"
      ref={scroll}
      onScroll={(event) => {
        const bar = event.currentTarget;
        setFirst(firstRow(bar.scrollTop, bar.clientHeight, barRows(count, room), ROW));
      }}
      onKeyDown={(event) => {
        const moves: Readonly<Record<string, number>> = {
          ArrowUp: stop - 1,
          ArrowDown: stop + 1,
          ArrowLeft: stop - room.rows,
          ArrowRight: stop + room.rows,
          PageUp: stop - sure,
          PageDown: stop + sure,
          Home: 0,
          End: count - 1,
        };
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.key === 'Enter' && running.value === null) seek(snapshot.update, stop);
        else if (moves[event.key] !== undefined) move(moves[event.key]);
        else return;
        event.preventDefault();
      }}
    >
      <div class="taped">
        <ol
          class="tape num"
          aria-label="Operations of this update"
          style={{
            height: `${room.rows * ROW}px`,
            gridTemplateRows: `repeat(${room.rows}, ${ROW}px)`,
            gridAutoColumns: `calc((100% - ${GAP * (room.columns - 1)}px) / ${room.columns})`,
          }}
        >
          {rows.map((row) => (
            <RowView key={row.key} row={row} here={here} stop={stop} onPick={move} />
          ))}
        </ol>
        {Array.from({ length: room.columns - 1 }, (_, index) => (
          <i key={index} style={{ left: ruleAt(index + 1, room.columns) }} />
        ))}
      </div>
      <div
        aria-hidden="true"
        style={{ height: `${Math.max(0, spacerHeight(barRows(count, room), ROW) - room.rows * ROW)}px` }}
      />
    </div>
  );
}

const GAP = 22;

/** In the middle of the gap after so many columns. */
const ruleAt = (after: number, columns: number): string =>
  `calc(${(100 * after) / columns}% + ${(GAP * after) / columns - GAP / 2}px)`;

/** Where the list begins so that the current operation is seen: where it was, else with the current sample. */
function followed(from: number, sure: number, here: number, count: number): number {
  if (here >= from && here < from + sure) return from;
  const { operationsPerSample } = session.value!;
  const start = here - (here % operationsPerSample);
  return here - start < sure ? start : keepInView(from, sure, Math.min(count - 1, here + Math.floor(sure / 2)), count);
}

/** How many rows the scroll bar stands for: it moves by operations, and the columns are seen at once. */
function barRows(count: number, { rows, columns }: Room): number {
  const extra = rows * (columns - 1);
  return Math.max(0, count - Math.max(0, extra - 4));
}

interface RowViewProps {
  readonly row: Row;
  readonly here: number;
  readonly stop: number;
  readonly onPick: (index: number) => void;
}

function RowView({ row, here, stop, onPick }: RowViewProps) {
  if (row.kind === 'heading') {
    return (
      <li class="ph">
        {row.phase}{' '}
        <span class="mut">{row.sample >= 0 ? `sample ${row.sample + 1}` : `after sample ${batchSize.value}`}</span>
      </li>
    );
  }
  const { operation } = row;
  const { index, target, assign, value } = operation;
  const state = index === here ? 'now' : index < here ? 'done' : 'ahead';
  const isStop = index === stop;
  return (
    <li
      class={state}
      tabIndex={isStop ? 0 : -1}
      data-stop={isStop ? 'yes' : undefined}
      data-operation={index}
      aria-current={state === 'now' ? 'step' : undefined}
      onClick={() => onPick(index)}
      onDblClick={() => running.value === null && seek(step.value!.snapshot.update, index)}
    >
      <span class="gut">
        <Gutter
          there={onOperation(target, operation.sample)}
          current={state === 'now'}
          onToggle={() => toggleOperation(target, operation.sample)}
        />
      </span>
      <span class="ad">{address(operation, session.value!.operationsPerSample, batchSize.value)}</span>
      <span class="tx" title={operation.text}>
        <Target name={target} /> {assign} <Right operation={operation} />
      </span>
      <span class="vl_">
        <Num value={value} ahead={state === 'ahead'} />
      </span>
    </li>
  );
}

/** The derivative that the chain begins with has its colour here too. */
function Target({ name }: { name: string }) {
  const factors = derivation.value?.derivation.factors ?? [];
  const factor = factors.find(({ key, slot }) => slot === 1 && key === name);
  if (!factor) return <b>{uni(name)}</b>;
  return (
    <b>
      <span class={`f${tone(factor.slot)}`} data-slot={tone(factor.slot)}>
        {uni(name)}
      </span>
      <Badge slot={factor.slot} letter={factor.letter} />
    </b>
  );
}

/** The right side, with the local derivative in the colour of its factor where it is part of the chain. */
function Right({ operation }: { operation: Operation }) {
  const { right, local } = operation;
  const factor = local && derivation.value?.derivation.factors.find(({ key }) => key === local.key);
  const text = plainText(right);
  const part = local ? plainText(local.formula) : '';
  const at = factor && factor.slot > 1 ? text.lastIndexOf(part) : -1;
  if (!factor || at < 0) return <>{text}</>;
  return (
    <>
      {text.slice(0, at)}
      <span class={`f${tone(factor.slot)}`} data-slot={tone(factor.slot)}>
        {part}
      </span>
      <Badge slot={factor.slot} letter={factor.letter} />
      {text.slice(at + part.length)}
    </>
  );
}
