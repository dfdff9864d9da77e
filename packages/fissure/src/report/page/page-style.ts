/**
 * The page's style sheet. Text at least 4.5:1 and signs at least 3:1 on their ground, in light and dark; nothing
 * wider than the window from 320 px on; paper gets black on white and every detail unfolded.
 */
import { CHART_STYLE } from '../figures/chart-svg.ts';
import { DIAGRAM_STYLE } from '../figures/diagram-svg.ts';
import { LOOP_CHART_STYLE } from '../figures/loop-chart.ts';
import { MAP_STYLE } from '../figures/place-map-svg.ts';

export const PAGE_STYLE = `
:root{color-scheme:light dark;--paper:#fdfcfa;--raised:#f5f3ee;--ink:#22262b;--soft:#5a626c;--rule:#dcd9d2;--link:#155e86;--focus:#b3400a;
--supported:#14785a;--depends:#8a6400;--contradicted:#b02a1a;--quiet:#5a626c;
--serif:"Iowan Old Style","Palatino Linotype",Palatino,"Source Serif 4",Charter,"Liberation Serif",Georgia,serif;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Liberation Sans",sans-serif}
@media (prefers-color-scheme:dark){:root{--paper:#16181b;--raised:#1f2226;--ink:#e8e6e1;--soft:#a9afb8;--rule:#3a3e45;--link:#8cc8ec;--focus:#ff9a62;
--supported:#57c7a0;--depends:#e0b64a;--contradicted:#ff8a7a;--quiet:#a9afb8}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:1.0625rem/1.6 var(--serif);overflow-wrap:break-word}
a{color:var(--link);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--focus);outline-offset:2px;border-radius:2px}
.skip{position:absolute;left:1rem;top:-4rem;background:var(--ink);color:var(--paper);padding:.5rem 1rem;font-family:var(--sans);z-index:1}
.skip:focus{top:.5rem}
.wrap{max-width:64rem;margin:0 auto;padding:0 1.25rem}
.text{max-width:42rem}main>section:first-child>h2{margin-top:1.5rem;border-top:0}
header.wrap{padding-top:3.5rem}
h1,h2,h3,h4{line-height:1.2;text-wrap:balance;font-weight:600}
h1{font-size:clamp(1.75rem,1.2rem + 2.6vw,2.75rem);margin:0 0 .75rem;max-width:22em;letter-spacing:-.01em}
h2{font-size:1.6rem;margin:4rem 0 1rem;padding-top:1.25rem;border-top:1px solid var(--rule)}
h3{font-size:1.15rem;margin:2.25rem 0 .5rem}
h4{font-size:1rem;margin:1.5rem 0 .4rem}
p{margin:0 0 1rem}
.part{margin:5rem 0 -2.5rem;font:600 .9rem/1.4 var(--sans);color:var(--soft)}
.question{font-size:1.25rem;line-height:1.45;max-width:38rem;margin:0 0 1.5rem;font-style:italic}
.notice{border-left:4px solid var(--depends);padding:.1rem 0 .1rem 1rem;margin:0 0 2rem;font-family:var(--sans);font-size:.95rem;max-width:42rem}
.notice strong{font-weight:600}
nav{font-family:var(--sans);font-size:.9rem;border-block:1px solid var(--rule);padding:.35rem 0;margin:0 0 1rem}
nav ul{display:flex;flex-wrap:wrap;gap:0 1.25rem;list-style:none;margin:0;padding:0}
nav p{margin:.35rem 0 0;color:var(--soft);font-size:.8rem}
nav a{display:inline-block;padding:.3rem 0;text-decoration:none}nav a:hover{text-decoration:underline}
.small,caption,figcaption,.meta{font-family:var(--sans);font-size:.875rem;line-height:1.5}
.soft,.meta,caption{color:var(--soft)}
code,.ids tbody th{font:0.875em/1.4 ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;overflow-wrap:anywhere}
.ids th span{font-family:var(--sans)}
pre{background:var(--raised);padding:.75rem 1rem;overflow-x:auto;border-radius:4px}pre code{overflow-wrap:normal}
.tally{display:flex;flex-wrap:wrap;gap:.5rem 2.25rem;list-style:none;margin:0 0 1.5rem;padding:0;font-family:var(--sans)}
.tally li{display:flex;align-items:baseline;gap:.5rem}.tally b{font-size:2rem;font-weight:600;font-variant-numeric:tabular-nums;line-height:1.1}
.verdict{font-family:var(--sans);font-weight:600;white-space:nowrap}
.verdict .soft{font-weight:400}
.verdict .sign{display:inline-block;width:1.15em;text-align:center}
.is-supported{color:var(--supported)}.is-depends{color:var(--depends)}.is-contradicted{color:var(--contradicted)}.is-quiet{color:var(--quiet)}
table{border-collapse:collapse;width:100%;font-family:var(--sans);font-size:.9rem;line-height:1.45;margin:0 0 1.5rem}
caption{text-align:left;padding:0 0 .6rem;caption-side:top}
th,td{text-align:left;vertical-align:top;padding:.55rem .9rem .55rem 0;border-top:1px solid var(--rule)}
thead th{font-weight:600;color:var(--soft);border-top:0;padding-top:0;font-size:.8rem}
tbody th{font-weight:600}
.num,.ids td,.nums td{font-variant-numeric:tabular-nums}
td.num,th.num,.nums td{white-space:nowrap}
.scroll{overflow-x:auto;margin:0 0 1.5rem}.scroll table{margin:0;min-width:40rem}.scroll code{overflow-wrap:normal}.scroll td.num,.scroll .nums td{white-space:normal}
.verdicts .says{font-family:var(--serif);font-size:1rem;line-height:1.4;font-weight:400;display:block}
.verdicts td.hinge{max-width:20rem;width:32%}
.verdicts li+li{margin-top:.3rem}
.verdicts ul,.plain{list-style:none;margin:0;padding:0}
.strip{display:block;width:8.5rem;height:1.1rem;margin:.15rem 0 .1rem}
.strip .track{stroke:var(--rule);stroke-width:2}.strip .bound{stroke:var(--soft);stroke-width:1}
.strip .range{stroke:currentColor;stroke-width:5;opacity:.45}.strip .dot{fill:currentColor}.strip .prior{fill:none;stroke:var(--soft);stroke-width:1.5}
details{border-top:1px solid var(--rule);padding:.15rem 0}
details>summary{cursor:pointer;padding:.5rem 0;font-family:var(--sans);font-size:.95rem}
details[open]>summary{margin-bottom:.35rem}
.claims details:last-child{border-bottom:1px solid var(--rule)}
.claims summary .says{font-family:var(--serif);font-size:1.05rem}
.claims .inside{padding:0 0 1rem 1.1rem}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,25rem),1fr));gap:2rem 2.25rem}
figure{margin:0;min-width:0}.side{grid-template-columns:repeat(auto-fill,minmax(min(100%,14rem),1fr));gap:1.5rem;margin:0 0 1.5rem}.side>figure{display:grid;grid-row:span 3;grid-template-rows:subgrid;row-gap:0}
figure h3{margin:0;font-family:var(--sans);font-size:1rem;line-height:1.35;text-wrap:pretty}.tells{font-weight:400}
.unit{margin:.3rem 0 0;font:.75rem/1.2 var(--sans);color:var(--soft)}
figure svg{display:block;width:100%;height:auto}figure svg.swatch{display:inline-block;width:.75rem;vertical-align:-.05rem}
figure details{border:0}figure summary{font-size:.85rem;padding:.25rem 0;color:var(--soft)}
figure table{font-size:.8rem}
.long{border-bottom:1px solid var(--rule);margin:0 0 1.5rem}.long>summary{font-weight:600}
.legend{display:flex;flex-wrap:wrap;gap:.35rem 1.5rem;list-style:none;margin:0 0 1.5rem;padding:0;font-family:var(--sans);font-size:.875rem}
.legend li{display:flex;gap:.45rem;align-items:baseline}.legend svg{flex:none;width:2rem;height:.9rem;align-self:center}
.statements{list-style:none;margin:0 0 1rem;padding:0}
.statements li{display:grid;grid-template-columns:3.25rem minmax(0,1fr);gap:.1rem .75rem;padding:.6rem 0;border-top:1px solid var(--rule)}
.statements .id{font-family:var(--sans);font-size:.8rem;color:var(--soft);padding-top:.25rem;text-decoration:none;font-variant-numeric:tabular-nums}
.statements .meta{grid-column:2}
.statements .out{color:var(--soft)}
.status{font-weight:600;color:var(--ink)}
.chip{display:inline-block;border:1px solid var(--rule);border-radius:1rem;padding:.05rem .65rem;margin:.1rem .25rem .1rem 0;text-decoration:none;font-family:var(--sans);font-size:.825rem;color:inherit;background:var(--raised)}
.chip:hover{border-color:currentColor}
.references{padding:0;list-style:none;font-size:.95rem}.references li{padding-left:1.75rem;text-indent:-1.75rem;margin:0 0 .5rem}
:target{background:color-mix(in srgb,var(--depends) 16%,transparent)}
footer{margin:4rem 0 0;padding:1.5rem 0 3rem;border-top:1px solid var(--rule);font-family:var(--sans);font-size:.875rem;color:var(--soft)}
@media screen and (max-width:46rem){
body{font-size:1rem}
header.wrap{padding-top:2rem}
.stack thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.stack,.stack tbody,.stack tr,.stack th,.stack td,.stack caption{display:block;width:auto}
.stack tr{border-top:1px solid var(--rule);padding:.75rem 0}
.stack th,.stack td{border:0;padding:.1rem 0;max-width:none}
td.num,th.num,.nums td{white-space:normal}
.stack td[data-label]::before{content:attr(data-label) ": ";color:var(--soft)}
.stack td.verdict[data-label]::before{content:none}
.verdicts td.hinge{max-width:none;width:auto}.verdicts td.none{display:none}
.claims .inside{padding-left:0}
.tally{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,11rem),1fr))}.tally b{font-size:1.5rem}
.statements li{grid-template-columns:minmax(0,1fr)}.statements .meta{grid-column:1}
}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
.maps{margin:0 0 2rem}.maps h3{margin:1rem 0 .4rem}.panels{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,8.5rem),1fr));gap:.5rem 1rem}
.wide{margin:0 0 2rem;max-width:46rem}.wide>svg{max-width:36rem}
.drawing svg{width:auto;max-width:none;margin:0 auto}
.drawing{margin:0}
.equations{margin:0 0 1.5rem;font-family:var(--sans);font-size:.9rem}.equations dt{margin-top:1.1rem}.equations dd{margin:.2rem 0 0}
.formula{overflow-x:auto;padding:.3rem 0}.formula p{margin:0 0 .4rem}.formula p:last-child{margin:0}math{display:inline math;font-size:1.05rem}mtd{padding:.15em .6em .15em 0;text-align:left}
.plain-text{display:block;white-space:pre-wrap;color:var(--soft)}
${CHART_STYLE}${DIAGRAM_STYLE}${LOOP_CHART_STYLE}${MAP_STYLE}@media print{
@page{margin:18mm 16mm}
:root{font-size:10pt;--paper:#fff;--raised:#fff;--ink:#000;--soft:#444;--rule:#bbb;--link:#000;--supported:#0b5c43;--depends:#6a4d00;--contradicted:#8f1d10;--quiet:#444}
body{font-size:9.25pt;line-height:1.45}.skip,nav{display:none}h1{font-size:24pt}h2{font-size:15pt;break-after:avoid;margin-top:2rem}h3,h4,summary,.legend,.tally,caption{break-after:avoid}h2+p,h2+div,h3+p{break-after:avoid}h2+p{break-inside:avoid}
tr,figure,.legend,.statements li{break-inside:avoid}p,li{orphans:3;widows:3}.scroll{overflow:visible}.scroll table,table{min-width:0;font-size:8pt;line-height:1.35}.scroll table{font-size:7.5pt}th,td{padding:.25rem .6rem .25rem 0}.scroll .small{font-size:inherit}
.wrap{max-width:none;padding:0}header.wrap{padding-top:0}.text{max-width:42rem}details::details-content{content-visibility:visible;block-size:auto}
details>summary{list-style:none;padding:.2rem 0}.figures{grid-template-columns:minmax(0,1fr);gap:1.2rem}.side{grid-template-columns:repeat(3,minmax(0,1fr));gap:1rem 1.5rem}
[data-chart]{display:grid;grid-template:auto auto auto 1fr/repeat(2,minmax(0,1fr));column-gap:1.5rem}[data-chart]>:first-child{grid-column:1/-1}[data-chart]>.unit{grid-area:2/1}[data-chart]>svg{grid-area:3/1/5}[data-chart]>figcaption{grid-area:2/2/4}[data-chart]>details{grid-area:4/2}[data-chart]:has(details ul){>svg{grid-row:3}>figcaption{grid-area:4/1}>details{grid-row:2/5}}details:has(>figure){break-inside:avoid}figure table,figure .small{font-size:7pt}figure th,figure td{padding:.1rem .5rem .1rem 0}figure caption,.repeats{display:none}
.references{columns:2;column-gap:1.5rem;font-size:8pt}.references li{break-inside:avoid}
.formula+.plain-text{display:none}.too-wide .plain-text{display:block}.too-wide .formula{display:none}math{font-size:.85rem}.equations{font-size:8pt}.equations dt{margin-top:.6rem;break-after:avoid}.formula{overflow:visible;padding:.1rem 0}
.drawing{overflow:visible}.drawing svg{max-width:100%;height:auto;max-height:14cm}figcaption{font-size:8pt}.wide{display:grid;max-width:none;margin-bottom:1rem;grid-template-columns:26rem minmax(0,1fr);column-gap:1.5rem}.wide>*{grid-column:1/-1}.wide>svg{grid-column:1}.wide>figcaption{grid-column:2}.wide>h4{max-width:none;margin-top:.6rem}section[aria-labelledby=overview] p{break-after:auto}tbody tr:first-child{break-before:avoid}.verdicts tbody th{width:30%}.verdicts td.hinge{max-width:none}.ids tbody th{width:36mm}[aria-labelledby=cite] .text{max-width:none}pre{white-space:pre-wrap;padding:.4rem 0}pre code{overflow-wrap:anywhere}.part{break-before:page;margin:0 0 -1rem}
.on-screen{display:none}.verdicts+ul{break-inside:avoid}.long{border-bottom:0;margin-bottom:.5rem}.long .wide,.wide .scroll,.long .scroll{margin-bottom:.5rem}footer{break-before:avoid;margin-top:1rem;padding:.5rem 0 0}
}
`;

/** Of a whole report: drawings shrink with a telephone's window, their letters do not. One drawing in a frame is made for its width. */
export const NARROW_STYLE = `@media screen and (max-width:30rem){:is([data-chart],.wide)>.chart{overflow:visible}:is([data-chart],.wide)>.chart text{font-size:14.5px}.wide>figcaption{margin-bottom:.6rem}.side .chart text{font-size:9px}}
`;
