/** What stands around the variable that is shown: a diagram to walk in with arrow keys, or the same as a list. */
import { type Signal, useSignal } from '@preact/signals';
import {
  DIAGRAM_NOTE,
  type DiagramLink,
  type Diagram as Drawing,
  diagramSentence,
  drawLink,
  type LoopsAnswer,
  layOutDiagram,
  type PlacedNode,
  polaritySign,
} from 'fissure/why';
import { Fragment } from 'preact';
import { useRef } from 'preact/hooks';
import { standalone } from '../../../shared/picture.ts';
import type { ChartContent } from '../charts/content.ts';
import { origin } from '../charts/origin.ts';
import { ChartTools } from '../charts/tools.tsx';
import { Answering } from './answering.tsx';
import { nextNode } from './diagram-keys.ts';
import { DiagramList } from './diagram-list.tsx';
import { WHY } from './strings.ts';
import { useAnswer } from './use-answer.ts';
import { labelOf, reach, shown, shownLoop, walkTo } from './why-state.ts';

const MOST_NODES = 14;
const MOST_WIDE = 30;

type Reach = keyof typeof WHY.reaches;

export function Diagram() {
  const isList = useSignal(false);
  const loop = shownLoop.value;
  const chosen = reach.value === 'loop' && !loop ? 'near' : reach.value;
  const asked = useAnswer(
    'diagram',
    chosen === 'loop'
      ? { focus: loop!.variables, reach: 0, most: 0 }
      : { focus: [shown.value!], reach: chosen === 'near' ? 1 : 2, most: chosen === 'near' ? MOST_NODES : MOST_WIDE },
  );
  return (
    <>
      <div class="choices">
        <ReachChoice chosen={chosen} loopId={loop?.id} />
        <button
          type="button"
          aria-pressed={isList.value}
          onClick={() => {
            isList.value = !isList.value;
          }}
        >
          {WHY.asList}
        </button>
        <span class="note">{isList.value ? '' : WHY.diagramNote}</span>
      </div>
      <Answering asked={asked} using={[isList.value, chosen]}>
        {(drawing) =>
          isList.value ? (
            <DiagramList drawing={drawing} />
          ) : (
            <Picture key={drawingKey(drawing)} drawing={drawing} loop={chosen === 'loop' ? loop : undefined} />
          )
        }
      </Answering>
    </>
  );
}

function drawingKey({ nodes }: Drawing): string {
  return nodes.map(({ id }) => id).join();
}

interface ReachChoiceProps {
  readonly chosen: Reach;
  readonly loopId: string | undefined;
}

function ReachChoice({ chosen, loopId }: ReachChoiceProps) {
  return (
    <label class="choice">
      {WHY.reach}{' '}
      <select
        value={chosen}
        onChange={(event) => {
          reach.value = event.currentTarget.value as Reach;
        }}
      >
        <option value="near">{WHY.reaches.near}</option>
        <option value="wide">{WHY.reaches.wide}</option>
        {loopId !== undefined && <option value="loop">{WHY.reaches.loop(loopId)}</option>}
      </select>
    </label>
  );
}

interface PictureProps {
  readonly drawing: Drawing;
  /** That it shows, rather than what stands around a variable. */
  readonly loop: LoopsAnswer['loops'][number] | undefined;
}

function Picture({ drawing, loop }: PictureProps) {
  const placed = layOutDiagram(drawing);
  const at = new Map(placed.nodes.map((node) => [node.id, node]));
  const current = useSignal(placed.nodes.find(({ focus }) => focus)?.id ?? placed.nodes[0]?.id ?? '');
  const picture = useRef<SVGSVGElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const target = nextNode(placed, current.value, event.key);
    if (target === undefined) return;
    event.preventDefault();
    current.value = target;
    picture.current?.querySelector<SVGElement>(`[data-node="${CSS.escape(target)}"]`)?.focus();
  };
  const title = loop ? WHY.diagramOfLoop(loop.id) : WHY.diagramOf(labelOf(shown.value!));
  const content: ChartContent = {
    ...{ name: `diagram-${shown.value}`, title },
    numbers: () => ({
      head: [WHY.link, WHY.actsOnIt, WHY.sign, WHY.itActsOn],
      rows: placed.links.map(({ from, to, polarity }, i) => {
        const sign = polaritySign(polarity);
        return { key: i + 1, name: String(i + 1), cells: [labelOf(from), sign, labelOf(to)] };
      }),
    }),
    svg: () =>
      standalone({
        title: diagramSentence({ ...drawing, title }),
        drawings: [{ svg: picture.current! }],
        notes: [DIAGRAM_NOTE, `${origin()}.`],
      }),
  };
  return (
    <>
      <div class="scroll picture">
        {/* biome-ignore lint/a11y/useSemanticElements: a group of nodes within a drawing */}
        <svg
          ref={picture}
          class="chart diagram"
          role="group"
          aria-label={title}
          viewBox={`0 0 ${Math.ceil(placed.width)} ${Math.ceil(placed.height)}`}
          width={Math.ceil(placed.width)}
          onKeyDown={onKeyDown}
        >
          {loopLast(placed.links).map((link) => (
            // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in it takes the focus; its ends tell of it
            <g
              key={`${link.from} ${link.to}`}
              class={linkClass(link, current.value)}
              aria-hidden="true"
              // Drawn by drawLink, which escapes every text.
              dangerouslySetInnerHTML={{ __html: drawLink(link, at.get(link.from)!, at.get(link.to)!).html }}
            />
          ))}
          {placed.nodes.map((node) => (
            <Node key={node.id} node={node} links={placed.links} current={current} />
          ))}
        </svg>
      </div>
      <ChartTools content={content} />
    </>
  );
}

function isInLoop({ from, to }: DiagramLink): boolean {
  const round = shownLoop.value?.variables ?? [];
  return round.some((name, i) => name === from && round[(i + 1) % round.length] === to);
}

/** On top of what they cross. */
function loopLast(links: readonly DiagramLink[]): readonly DiagramLink[] {
  return links.toSorted((a, b) => Number(isInLoop(a)) - Number(isInLoop(b)));
}

function linkClass(link: DiagramLink, current: string): string {
  const { from, to } = link;
  return `a-link${isInLoop(link) ? ' in-loop' : ''}${from === current || to === current ? ' touched' : ''}`;
}

interface NodeProps {
  readonly node: PlacedNode;
  readonly links: readonly DiagramLink[];
  readonly current: Signal<string>;
}

function Node({ node, links, current }: NodeProps) {
  const { id, x, y, width, height, lines, role, focus } = node;
  const radius = role === 'stock' ? 0 : role === 'flow' ? 5 : height / 2;
  const kind = role === 'stock' ? 'stock' : role === 'input' ? 'input' : 'other';
  const isOnRound = shownLoop.value?.variables.includes(id) ?? false;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a node of a drawing
    <g
      class={`a-node ${kind}${focus ? ' focus' : ''}${isOnRound ? ' in-loop' : ''}`}
      role="button"
      data-node={id}
      tabIndex={current.value === id ? 0 : -1}
      aria-label={spokenNode(node, links)}
      onFocus={() => {
        current.value = id;
      }}
      onClick={() => walkTo(id)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        walkTo(id);
      }}
    >
      <rect class="node" x={x - width / 2} y={y - height / 2} width={width} height={height} rx={radius} />
      {lines.map((line, i) => (
        <Fragment key={line}>
          {/* Not seen, and heard: what is read is words, not lines in one. */}
          {i > 0 && ' '}
          <text x={x} y={y - ((lines.length - 1) * 15) / 2 + i * 15} dy=".33em">
            {line}
          </text>
        </Fragment>
      ))}
    </g>
  );
}

function spokenNode({ id, role, lines }: PlacedNode, links: readonly DiagramLink[]): string {
  const named = (own: readonly { readonly name: string; readonly link: DiagramLink }[]) =>
    own.map(({ name, link }) => `${polaritySign(link.polarity)} ${labelOf(name)}`).join(', ');
  const causes = named(links.filter(({ to }) => to === id).map((link) => ({ name: link.from, link })));
  const effects = named(links.filter(({ from }) => from === id).map((link) => ({ name: link.to, link })));
  const [seen, label] = [lines.join(' '), labelOf(id)];
  // Begins with what is seen, which is the name and not the label.
  const name = seen.toLowerCase() === label.toLowerCase() ? seen : `${seen} (${label})`;
  return WHY.node(name, WHY.roles[role], causes || WHY.none, effects || WHY.none);
}
