/** Before the result is shown the reader draws what they expect: with the pointer, or moment by moment with keys. */
import { useSignal } from '@preact/signals';
import { type Chart, chartSvg, timeText } from 'fissure/workbench';
import { useEffect, useRef } from 'preact/hooks';
import { quantity } from '../numbers.ts';
import { GUESS } from './guess-strings.ts';
import { type Guessed, guessedLine, guessScale, judgeGuess, MOMENTS, withGuess } from './guessing.ts';

interface GuessProps {
  readonly chart: Chart;
  readonly onReveal: () => void;
}

export default function Guess({ chart, onReveal }: GuessProps) {
  const scale = guessScale(chart);
  const values = useSignal<readonly number[]>(Array.from({ length: MOMENTS }, () => scale.start));
  const isJudged = useSignal(false);
  const area = useRef<HTMLDivElement>(null);
  const told = useRef<HTMLParagraphElement>(null);
  const before = useRef<Guessed>(undefined);
  const line = guessedLine(chart, values.value, GUESS.yourGuess);
  const shown: Chart = isJudged.value
    ? { ...chart, layers: [...chart.layers, line] }
    : { ...chart, title: GUESS.guessTitle(chart.title), layers: [line, scale.frame] };
  const pointOf = ({ clientX, clientY }: PointerEvent): Guessed => {
    const box = area.current!.querySelector('svg')!.getBoundingClientRect();
    return scale.pointAt((clientX - box.left) / box.width, (clientY - box.top) / box.height);
  };
  const begin = (event: PointerEvent) => {
    if (isJudged.value) return;
    // What is drawn is replaced under the hand, which may also leave it.
    area.current!.setPointerCapture(event.pointerId);
    before.current = pointOf(event);
    values.value = withGuess(values.value, before.current);
  };
  const draw = (event: PointerEvent) => {
    if (!before.current || event.buttons === 0) return;
    const point = pointOf(event);
    values.value = withGuess(values.value, point, before.current);
    before.current = point;
  };
  useEffect(() => {
    if (!isJudged.value) return;
    told.current!.focus({ preventScroll: true });
    // With the title above it, which says of what.
    told.current!.closest('figure')!.scrollIntoView({ block: 'start' });
  }, [isJudged.value]);
  return (
    <>
      <p class="note" role="status" tabIndex={-1} ref={told}>
        {isJudged.value ? GUESS.judged(judgeGuess(chart, values.value)) : GUESS.guessNote}
      </p>
      <div
        ref={area}
        class="drawing guess"
        onPointerDown={begin}
        onPointerMove={draw}
        // Drawn by chartSvg, which escapes every text.
        dangerouslySetInnerHTML={{ __html: chartSvg(shown).html }}
      />
      {isJudged.value ? (
        <button type="button" aria-label={GUESS.goOnFrom(chart.title)} onClick={onReveal}>
          {GUESS.goOn}
        </button>
      ) : (
        <>
          <fieldset class="moments">
            <legend>{GUESS.byNumbers}</legend>
            {values.value.map((value, moment) => (
              <label key={scale.timeOf(moment)}>
                {timeText(scale.timeOf(moment), chart.axis.calendar)}
                <input
                  type="range"
                  min={scale.low}
                  max={scale.high}
                  step="any"
                  value={value}
                  aria-valuetext={quantity(value, chart.unit)}
                  onInput={(event) => {
                    values.value = withGuess(values.value, { moment, value: Number(event.currentTarget.value) });
                  }}
                />
              </label>
            ))}
          </fieldset>
          <button type="button" aria-label={GUESS.revealOf(chart.title)} onClick={() => (isJudged.value = true)}>
            {GUESS.reveal}
          </button>
        </>
      )}
    </>
  );
}
