/** Texts that would run, load or break out if any of them reached the page unescaped. */
export const ATTACKS = [
  '<script>window.__xss.push("script")</script>',
  '</p></li><img src=x onerror=window.__xss.push("img")>',
  '"><svg/onload=window.__xss.push("svg")>',
  "'><iframe srcdoc='<script>parent.__xss.push(\"frame\")</script>'>",
  '<style>*{display:none}</style>',
  '</title><script>window.__xss.push("title")</script>',
  '</style><script>window.__xss.push("style")</script>',
  '</script><script>window.__xss.push("json")</script>',
  '<!--<script>',
  '<meta http-equiv=refresh content="0;url=javascript:window.__xss.push(1)">',
  '<base href="https://example.invalid/"><link rel=stylesheet href=//example.invalid/x.css>',
  '<a href="javascript:window.__xss.push(\'a\')">한빛</a>',
  '&lt;script&gt; &#60;b&#62; &amp; {{constructor}} ${1+1}',
  '<!-- --!> <![CDATA[ ]]> <?php ?>',
  '__proto__',
  'x" onmouseover="window.__xss.push(2)" autofocus onfocus="window.__xss.push(3)',
  'a\u0000b\u202Egnp.exe\u2066 \uD800 끝',
];

/** The last as a page shows it: what HTML cannot hold or what reorders text stands by its number. */
export const TAMED = 'a⟨U+0000⟩b⟨U+202E⟩gnp.exe⟨U+2066⟩ ⟨U+D800⟩ 끝';
