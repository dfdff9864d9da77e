/** An ensemble over constants of a model: which of them vary, between which numbers, and over how many runs. */
import { batch, useSignal } from '@preact/signals';
import type { ConstantLever, VariedConstant } from 'fissure/workbench';
import { arrange, arrangement, scenario, settings } from '../chosen.ts';
import { study } from '../known.ts';
import { isVaried, targetOf } from '../levers/varied.ts';
import { changeTo } from '../session.ts';
import { commandLine } from '../share/command-line.ts';
import { Copied } from '../share/copied.tsx';
import { endsAround } from './ends.ts';
import { VARY } from './strings.ts';
import './vary.css';

const RUNS = [200, 1000, 5000];
const FIRST = 40;

export default function Vary() {
  const word = useSignal('');
  const percent = useSignal(20);
  const { constants } = study.value!;
  const { varied } = arrangement.value;
  const wanted = word.value.trim().toLowerCase();
  const found = constants.filter(({ id, label }) => `${id} ${label}`.toLowerCase().includes(wanted));
  const shown = found.slice(0, FIRST);
  const line = varied.length > 0 && commandLine();
  return (
    <div class="vary">
      <p class="note">{VARY.note}</p>
      <div class="vary-head">
        <label>
          {VARY.runs}{' '}
          <select
            value={arrangement.value.members ?? RUNS[0]}
            onChange={(event) => arrange({ members: Number(event.currentTarget.value) })}
          >
            {[...new Set([...RUNS, arrangement.value.members ?? RUNS[0]!])].map((number) => (
              <option key={number} value={number}>
                {number}
              </option>
            ))}
          </select>
        </label>
        <label>
          {VARY.spread}{' '}
          <input
            type="number"
            min="1"
            max="100"
            value={percent.value}
            onChange={({ currentTarget: { value } }) =>
              (percent.value = Math.min(100, Math.max(1, Number(value) || 20)))
            }
          />
        </label>
      </div>
      {constants.length > FIRST / 4 && (
        <label class="find">
          {VARY.find}
          <input type="search" value={word.value} onInput={(event) => (word.value = event.currentTarget.value)} />
        </label>
      )}
      <p class="vary-all">
        <button
          type="button"
          onClick={() =>
            vary(
              found.filter((one) => !isVaried(one)),
              percent.value,
            )
          }
        >
          {VARY.varyAll(found.length)}
        </button>{' '}
        <button type="button" disabled={varied.length === 0} onClick={() => arrange({ varied: [] })}>
          {VARY.varyNone}
        </button>
      </p>
      {shown.map((constant) => (
        <Row key={constant.id} constant={constant} percent={percent.value} />
      ))}
      {found.length > shown.length && <p class="note">{VARY.more(found.length - shown.length)}</p>}
      {line && <Copied label={VARY.terminal} text={line} />}
    </div>
  );
}

/** Around where each stands now: what a lever set of it is then what it is drawn around. */
function vary(constants: readonly ConstantLever[], percent: number): void {
  const more = constants.map((constant): VariedConstant => {
    const { id, value } = constant;
    return { target: targetOf(constant), ...endsAround(settings.value.get(id) ?? value, percent, constant) };
  });
  const { varied, members = RUNS[0] } = arrangement.value;
  const left = new Map(settings.value);
  for (const { id } of constants) left.delete(id);
  batch(() => {
    arrange({ varied: [...varied, ...more], members });
    if (left.size < settings.value.size) changeTo({ scenario: scenario.value, levers: left });
  });
}

/** Its lever multiplied what was drawn; there is nothing any more to multiply. */
function varyNoMore(wanted: VariedConstant): void {
  const left = new Map(settings.value);
  left.delete(wanted.target);
  batch(() => {
    arrange({ varied: arrangement.value.varied.filter((one) => one !== wanted) });
    if (left.size < settings.value.size) changeTo({ scenario: scenario.value, levers: left });
  });
}

function Row({ constant, percent }: { readonly constant: ConstantLever; readonly percent: number }) {
  const { label, value, unit } = constant;
  const own = arrangement.value.varied.find(({ target }) => target === targetOf(constant));
  return (
    <div class="vary-row">
      <label class="boxed">
        <input
          type="checkbox"
          checked={isVaried(constant)}
          disabled={own === undefined && isVaried(constant)}
          onChange={() => (own ? varyNoMore(own) : vary([constant], percent))}
        />{' '}
        {VARY.constant(label, value, unit)}
      </label>
      {own && <Ends label={label} own={own} />}
    </div>
  );
}

function Ends({ label, own }: { readonly label: string; readonly own: VariedConstant }) {
  const isWrong = useSignal(false);
  const { low, high } = own;
  const set = (ends: { readonly low: number; readonly high: number }, field: HTMLInputElement) => {
    isWrong.value = !(ends.low < ends.high) || field.value.trim() === '';
    if (isWrong.value) field.value = String(field.name === 'low' ? low : high);
    else arrange({ varied: arrangement.value.varied.map((one) => (one === own ? { ...one, ...ends } : one)) });
  };
  return (
    <div class="ends">
      <input
        type="number"
        name="low"
        step="any"
        value={low}
        aria-label={VARY.low(label)}
        onChange={({ currentTarget: field }) => set({ low: Number(field.value), high }, field)}
      />{' '}
      {VARY.to}{' '}
      <input
        type="number"
        name="high"
        step="any"
        value={high}
        aria-label={VARY.high(label)}
        onChange={({ currentTarget: field }) => set({ low, high: Number(field.value) }, field)}
      />
      {isWrong.value && <p role="alert">{VARY.wrongEnds(low, high)}</p>}
    </div>
  );
}
