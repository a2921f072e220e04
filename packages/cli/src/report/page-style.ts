// How a report looks on a large screen, on a phone and on paper. Text keeps 7:1 against its ground;
// of each chart's two sizes the one that fits is shown.

import { COLOURS, FONT_FAMILY } from "./chart-look.ts";

export const PAGE_STYLE = `
:root { --ink: ${COLOURS.ink}; --soft: ${COLOURS.soft}; --line: ${COLOURS.line}; --ground: #f3f5f7; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; }
body { margin: 0; border-top: 8px solid ${COLOURS.plain}; color: var(--ink); background: var(--ground); font: 18px/1.65 ${FONT_FAMILY}; font-variant-numeric: tabular-nums; }
:lang(en) body { font-family: Arial, ${FONT_FAMILY}; }
.card h3::first-letter { text-transform: uppercase; }
header, main, footer { max-width: 1180px; margin: 0 auto; padding: 0 32px; }
header { padding-top: 48px; padding-bottom: 20px; }
h1 { margin: 0; font-size: 38px; line-height: 1.3; letter-spacing: .02em; }
h2 { margin: 0 0 4px; font-size: 26px; line-height: 1.35; }
h3 { margin: 36px 0 12px; font-size: 20px; line-height: 1.4; }
p { margin: 0 0 8px; }
.policy { font-size: 19px; color: var(--soft); }
.asof { margin-top: 8px; font-size: 20px; }
section { margin: 0 0 28px; padding: 30px 36px 34px; background: #fff; border: 1px solid var(--line); border-radius: 10px; }
.lead { margin: 0 0 22px; font-size: 20px; }
.lead:last-child { margin: 0; }
.note + .figure { margin-top: 12px; }
.note { margin: 16px 0 0; font-size: 16px; color: var(--soft); }
.cards { display: grid; grid-template-columns: repeat(3, 1fr); gap: 20px; margin: 0 0 30px; padding: 0; list-style: none; }
.card { padding: 20px 24px 16px; border: 1px solid var(--line); border-top: 6px solid var(--mark); border-radius: 8px; }
.card h3 { margin: 0; font-size: 20px; color: var(--mark); }
.card p { margin: 0; font-size: 17px; }
.card .big { margin: 2px 0 0; font-size: 46px; line-height: 1.2; font-weight: 700; color: var(--mark); }
.card .unit { margin-left: 6px; font-size: 20px; font-weight: 400; }
.card .part { margin-bottom: 8px; font-size: 19px; }
.eligible { --mark: ${COLOURS.eligible}; }
.pending { --mark: ${COLOURS.pending}; }
.lost { --mark: ${COLOURS.lost}; }
.first { margin: 0; padding: 0; list-style: none; counter-reset: thing; }
.first li { position: relative; padding: 16px 0 14px 60px; border-top: 1px solid var(--line); counter-increment: thing; }
.first li::before { content: counter(thing); position: absolute; left: 0; top: 18px; width: 38px; height: 38px; border-radius: 50%; background: ${COLOURS.plain}; color: #fff; font-weight: 700; line-height: 38px; text-align: center; }
.first p { margin: 0; }
.first .what { font-size: 20px; font-weight: 700; line-height: 1.55; }
.staff { font-size: 15px; color: var(--soft); }
code { padding: 1px 5px; border-radius: 4px; background: var(--ground); color: var(--ink); font-family: ui-monospace, Consolas, Menlo, ${FONT_FAMILY}; font-size: 14px; overflow-wrap: anywhere; }
.figure { display: grid; grid-template-columns: minmax(0, 520px) minmax(0, 1fr); gap: 24px 36px; align-items: start; }
.figure.above { grid-template-columns: minmax(0, 1fr); }
.chart svg { display: block; max-width: 100%; height: auto; }
.chart .narrow, .above .wide { display: none; }
.table { overflow-x: auto; background: linear-gradient(90deg, #fff 40%, transparent) 0 0 / 40px 100% local no-repeat, linear-gradient(270deg, #fff 40%, transparent) 100% 0 / 40px 100% local no-repeat, linear-gradient(90deg, #8c97a3, transparent) 0 0 / 10px 100% scroll no-repeat, linear-gradient(270deg, #8c97a3, transparent) 100% 0 / 10px 100% scroll no-repeat; }
.table:focus-visible, summary:focus-visible { outline: 3px solid ${COLOURS.plain}; outline-offset: 2px; }
table { width: 100%; border-collapse: collapse; font-size: 16px; line-height: 1.5; }
caption { padding: 0 0 6px; font-size: 16px; color: var(--soft); text-align: left; }
th, td { padding: 7px 8px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; font-weight: 400; }
th:first-child { padding-left: 0; }
th:last-child, td:last-child { padding-right: 2px; }
thead th { border-bottom: 2px solid var(--soft); font-weight: 700; vertical-align: bottom; }
tbody th { overflow-wrap: anywhere; min-width: 6em; }
tfoot th, tfoot td { border-bottom: 0; font-weight: 700; }
.number { width: 1%; text-align: right; white-space: nowrap; }
.above .broad .number { width: auto; }
thead th { word-break: keep-all; }
.number + :not(.number) { padding-left: 22px; }
.day { white-space: nowrap; }
.above .broad td:not(.number), .above .broad tbody th { min-width: 7em; }
small { font-size: 14px; color: var(--soft); }
details { margin-top: 18px; }
summary { width: max-content; max-width: 100%; padding: 6px 0; font-weight: 700; color: ${COLOURS.plain}; cursor: pointer; }
footer { padding-bottom: 56px; font-size: 16px; color: var(--soft); }
@media (max-width: 1179px) {
  .figure { grid-template-columns: minmax(0, 1fr); }
  .chart .broad { display: none; }
  .above .wide { display: block; }
}
@media (max-width: 720px) {
  body { font-size: 17px; }
  header, main, footer { padding-left: 0; padding-right: 0; }
  header { padding: 28px 20px 18px; }
  footer { padding: 0 20px 36px; }
  h1 { font-size: 28px; }
  h2 { font-size: 23px; }
  section { margin-bottom: 14px; padding: 22px 20px 24px; border-width: 1px 0; border-radius: 0; }
  .lead { font-size: 18px; margin-bottom: 18px; }
  .cards { grid-template-columns: 1fr; gap: 12px; }
  .card { padding: 14px 18px; }
  .card .big { font-size: 38px; }
  .first li { padding-left: 48px; }
  .first li::before { width: 32px; height: 32px; line-height: 32px; }
  .first .what { font-size: 18px; }
  .chart .wide, .above .wide { display: none; }
  .chart .narrow { display: block; }
  table { font-size: 15px; }
  th, td { padding: 6px 5px; }
  .day { white-space: normal; word-break: keep-all; }
  .broad { overflow: visible; background: none; }
  .broad table, .broad caption, .broad tbody, .broad tfoot, .broad th, .broad td { display: block; }
  .broad thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .broad tbody tr, .broad tfoot tr { display: grid; grid-template-columns: repeat(auto-fill, minmax(74px, 1fr)); gap: 4px 12px; padding: 10px 0; border-bottom: 1px solid var(--line); }
  .broad tbody th, .broad tfoot th, .broad td, .above .broad tbody th, .above .broad td:not(.number) { width: auto; min-width: 0; padding: 0; border: 0; text-align: left; }
  .broad tbody th, .broad tfoot th { grid-column: 1 / -1; font-weight: 700; }
  .broad td:not(.number) { grid-column: span 2; }
  .broad td::before { content: attr(data-column); display: block; font-size: 13px; color: var(--soft); }
}
@media print {
  @page { size: A4; margin: 16mm 14mm; }
  body { background: #fff; font-size: 10.5pt; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  header, main, footer { max-width: none; padding: 0; }
  h1 { font-size: 22pt; }
  h2 { font-size: 15pt; }
  h3 { font-size: 12pt; margin-top: 16pt; }
  section { margin: 0 0 14pt; padding: 0 0 10pt; border-width: 0 0 1px; border-radius: 0; }
  .lead, .card .part, .first .what, .card h3 { font-size: 12pt; }
  .card p, .card .unit { font-size: 10.5pt; }
  .card .big { font-size: 24pt; }
  table, caption, .note, .staff, footer { font-size: 9.5pt; }
  code, small { font-size: 8.5pt; }
  .figure { grid-template-columns: minmax(0, 1fr); }
  .chart .wide, .above .wide { display: block; max-width: 132mm; }
  th, td { padding-top: 3px; padding-bottom: 3px; }
  .chart .narrow, .chart .broad { display: none; }
  .table { overflow: visible; }
  h2, h3, .lead, caption { break-after: avoid; }
  .card, .first li, tr, svg { break-inside: avoid; }
  thead { display: table-header-group; }
  details::details-content { content-visibility: visible; display: block; }
  summary { list-style: none; color: var(--ink); }
}
`;
