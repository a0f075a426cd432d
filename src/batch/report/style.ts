/** The style sheet of the report: the reader's light or dark, one column on a phone. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1c1e21;--soft:#5c6370;--paper:#fff;--card:#f5f6f8;--line:#dcdfe4;
--against:#b3261e;--against-back:#fde7e5;--for:#1b6e3c;--for-back:#e0f3e6;--open:#6b5b00;--open-back:#fbf3cf}
@media (prefers-color-scheme:dark){:root{--ink:#e8eaed;--soft:#a4abb6;--paper:#16181c;--card:#202329;--line:#363b44;
--against:#ff9a91;--against-back:#4a1f1c;--for:#8adba6;--for-back:#173a24;--open:#e6d27a;--open-back:#3b3410}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1rem;max-width:56rem;background:var(--paper);color:var(--ink);
font:1rem/1.6 system-ui,"Apple SD Gothic Neo","Noto Sans KR","Malgun Gothic",sans-serif;word-break:keep-all;overflow-wrap:anywhere}
h1{font-size:1.3rem;margin:.5rem 0}h2{font-size:1.1rem;margin:2rem 0 .5rem}
p{margin:.25rem 0}.soft{color:var(--soft);font-size:.9rem}
.counts{display:flex;flex-wrap:wrap;gap:.5rem;padding:0;margin:1rem 0;list-style:none}
.counts li{flex:1 1 6rem;padding:.5rem .75rem;border-radius:.5rem;background:var(--card)}
.counts b{display:block;font-size:1.4rem;line-height:1.2}
ol.comments{padding:0;margin:0;list-style:none}
ol.comments>li{margin:.75rem 0;padding:.75rem 1rem;border:1px solid var(--line);border-left-width:.3rem;border-radius:.5rem}
li.off-topic{border-left-color:var(--against)!important}li.on-topic{border-left-color:var(--for)!important}
li.unclear{border-left-color:var(--open)!important}
.head{display:flex;flex-wrap:wrap;align-items:center;gap:.25rem .75rem}
.verdict{padding:0 .5rem;border-radius:.3rem;font-weight:600}
.off-topic .verdict{color:var(--against);background:var(--against-back)}
.on-topic .verdict{color:var(--for);background:var(--for-back)}
.unclear .verdict{color:var(--open);background:var(--open-back)}
meter{width:8rem;height:1rem}
.off-topic{--bar:var(--against)}.on-topic{--bar:var(--for)}.unclear{--bar:var(--open)}
meter::-webkit-meter-optimum-value{background:var(--bar)}
meter::-moz-meter-bar{background:var(--bar)}
.text{margin:.5rem 0;white-space:pre-wrap}
mark{padding:0 .1em;border-radius:.2em;color:inherit}
mark.against{background:var(--against-back);text-decoration:underline;text-decoration-color:var(--against)}
mark.for{background:var(--for-back)}
ul.reasons{margin:0;padding-left:1.2rem;font-size:.9rem}
ul.reasons .weight{font-variant-numeric:tabular-nums;font-weight:600}
.weight.against{color:var(--against)}.weight.for{color:var(--for)}
`;
