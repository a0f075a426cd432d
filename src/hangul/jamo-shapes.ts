/**
 * Characters of other scripts that are written for a single jamo (ㅋr카오, ㄱト, 人ㅣ발).
 *
 * Source: the vowels were counted in KOTOX (leeyejin1231/KOTOX, MIT; rule 5-2): each stands for the jamo it was aligned with
 * most. The rest is what Korean wikis list under 야민정음 and 외계어. Marks that every comment has (`-` `!` `.` `^` `~` `(` `/`)
 * are left out on purpose: ^^ is a smile before it is ㅅㅅ.
 */

/** What is written, the compatibility jamo it reads, and its doubt: 0 unmistakable … 1 an ordinary character. */
export type JamoShape = readonly [written: string, reads: string, doubt: number];

type Row = readonly [reads: string, doubt: number, written: string];

const spread = (rows: readonly Row[]): readonly JamoShape[] =>
  rows.flatMap(([reads, doubt, written]) =>
    written.split(' ').map((form): JamoShape => [form, reads, doubt]),
  );

/** Consonants. Hanja, Latin and digits have a reading of their own, so they are doubtful. */
export const CONSONANT_SHAPES = spread([
  ['ㄱ', 0, 'フ ﾌ ┐ ┓ ¬'],
  ['ㄱ', 0.8, '7'],
  ['ㄴ', 0, '└ ┗ ∟ し'],
  ['ㄴ', 0.8, 'L'],
  ['ㄷ', 0, '匚 匸 ⊂ ⊏ ⊆ ⊑ С'],
  ['ㄷ', 0.8, 'C c'],
  ['ㄹ', 0.4, '己 已 弓 乙 る'],
  ['ㄹ', 0.8, 'z Z 2'],
  ['ㅁ', 0, 'ロ □ ■ ▢ ◻ ◼ ▣ ⬜'],
  ['ㅁ', 0.4, '口'],
  ['ㅂ', 0, '⊔ せ'],
  ['ㅂ', 0.4, '日 曰 廿 凹 甘'],
  ['ㅅ', 0, 'Λ ∧ ⋀ へ ヘ Л л'],
  ['ㅅ', 0.4, '人 入 八'],
  ['ㅅ', 0.9, 'A'],
  ['ㅇ', 0, '○ ◯ ● ◎ ⊙ ◉ 〇 Ο ο О о º'],
  ['ㅇ', 0.6, 'o O 0'],
  ['ㅈ', 0, 'ス ズ'],
  ['ㅈ', 0.5, '大'],
  ['ㅊ', 0, 'ズ'],
  ['ㅊ', 0.5, '犬 太 天'],
  ['ㅋ', 0, 'ヲ ｦ ヨ 刁 ∃ Э'],
  ['ㅌ', 0, 'Є Ξ ε є モ ∈'],
  ['ㅌ', 0.4, '匕 巨 ヒ'],
  ['ㅌ', 0.8, 'E'],
  ['ㅍ', 0, 'π Π П п'],
  ['ㅍ', 0.5, '立 工'],
  ['ㅎ', 0, 'う ぅ ウ ゥ ô Ô ō Ō ö Ö ő'],
  // By sound, not by shape: jㅏ, gㅓ.
  ['ㄱ', 0.8, 'g G'],
  ['ㄴ', 0.8, 'n N'],
  ['ㄷ', 0.8, 'd D'],
  ['ㄹ', 0.8, 'r R'],
  ['ㅁ', 0.8, 'm M'],
  ['ㅂ', 0.8, 'b B'],
  ['ㅅ', 0.8, 's S'],
  ['ㅈ', 0.8, 'j J'],
  ['ㅋ', 0.8, 'k K'],
  ['ㅌ', 0.8, 't T'],
  ['ㅍ', 0.8, 'p P'],
  ['ㅎ', 0.8, 'h H'],
]);

/** Vowels; a stroke set beside a vowel makes the next one (ㅓl = ㅔ). */
export const VOWEL_SHAPES = spread([
  ['ㅏ', 0, 'ト ﾄ 卜 ⊦ ├ ┣ ┝ ŀ Ŀ ł Ł † Г г Γ と よ ぁ ビ l- |- I-'],
  ['ㅏ', 0.4, 'r'],
  ['ㅏ', 0.6, 'k K 亡'],
  ['ㅏ', 0.8, 'f F'],
  ['ㅑ', 0, 'Ŧ ŧ ‡ ╞ ╠'],
  ['ㅑ', 0.8, 'F f'],
  ['ㅓ', 0, '┤ ┫ ┥ ⊣ 丬 イ ｲ 亻 †'],
  ['ㅓ', 0.6, 'j J'],
  ['ㅕ', 0, '╡ ╣ 丬'],
  ['ㅐ', 0, 'Ħ ħ И и Й й Н н ╫ ╟ l-l |-| I-I ㅏl ㅏI ㅏ| ㅏ1 卜l ト|'],
  ['ㅐ', 0.5, 'H ¶'],
  ['ㅔ', 0, '¶ ╢ 刂 Ħ Й ㅓl ㅓI ㅓ| ㅓ1'],
  ['ㅒ', 0, 'ㅑl ㅑI ㅑ|'],
  ['ㅖ', 0, 'ㅕl ㅕI ㅕ|'],
  ['ㅗ', 0, '丄 ┴ ┻ ┸ ⊥'],
  ['ㅗ', 0.4, '凸 山 上 土'],
  ['ㅛ', 0, '╨ ╩'],
  ['ㅛ', 0.4, '凸 山'],
  ['ㅜ', 0, '丅 ┬ ┳ ┯ ⊤ τ Т'],
  ['ㅜ', 0.4, '丁 丌'],
  ['ㅜ', 0.7, 'T'],
  ['ㅠ', 0, '╥ ╦ 丌 兀'],
  ['ㅡ', 0, '─ ━ ー'],
  ['ㅡ', 0.2, '一'],
  ['ㅣ', 0, '丨 ı ł ┃ │ ∣ ｴ ǀ ⅼ Ⅰ ¦ |'],
  ['ㅣ', 0.4, 'l I i'],
  ['ㅣ', 0.6, '1'],
  ['ㅢ', 0, '一l 一| 一丨 ㅡl ㅡI ㅡ| ㅡ1'],
  ['ㅟ', 0, 'ㅜl ㅜI ㅜ|'],
  ['ㅚ', 0, 'ㅗl ㅗI ㅗ|'],
  ['ㅘ', 0, 'ㅗr ㅗト ㅗ卜'],
]);
