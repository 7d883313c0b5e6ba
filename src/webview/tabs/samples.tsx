/** The samples of the batch, one per row: inputs, neurons, prediction, residual, the loss's derivative. */

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { SamplesView } from '../../protocol/views';
import { brief, fixed, uni } from '../format';
import { rowPlace, useFollowing } from '../following';
import { post } from '../host';
import { Badge, Icon, Marker, Num, signClass } from '../pieces';
import { seek } from '../seeking';
import { samples, session, step } from '../store';
import { rovingTarget } from '../roving';

const ROW = 22;
/** Rows asked for before and after those shown. */
const MARGIN = 20;

export function SamplesTab() {
  const shown = samples.value;
  const [focused, setFocused] = useState<number | null>(null);
  const body = useRef<HTMLTableSectionElement>(null);
  const scroll = useRef<HTMLDivElement>(null);
  const current = step.value!.shownSample.position;
  const stop = focused ?? current;
  useLayoutEffect(() => {
    if (focused !== null && body.current?.contains(document.activeElement)) {
      body.current.querySelector<HTMLElement>(`[data-position="${focused}"]`)?.focus();
    }
  }, [focused]);
  // The row may not be there yet: scrolling to its place asks for it, and it is looked for again when it comes.
  const isThere = shown?.rows.some(({ position }) => position === current);
  useFollowing(scroll, () => currentPlace(scroll.current, current), shown && `${current} ${isThere}`);
  if (!shown) return <p class="wait mut">The samples are being computed.</p>;
  const ask = () => {
    const { scrollTop, clientHeight } = scroll.current!;
    const from = Math.max(0, Math.floor(scrollTop / ROW) - MARGIN);
    const to = Math.min(shown.count, Math.ceil((scrollTop + clientHeight) / ROW) + MARGIN);
    const areThere =
      shown.from <= Math.max(0, from + MARGIN / 2) &&
      shown.from + shown.rows.length >= Math.min(shown.count, to - MARGIN / 2);
    if (!areThere) post({ type: 'samples', from, to });
  };
  const go = (position: number) => seek(step.value!.snapshot.update, position * session.value!.operationsPerSample);
  const after = shown.count - shown.from - shown.rows.length;
  return (
    <div class="tblwrap" ref={scroll} onScroll={ask}>
      <table class="smp num">
        <caption class="vh">The samples of this batch</caption>
        <thead>
          <tr>
            <td />
            <th scope="col">#</th>
            {shown.columns.map((name) => (
              <th key={name} scope="col" class="r">
                {isSlope(name) && <Badge slot={1} />}
                {uni(name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody
          ref={body}
          onKeyDown={(event) => {
            const next = rovingTarget(event.key, stop, shown.count);
            if (event.key === 'Enter') go(stop);
            else if (next === null || event.key === 'ArrowLeft' || event.key === 'ArrowRight') return;
            else setFocused(next);
            event.preventDefault();
          }}
        >
          <Space rows={shown.from} />
          {shown.rows.map((row) => (
            <Row
              key={row.position}
              row={row}
              columns={shown.columns}
              stop={row.position === stop}
              onPick={() => setFocused(row.position)}
              onGo={() => go(row.position)}
            />
          ))}
          <Space rows={after} />
        </tbody>
        {shown.totals && <Totals totals={shown.totals} />}
      </table>
      <p class="hint mut">Enter on a row moves the stepper to that sample. Rows below the marker are looked ahead.</p>
    </div>
  );
}

/** Of the row, or of where it will be once it is sent. */
function currentPlace(region: HTMLElement | null, position: number) {
  const row = region?.querySelector<HTMLElement>(`[data-position="${position}"]`);
  if (row || !region) return rowPlace(row);
  const head = region.querySelector('thead')!.offsetHeight;
  const top = head + position * ROW;
  return { region, part: { top, bottom: top + ROW }, head };
}

const isSlope = (name: string): boolean => /^d.+\/d(predicted|z)\d*$/.test(name);
const isResidual = (name: string): boolean => /^residual\d*$/.test(name);

function Space({ rows }: { rows: number }) {
  return rows > 0 ? (
    <tr aria-hidden="true">
      <td style={{ height: `${rows * ROW}px` }} />
    </tr>
  ) : null;
}

interface RowProps {
  readonly row: SamplesView['rows'][number];
  readonly columns: readonly string[];
  readonly stop: boolean;
  readonly onPick: () => void;
  readonly onGo: () => void;
}

function Row({ row, columns, stop, onPick, onGo }: RowProps) {
  const { operation, snapshot } = step.value!;
  const { inputs, outputs } = session.value!;
  const current = snapshot.phase === 'update' ? Infinity : (operation?.sample ?? -1);
  const state = row.position < current ? 'done' : row.position === current ? 'now' : 'ahead';
  const asGiven = new Set([...inputs, ...outputs]);
  return (
    <tr
      class={state}
      tabIndex={stop ? 0 : -1}
      data-position={row.position}
      aria-current={state === 'now' ? 'step' : undefined}
      onClick={onPick}
      onDblClick={onGo}
    >
      <td class="gut">{state === 'now' ? <Marker /> : state === 'done' ? <Icon name="check" extra="mut" /> : null}</td>
      <th scope="row">{row.position + 1}</th>
      {columns.map((name, index) => {
        const value = row.values[index];
        const given = asGiven.has(name) || /^observed\d*$/.test(name);
        const tone = isResidual(name) ? signClass(value) : isSlope(name) ? 'f1' : '';
        return (
          <td key={name} class={`r ${tone}`}>
            <Num
              value={value}
              signed={isResidual(name)}
              show={given ? brief : undefined}
              ahead={state === 'ahead' && !given}
            />
          </td>
        );
      })}
    </tr>
  );
}

function Totals({ totals }: { totals: NonNullable<SamplesView['totals']> }) {
  return (
    <tfoot>
      <tr>
        <td />
        <th scope="row">Σ</th>
        {totals.map((total, index) => (
          <td key={index} class="r">
            {total && (
              <>
                <b title={String(total.value)}>{fixed(total.value)}</b>{' '}
                <span class="mut">{/^d.+\/d/.test(total.label) ? `= ${uni(total.label)}` : total.label}</span>
              </>
            )}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}
