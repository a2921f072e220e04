// The texts that go with a simulation: what it is, and the arguments with which to evaluate it.

import { formatDay } from "@lingdai/policy";

import type { SimulateOptions } from "./simulate-options.ts";
import type { Setting } from "./setting.ts";

/** One argument a line, paths from the folder itself, as `xargs` reads them. */
export function evaluateArguments(
  { pack, asOf, window }: Setting,
  observations: readonly string[],
  mappings: readonly string[],
): string {
  const args = [
    ["--policy", pack.id],
    ["--roster", "roster.csv"],
    ...observations.map((name) => ["--observations", `observations/${name}`]),
    ...mappings.map((name) => ["--mapping", `mappings/${name}`]),
    ["--as-of", formatDay(asOf)],
    ...(window === undefined
      ? []
      : [["--window", `${formatDay(window.from)}..${formatDay(window.to)}`]]),
  ];
  return `${args.flat().join("\n")}\n`;
}

export function readMe(setting: Setting, { seed }: SimulateOptions): string {
  const { pack, persons, months, from, asOf, window, divisions } = setting;
  const [county = ""] = divisions.ownCounties;
  const place = divisions.countyName(county.slice(0, 4));
  const windowLine =
    window === undefined
      ? ""
      : `公告的认证窗口：${formatDay(window.from)} 至 ${formatDay(window.to)}（已写入 evaluate-args.txt 的 --window）\n`;
  return `领待 模拟数据
============

这里的人、号码、电话、单位和地址全部是虚构的；只有行政区划代码和名称是真实的（${place}）。

政策包：${pack.id}（${pack.title.zh}）
人数：${persons}　月数：${months}　种子：${seed}
时间：${formatDay(from)} 至 ${formatDay(asOf)}
${windowLine}同样的参数每次生成同样的字节。

文件
----
roster.csv          待遇领取人员名册，一行一项待遇（格式见 FORMATS 第 1 节）。
                    认证日期和状态是 ${formatDay(from)} 之前的情况，新退休人员在其间陆续加入。
observations/       各来源按月送来的文件，文件名是“来源-年月”。各家的编码、分隔符、列名、日期写法、代码都不同，
                    也有迟到、重复、错字、缺项、整月重发（-resent）和互相矛盾的行。
mappings/           与上面的文件配套的来源映射；没有映射的来源用的就是我们的列名。
evaluate-args.txt   评估用的全部参数，一行一个，路径从本文件夹算起。
truth/              真相：谁真的去世、离开、服刑、失踪、返回、再婚，人在哪里；哪些家庭隐瞒死亡并继续用卡；
                    哪些行是经办差错、同名误记或写错的。评估时从不读取，只用来检验结论。
simulation.json     生成时的参数。有这个文件的文件夹才会被再次生成时覆盖。

怎样评估
--------
在本文件夹里运行（把“领待目录”换成领待代码所在的文件夹）：

  xargs node 领待目录/bin/lingdai.js evaluate --out result < evaluate-args.txt

结果写在 result/：conclusions.csv 结论，uncertified.csv 未认证名单，rejects.csv 拒收的行，
suspicious.csv 姓名不符的行，summary.json 汇总。

truth/ 的列
-----------
people.csv   id_number,id_type,name,sex,birth_date：本人
             state：最后一天的真实状态 alive 健在、dead 去世、imprisoned 服刑、missing 失踪
             died_on：去世日期；concealed：yes 表示家属隐瞒
             whereabouts：真实所在（区划代码，或 HK、MO、TW、ABROAD；去世或失踪为空）
             phone：真实电话；homonym_of：与名册上哪个号码的人同名（有意安排的）
events.csv   event：died 去世、death-concealed 隐瞒死亡、jailed 收监、released 释放、missing 失踪、
             returned 返回、declared-by-court 法院宣告、remarried 再婚、adopted 被收养、employed 就业、
             enlisted 参军、moved 搬家、phone-changed 换电话、account-broken 账户失效；以下是来源中不实的行
             （kind、source、ref 指出是哪一行）：card-misuse 冒用死者的卡或手机、late-bill 死后入账的出院、
             homonym 同名误记、clerk-error 经办差错（detail 说明）、date-disagrees 日期记错、
             contradiction 同一来源前后矛盾
`;
}
