// How a policy document looks on a screen, on a phone and on paper. No fonts or pictures from
// elsewhere: the page must open without a network.

export const PAGE_STYLE = `
:root { --ink: #1c1e21; --soft: #55606b; --line: #d5dae0; --band: #f3f5f8; --mark: #8a1c1c; }
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body {
  margin: 0 auto; padding: 2.5rem 1.5rem 5rem; max-width: 68rem; color: var(--ink); background: #fff;
  font: 16px/1.75 "Noto Serif CJK SC", "Source Han Serif SC", "Songti SC", SimSun, Georgia, serif;
}
h1, h2, h3, th, dt, nav, .instrument {
  font-family: "Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", Arial, sans-serif;
}
h1 { margin: 0; font-size: 2rem; line-height: 1.3; }
.instrument { margin: .4rem 0 1.2rem; color: var(--soft); }
header { border-bottom: 3px solid var(--mark); padding-bottom: 1.2rem; }
dl { margin: 0; display: grid; gap: .3rem 1.5rem; }
dl div { display: flex; gap: 1rem; }
dt { flex: 0 0 6.5rem; color: var(--soft); font-size: .9rem; }
dd { margin: 0; }
nav { margin: 1.5rem 0; font-size: .95rem; }
nav h2 { margin: 0 0 .4rem; border: 0; padding: 0; font-size: 1rem; color: var(--soft); }
nav ol { margin: 0; padding-left: 1.6rem; columns: 2; column-gap: 2.5rem; }
a { color: var(--mark); }
time, thead th { white-space: nowrap; }
section { margin-top: 3rem; }
h2 { margin: 0 0 1rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); font-size: 1.4rem; line-height: 1.4; }
h3 { margin: 1.8rem 0 .6rem; font-size: 1.05rem; }
p { margin: .6rem 0; }
ul { margin: .6rem 0; padding-left: 1.3rem; }
table { width: 100%; border-collapse: collapse; margin: .8rem 0; font-size: .95rem; line-height: 1.6; }
th, td { padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { background: var(--band); color: var(--soft); font-size: .85rem; padding: .45rem .75rem .45rem 0; }
thead th:first-child, tbody th { padding-left: .6rem; }
tbody th { font-weight: 600; min-width: 6.5rem; }
td ul, th ul { margin: 0; padding-left: 1.1rem; }
td { overflow-wrap: anywhere; }
#cycle td, #stories tbody th { white-space: nowrap; }
#articles tbody th, #scenarios tbody th { width: 17%; }
#articles td:nth-child(2) { width: 14%; }
#articles td:nth-child(4) { width: 29%; }
#readings tbody th { font: inherit; font-weight: 400; width: 65%; }
#readings td:last-child { font-family: ui-monospace, Menlo, Consolas, monospace; font-size: .82rem; }
#readings td:last-child { color: var(--soft); }
#options tbody th { width: 27%; }
#options td:nth-child(2) { white-space: nowrap; }
#options td:nth-child(3), #payment td:last-child, #stories td:last-child { min-width: 7rem; }
#methods tbody th { font-weight: 400; width: 50%; }
#scenarios td:last-child { font-size: .88rem; line-height: 1.5; }
@media screen and (max-width: 860px) {
  body { padding: 1.25rem 1rem 3rem; font-size: 17px; }
  h1 { font-size: 1.5rem; }
  h2 { font-size: 1.25rem; }
  nav ol { columns: 1; }
  dl div { flex-direction: column; gap: 0; }
  dt { flex: none; }
  table, tbody, tr, th, td { display: block; width: auto; }
  thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  tr { border: 1px solid var(--line); border-radius: 6px; margin: 0 0 .8rem; padding: .4rem .8rem .6rem; }
  th, td { border: 0; padding: .25rem 0; }
  tbody th, thead th:first-child, #readings tbody th, #methods tbody th, #articles tbody th, #scenarios tbody th, #options tbody th { padding-left: 0; width: auto; min-width: 0; }
  #cycle td, #stories tbody th { white-space: normal; }
  #articles td:nth-child(2), #articles td:nth-child(4) { width: auto; }
  #options td, #payment td { min-width: 0; }
  td:empty { display: none; }
  td[data-column]::before { content: attr(data-column); display: block; color: var(--soft); font: .8rem/1.5 "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", Arial, sans-serif; }
}
@media print {
  @page { size: A4; margin: 18mm 16mm; }
  body { max-width: none; padding: 0; font-size: 10.5pt; line-height: 1.6; }
  a { color: inherit; text-decoration: none; }
  h2, h3 { break-after: avoid; }
  tr, li { break-inside: avoid; }
  #scenarios tr { break-inside: auto; }
  table { font-size: 9pt; line-height: 1.45; }
  thead th, time { white-space: normal; }
  #readings td:last-child { font-size: 7.5pt; }
  thead { display: table-header-group; }
  section { margin-top: 1.6rem; }
}
`;
