// Tables of a report: a caption, named columns, a named row each; numbers stand to the right. On a
// phone a broad table shows each row as a card, other tables scroll by themselves where they must.

import type { Part } from "./markup.ts";
import { Markup, markup } from "./markup.ts";

export interface Column {
  readonly title: string;
  readonly isNumber?: boolean;
}

export interface TableToShow {
  readonly caption: string;
  readonly columns: readonly Column[];
  /** The first cell names the row. */
  readonly rows: readonly (readonly Part[])[];
  /** A last row that sums up. */
  readonly total?: readonly Part[];
  /** Of more columns than a phone is wide. */
  readonly isBroad?: boolean;
}

export function table({ caption, columns, rows, total, isBroad }: TableToShow): Markup {
  const numberMark = (at: number): Markup =>
    new Markup(columns[at]?.isNumber === true ? ' class="number"' : "");
  const rowOf = (cells: readonly Part[]): Markup =>
    markup`<tr role="row">
      ${cells.map((cell, at) =>
        at === 0
          ? markup`<th scope="row" role="rowheader">${cell}</th>`
          : markup`<td role="cell"${numberMark(at)} data-column="${columns[at]?.title}">${cell}</td>`,
      )}
    </tr> `;
  const heads = columns.map(
    ({ title }, at) => markup`<th scope="col" role="columnheader"${numberMark(at)}>${title}</th>`,
  );
  const foot =
    total === undefined ? undefined : markup`<tfoot role="rowgroup">${rowOf(total)}</tfoot>`;
  // The roles are those that the elements have anyway; a card's style would take them away.
  return markup`<div class="${isBroad === true ? "table broad" : "table"}" role="region" tabindex="0" aria-label="${caption}">
    <table role="table">
      <caption>${caption}</caption>
      <thead role="rowgroup">
        <tr role="row">${heads}</tr>
      </thead>
      <tbody role="rowgroup">
        ${rows.map(rowOf)}
      </tbody>
      ${foot}
    </table>
  </div>`;
}

/** A day in a cell: where there is little room it breaks behind the year, nowhere else. */
export function dayCell(day: string): Markup {
  return markup`<span class="day">${day.replace("年", "年\u200b")}</span>`;
}
