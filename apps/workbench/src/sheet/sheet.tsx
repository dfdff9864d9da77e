/** On a phone, from below: the selected claim, one chart, and the levers that matter for it, beside one another and within reach. */
import { useEffect, useRef } from 'preact/hooks';
import { CardBody } from '../argument/card.tsx';
import { leaveSelected } from '../argument/visit-claim.ts';
import { selected } from '../chosen.ts';
import { isDrawerOpen } from '../drawer/tab.ts';
import { study } from '../known.ts';
import { Constant } from '../levers/constant.tsx';
import { Reset } from '../levers/levers.tsx';
import { levers } from '../levers/order.ts';
import { Slider } from '../levers/slider.tsx';
import { constants } from '../levers/varied.ts';
import { Fan } from '../outcomes/fan.tsx';
import { outputsOf } from '../outcomes/outputs-of.ts';
import { STRINGS } from '../strings.ts';
import { isNarrow, isSheetOpen } from './narrow.ts';

const LEVERS = 3;

export function Sheet() {
  const { claims, outputs } = study.value!.experiment;
  const { kind, id } = selected.value ?? {};
  const claim = kind === 'claim' ? claims.find((one) => one.id === id) : undefined;
  const isShown = isNarrow.value && !isDrawerOpen.value && (claim !== undefined || isSheetOpen.value);
  const sheet = useRef<HTMLElement>(null);
  useEffect(() => {
    if (!isShown) return;
    // Where the window is too low for both, it stands at the foot of the page.
    if (getComputedStyle(sheet.current!).position !== 'fixed') sheet.current!.scrollIntoView({ block: 'start' });
    // The sentence stays to be seen above it.
    else if (claim) document.getElementById(claim.statements[0] ?? '')?.scrollIntoView({ block: 'start' });
  }, [isShown, claim?.id]);
  if (!isShown) return null;
  const output =
    (claim && outputsOf(claim)[0]) ?? outputs.find((one) => kind === 'output' && one.id === id) ?? outputs[0];
  const close = () => {
    isSheetOpen.value = false;
    if (!claim) return;
    leaveSelected();
    document.getElementById(`claim-${claim.id}`)?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <section class="sheet" ref={sheet} aria-label={claim ? STRINGS.cardOf(claim.id) : STRINGS.trying}>
      <button type="button" class="close" onClick={close}>
        {STRINGS.close}
      </button>
      {claim && <CardBody planned={claim} />}
      <div class="trying">
        {output && <Fan key={output.id} {...output} isSheet />}
        <div>
          <h3>{STRINGS.levers}</h3>
          {levers.value.slice(0, LEVERS).map((lever) => (
            <Slider key={lever.id} lever={lever} />
          ))}
          {constants.value.slice(0, Math.max(0, LEVERS - levers.value.length)).map((lever) => (
            <Constant key={lever.id} lever={lever} />
          ))}
          <Reset />
        </div>
      </div>
    </section>
  );
}
