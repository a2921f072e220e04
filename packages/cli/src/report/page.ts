// The whole report as one HTML page: it needs no script, no network and no other file, and forbids
// itself all of them. Puts the sections one behind the other; what they say is theirs.

import type { RunFigures } from "@lingdai/matching";
import type { Label } from "@lingdai/policy";
import { findPack, formatDay } from "@lingdai/policy";

import { changeSection } from "./change-section.ts";
import { deadlineSection } from "./deadline-section.ts";
import { dueSection, pendingSection } from "./due-section.ts";
import { effortSection } from "./effort-section.ts";
import { firstThingsSection } from "./first-things-section.ts";
import { Markup, markup } from "./markup.ts";
import { listsSection } from "./lists-section.ts";
import { PAGE_STYLE } from "./page-style.ts";
import { sourceSection } from "./source-section.ts";
import type { Speech } from "./speech.ts";
import { uncertifiedSection } from "./uncertified-section.ts";

/** `divisionNames`: names of provinces, cities and counties by 2, 4 and 6 digits, as far as known. */
export function reportPage(
  figures: RunFigures,
  speech: Speech,
  divisionNames: ReadonlyMap<string, string>,
): string {
  const { say, day, language } = speech;
  const { summary } = figures;
  const pack = findPack(summary.policy);
  const policy: Label = pack?.title ?? { zh: summary.policy, en: summary.policy };
  const title = say({ zh: "待遇领取资格认证报告", en: "Report on the certification of benefits" });
  const page = markup`<!doctype html>
    <html lang="${language === "zh" ? "zh-CN" : "en"}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline'"
        />
        <meta name="robots" content="noindex" />
        <title>${title} · ${say(policy)} · ${day(summary.asOf)}</title>
        <style>
          ${new Markup(PAGE_STYLE)}
        </style>
      </head>
      <body>
        <header>
          <p class="policy">${say(policy)}</p>
          <h1>${title}</h1>
          <p class="asof">
            ${say({ zh: "截至", en: "As of" })}
            <time datetime="${formatDay(summary.asOf)}">${day(summary.asOf)}</time>
          </p>
        </header>
        <main>
          ${listsSection(figures, speech)}${firstThingsSection(figures, speech)}${dueSection(figures, speech)}${pendingSection(figures, speech)}${effortSection(figures, speech)}${uncertifiedSection(figures, speech, divisionNames)}${deadlineSection(figures, speech)}${sourceSection(figures, speech)}${changeSection(figures, speech)}
        </main>
        <footer>
          <p>
            ${say({
              zh: `依据：${say(pack?.instrument ?? policy)}。`,
              en: `Under: ${say(pack?.instrument ?? policy)}.`,
            })}
          </p>
          <p>
            ${say({
              zh: "本报告只有数字，没有任何人的姓名、证件号码和电话。要看到人，请打开同一文件夹里的各张表，并妥善保管。",
              en: "This report holds figures only: no names, no ID numbers, no telephone numbers. The people stand in the tables of the same folder; keep those safe.",
            })}
          </p>
        </footer>
      </body>
    </html> `;
  return page.html;
}
