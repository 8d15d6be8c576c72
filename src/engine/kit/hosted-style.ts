/** Colours and type are those of the inspector. A page in a frame shows what is behind it, unless it has a background. */
export const HOSTED_STYLE = `:root{color-scheme:light dark;--page:light-dark(#f6f7f9,#14171c);--card:light-dark(#fff,#1c2027);--raised:light-dark(#eef0f4,#262b34);
--line:light-dark(#d9dde4,#333a45);--edge:light-dark(#8b93a1,#6b7483);--text:light-dark(#1a1f28,#e6e9ee);--quiet:light-dark(#565f6e,#a3acba);
--accent:light-dark(#0b57a4,#7db8f5);--on-accent:light-dark(#fff,#0b1a2a);--good:light-dark(#10693c,#6fd09c);--good-back:light-dark(#e0f3e8,#17352a);
--wait:light-dark(#4d4a99,#b3b0f5);--wait-back:light-dark(#e9e8fa,#2a2947);--bad:light-dark(#a81624,#ff9aa2);--bad-back:light-dark(#fce4e6,#431d22);
--mono:ui-monospace,"SF Mono","Cascadia Mono","DejaVu Sans Mono",Menlo,monospace;
font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;background:var(--page);color:var(--text)}
*{box-sizing:border-box}body{margin:0 auto;max-width:46rem;padding:1.1rem 1rem 2rem;overflow-wrap:anywhere}.wide{max-width:66rem}
h1,h2,h3{line-height:1.25;font-weight:650;margin:0}h1{font-size:1.6rem;letter-spacing:-.01em;margin-bottom:.8rem}h2{font-size:1.02rem;margin-bottom:.5rem}h3{font-size:1rem}
p{margin:.4rem 0}a{color:var(--accent)}code{font:.87em var(--mono)}small,.quiet{color:var(--quiet);font-size:.9rem}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
header{display:flex;flex-wrap:wrap;gap:.3rem 1rem;justify-content:space-between;align-items:center;margin-bottom:1.4rem;color:var(--quiet);font-size:.93rem}
header p{margin:0;display:flex;gap:.5rem;align-items:center}header b{color:var(--text)}header svg{flex:none}
.lead{color:var(--quiet);font-size:1.05rem;margin:-.4rem 0 1rem}
.card,.note{background:var(--card);border:1px solid var(--line);border-radius:11px;padding:.9rem 1.1rem;margin:0 0 1rem}
.note{border-left-width:4px}.good{color:var(--good);background:var(--good-back);border-color:var(--good)}
.wait{color:var(--wait);background:var(--wait-back);border-color:var(--wait)}.bad{color:var(--bad);background:var(--bad-back);border-color:var(--bad)}
.note p:first-child{margin-top:0}.note p:last-child{margin-bottom:0}.note :is(a,small){color:inherit}
dl{margin:0}.fact{display:grid;grid-template-columns:minmax(0,18rem) 1fr;gap:.1rem .8rem;padding:.22rem 0}dt{color:var(--quiet);font-size:.93rem}dd{margin:0;min-width:0}
aside .fact{grid-template-columns:1fr}aside dt{font-size:.87rem}.fact+.fact{border-top:1px solid var(--line)}
ul{list-style:none;margin:0;padding:0}.people{display:flex;flex-wrap:wrap;gap:.5rem}.members{display:flex;flex-wrap:wrap;gap:.1rem 1.1rem}.members .members{display:inline-flex}
button,.button,input[type=text],select{font:inherit;color:inherit;min-height:2.4rem;border:1px solid var(--edge);border-radius:7px;padding:.36rem .85rem;max-width:100%}
button,.button{background:var(--raised);cursor:pointer;text-decoration:none;display:inline-flex;align-items:center;gap:.4rem;color:var(--text)}
input[type=text],select{background:var(--page)}button:hover,.button:hover{border-color:var(--text)}
input[type=checkbox],input[type=radio]{width:1.15rem;height:1.15rem;margin:0;accent-color:var(--accent);flex:none}
.main,[aria-current]{background:var(--accent);border-color:var(--accent);color:var(--on-accent);font-weight:600}
button.good,button.wait,button.bad{font-weight:600}
.row{display:flex;flex-wrap:wrap;gap:.5rem;align-items:center;margin:.6rem 0 0}
fieldset{min-width:0}legend{font-weight:650;font-size:1.02rem;padding:0 .3rem;margin-left:-.3rem}
label.tick{display:flex;gap:.6rem;align-items:center;font-weight:550;padding:.15rem 0}
.entry{padding:.65rem 0}.entry:first-child{padding-top:0}.entry+.entry{border-top:1px solid var(--line)}.entry .inner{padding-left:1.75rem}.inner .tick{font-weight:400}.quiet+ul{margin-top:.8rem}
.outcomes{display:grid;grid-template-columns:max-content 1fr;gap:.6rem 1rem;align-items:center}.outcomes button{justify-content:center}.outcomes p{margin:0}
.tag{font:650 .8rem var(--mono);padding:.1rem .45rem;border-radius:5px;background:var(--raised);color:var(--text);white-space:nowrap}
.tag.good{background:var(--good-back);color:var(--good)}.tag.bad{background:var(--bad-back);color:var(--bad)}
footer{color:var(--quiet);font-size:.87rem;margin-top:1.6rem}
@media (min-width:900px){.columns{display:grid;grid-template-columns:minmax(0,1fr) 18rem;gap:1rem;align-items:start}}
@media (max-width:560px){.fact{grid-template-columns:1fr;gap:0}.outcomes{grid-template-columns:1fr;gap:.3rem}.outcomes p{margin-bottom:.7rem}.card,.note{padding:.8rem}.entry .inner{padding-left:0}}
@media (prefers-reduced-motion:no-preference){button,.button{transition:border-color .15s}}`;
