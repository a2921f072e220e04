// The characters that invented names are made of. Plain lists: how often each comes and how they
// are put together is told elsewhere.

/** Common surnames, the most common first. */
export const SURNAMES =
  "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛伍韦申尤毕聂";

export const COMPOUND_SURNAMES = ["欧阳", "司马", "上官", "诸葛", "尉迟", "皇甫", "令狐"] as const;

/** Second characters of women's names where there are two, the most common first. */
export const WOMEN_FIRST = "秀桂玉淑凤素翠春月爱金美惠雪红丽小晓亚文清瑞永冬彩艳海景世";
export const WOMEN_LAST = "英兰珍芳华梅荣琴霞莲香云玲萍娟红燕珠花芝贞敏娥琼平丽清菊静仙慧君容凤";
export const MEN_FIRST = "建国志文永德明玉春福世金光庆忠家学洪长大保正少云新宝树振天兴广炳耀仁";
export const MEN_LAST = "国华明平军林生强民荣清祥才福贵海成龙全义良武德辉峰山东根发和友安江田";

/** Characters that systems and clerks stumble over. The last two lie outside the Basic Plane. */
export const RARE_CHARACTERS = Array.from("堃喆龑翀昇祎鋆犇淼甯煇峯珎囍赟韡𬭎𠅤");

/** First and second parts of names of other peoples, written with a dot between them. */
export const DOTTED_FIRST = ["阿依古丽", "买买提", "古丽娜尔", "次仁", "木沙", "帕提古丽"] as const;
export const DOTTED_LAST = ["艾合买提", "吐尔逊", "卓玛", "依明", "玉素甫", "达瓦"] as const;
export const DOTS = "·•・" as const;

/** Simplified characters and the form that an old register or a relative abroad writes. */
export const VARIANTS =
  "国國华華荣榮云雲兰蘭凤鳳龙龍义義张張陈陳刘劉赵趙杨楊吴吳孙孫马馬郑鄭谢謝韩韓冯馮邓鄧许許苏蘇卢盧叶葉萧肖傅付阎闫强強贵貴军軍东東发發丽麗宝寶庆慶学學兴興广廣树樹长長爱愛红紅艳艷琼瓊贞貞莲蓮静靜辉輝峰峯";

/** Characters that are taken for each other by ear or by eye, and are not the same name. */
export const CONFUSED =
  "英瑛兰岚珍贞芳方梅美荣容霞侠萍平娟鹃燕艳珠朱芝枝敏民琼群丽利静敬慧惠君军国果华画明民生胜强祥才财贵桂海河成城全泉良梁辉挥山杉安案江姜军均林琳清青福富德得武伍龙隆东冬根跟发法和何友有田甜义艺秀绣淑叔";
