"""Looks of a report page: light, dark and print, and the few lines of script of its pictures."""
from __future__ import annotations

# Residual classes c0 ... c4 run from blue to red, distinguishable with the common colour-vision deficiencies and on both grounds.
CSS = """
:root{color-scheme:light dark;--ground:#f6f7f9;--card:#fff;--ink:#1b2330;--soft:#5b6675;--line:#d5dae1;--faint:#eceff3;--accent:#1668b3;
--good:#1a7f42;--usable:#9a6400;--poor:#b3261e;--c0:#2c6fb0;--c1:#27a3a8;--c2:#d0a100;--c3:#e8731c;--c4:#cf2233;--fill:#7fa9d6}
@media screen and (prefers-color-scheme:dark){:root{--ground:#14181e;--card:#1c222b;--ink:#e6eaf0;--soft:#9ba7b6;--line:#38424f;
--faint:#262e39;--accent:#6cb2f2;--good:#56c983;--usable:#e3b04b;--poor:#ff8a80;--c0:#5aa2e6;--c1:#3cc4c4;--c2:#e9c23a;--c3:#ff9447;
--c4:#ff5f6b;--fill:#4d7fb5}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,"Segoe UI","Noto Sans","DejaVu Sans",sans-serif}
main{max-width:1120px;margin:0 auto;padding:28px 24px 48px}
h1{font-size:26px;line-height:1.25;margin:0 0 10px;overflow-wrap:anywhere}
h2{font-size:19px;margin:0 0 6px}
h3{font-size:15px;margin:14px 0 6px;overflow-wrap:anywhere}
p{margin:0 0 10px;max-width:80ch}
section{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:18px 20px;margin-top:18px}
.verdict{display:flex;gap:14px;align-items:baseline;margin:0 0 4px}
.verdict b{flex:none;text-transform:uppercase;letter-spacing:.05em;font-size:14px;padding:3px 12px;border-radius:99px;border:2px solid}
.verdict .good{color:var(--good)}.verdict .usable{color:var(--usable)}.verdict .poor{color:var(--poor)}.verdict .other{color:var(--soft)}
.verdict p{margin:0}
.notes{list-style:none;margin:14px 0 0;padding:0}
.notes li{border-left:4px solid var(--usable);background:var(--card);padding:8px 14px;margin-top:6px;overflow-wrap:anywhere}
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(240px,1fr));gap:12px;margin:18px 0 0}
.figures div{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:12px 14px}
.figures dt{color:var(--soft);font-size:13px}
.figures dd{margin:2px 0 0;font-size:19px;font-weight:600;line-height:1.3;overflow-wrap:anywhere}
.figures dd.why{font-size:13px;font-weight:400;line-height:1.4;color:var(--soft);margin-top:4px}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(400px,1fr));gap:20px}
figure{margin:8px 0 0;min-width:0}
figcaption{color:var(--soft);font-size:13px;margin-top:4px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:14px;min-width:min(100%,420px)}
th,td{text-align:left;vertical-align:top;padding:6px 28px 6px 0;border-bottom:1px solid var(--line);overflow-wrap:anywhere}
th{color:var(--soft);font-weight:600}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:var(--faint);border-radius:6px;padding:12px 14px;margin:8px 0 0;
font:13px/1.5 ui-monospace,Consolas,"DejaVu Sans Mono",monospace}
footer{color:var(--soft);font-size:13px;margin-top:20px}

svg.chart{display:block;width:100%;height:auto;margin:0 auto;font:12px system-ui,"Segoe UI","Noto Sans","DejaVu Sans",sans-serif}
.chart text{fill:var(--ink)}.chart .soft{fill:var(--soft)}.chart .end{text-anchor:end}.chart .mid{text-anchor:middle}
.chart .halo{paint-order:stroke;stroke:var(--card);stroke-width:4px;stroke-linejoin:round}
.chart .frame,.chart .inner,.chart .axis{fill:none;stroke:var(--soft)}.chart .inner{stroke-dasharray:2 4}
.chart .ring{fill:none;stroke:var(--line)}.chart .bar{fill:var(--fill)}
.chart .arrow{fill:none;stroke-width:1.4;stroke-linecap:round;stroke-linejoin:round}.chart .key{stroke-width:5}
.chart .ink{stroke:var(--ink);fill:none}.chart .wide{stroke-width:2}
.chart .mark{stroke:var(--ink);stroke-width:1.6;stroke-dasharray:5 3;fill:none}
.chart .dot{fill:var(--accent);fill-opacity:.55}.chart .ce90{fill:none;stroke:var(--poor);stroke-width:2}.chart .ce90t{fill:var(--poor)}
.chart .cell{fill:var(--accent);stroke:var(--card)}.chart .none{fill:var(--faint);stroke:var(--line)}
.c0{stroke:var(--c0)}.c1{stroke:var(--c1)}.c2{stroke:var(--c2)}.c3{stroke:var(--c3)}.c4{stroke:var(--c4)}
.cx{stroke:var(--soft);opacity:.75}
.matches{--c0:#5aa2e6;--c1:#3cc4c4;--c2:#e9c23a;--c3:#ff9447;--c4:#ff5f6b}.matches .ground{fill:#14181e}.chart .matches text{fill:#e6eaf0}
.chart .matches .halo{stroke:#14181e}.matches .shade{fill:#000;fill-opacity:.3;stroke:#9ba7b6}
.match{fill:none}.match.cx{stroke:#d5dae1;opacity:1}.match.cn{stroke:#fff}
.match .near{stroke:transparent;stroke-width:9;pointer-events:stroke}.match .edge{stroke:#000;stroke-width:2.6;stroke-opacity:.35}
.match .line{stroke-width:1.3;stroke-opacity:.8}.match.cx .line{stroke-dasharray:5 4}.match circle{stroke-width:1.3}
.match:hover .line{stroke-width:3;stroke-opacity:1}

.viewer{margin:8px 0 0}
.viewer .bar{display:flex;flex-wrap:wrap;gap:6px 18px;align-items:center;font-size:14px;margin-bottom:8px;min-height:26px}
.viewer .bar span{color:var(--soft);margin-right:-10px}
.viewer label,.crops label{cursor:pointer;white-space:nowrap}
.viewer input,.crops input{accent-color:var(--accent)}
.stage{position:relative;overflow:hidden;margin:0 auto;max-width:100%;background:#000;border-radius:4px;--cut:50%;touch-action:pan-y;
-webkit-user-select:none;user-select:none}
.stage img{display:block;position:absolute;top:0;left:0;width:100%;height:100%;image-rendering:pixelated}
.stage img.edges{display:none}
.stage .tag{position:absolute;z-index:1;bottom:8px;background:rgba(0,0,0,.65);color:#fff;font-size:12px;padding:1px 8px;border-radius:4px}
.stage .tag.l{left:8px}.stage .tag.r{right:8px}
.stage .cut{position:absolute;top:0;bottom:0;left:var(--cut);width:2px;margin-left:-1px;background:#fff;box-shadow:0 0 3px #000}
.viewer input[type=range]{width:100%;margin:8px 0 0;display:none}
.viewer:not([data-mode=slider]) .cut{display:none}
.viewer[data-mode=slider] input[type=range]{display:block}
.viewer[data-mode=slider] .stage{cursor:ew-resize}
.viewer[data-mode=slider] .over{clip-path:inset(0 0 0 var(--cut))}
.viewer[data-mode=flicker] .over,.viewer[data-mode=flicker] .tag.r{animation:flicker 1.6s steps(1) infinite}
.viewer[data-mode=flicker] .tag.r{right:auto;left:8px;min-width:9em;background:#000}
.viewer[data-mode=edges] .tag.l{display:none}
.viewer[data-mode=checkerboard] .over{-webkit-mask:repeating-conic-gradient(#000 0 25%,transparent 0 50%) 0 0/var(--tile);
mask:repeating-conic-gradient(#000 0 25%,transparent 0 50%) 0 0/var(--tile)}
.viewer[data-mode=edges] img.edges,.crops.edged img.edges{display:block}
.viewer[data-show=before] .after,.viewer[data-show=after] .before{display:none}
@keyframes flicker{0%{opacity:0}50%{opacity:1}}
.crops .row{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:10px;margin:0 0 18px}
.crops figure{margin:0;max-width:480px}.crops .stage{width:100%}.crops .moved .stage{cursor:pointer}
.crops .held .stage{outline:3px solid var(--accent);outline-offset:-3px}
.plain{display:block;margin:0 auto;max-width:100%}

@media print{body{background:none;font-size:12px}main{max-width:none;padding:0}
.figures div,.notes li,.crops .row,.stage,figure,tr,pre{break-inside:avoid}h2,h3,section>p{break-after:avoid}
.viewer .bar,.viewer input[type=range],.crops label{display:none!important}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
@media(max-width:520px){main{padding:16px 10px}.pair{grid-template-columns:1fr}}
"""

# Without script a page shows its pictures too: the slider then stands in the middle.
SCRIPT = """
document.querySelectorAll('form.viewer').forEach(function (form) {
  var stage = form.querySelector('.stage'), range = form.querySelector('input[type=range]');
  function cut(share) { stage.style.setProperty('--cut', share + '%'); if (range) range.value = share; }
  function drag(event) {
    if (form.dataset.mode !== 'slider' || event.type === 'pointermove' && !event.buttons) return;
    var box = stage.getBoundingClientRect();
    cut(Math.max(0, Math.min(100, 100 * (event.clientX - box.left) / box.width)));
  }
  stage.addEventListener('pointerdown', drag);
  stage.addEventListener('pointermove', drag);
  form.addEventListener('input', function (event) {
    if (event.target === range) cut(range.value); else form.dataset[event.target.name] = event.target.value;
  });
});
document.querySelectorAll('form.crops').forEach(function (form) {
  var box = form.querySelector('input');
  if (box) box.addEventListener('input', function () { form.classList.toggle('edged', box.checked); });
  form.querySelectorAll('.row').forEach(function (row) {
    var reference = row.querySelector('.reference img');
    if (reference) row.querySelectorAll('.moved').forEach(function (cell) {
      var picture = cell.querySelector('img'), own = picture.src;
      function show(held) { picture.src = held ? reference.src : own; cell.classList.toggle('held', held); }
      cell.addEventListener('pointerdown', function (event) { show(true); event.preventDefault(); });
      ['pointerup', 'pointerleave', 'pointercancel'].forEach(function (name) {
        cell.addEventListener(name, function () { show(false); });
      });
    });
  });
});
"""
