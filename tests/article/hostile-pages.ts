/** A title, a body and a comment heading, so that what follows is read as comments. */
export const HEAD = '제목 한 줄\n본문이 서른 글자를 넘도록 조금 길게 적어 둔 문장이라고 말했다.\n댓글 3\n';

const HTML = '<!doctype html><title>제목</title><body>';

/** Pages that take minutes where reading is quadratic: a name, `make(n)`, and a large `n`. */
export const HOSTILE_PAGES: readonly (readonly [name: string, make: (n: number) => string, large: number])[] =
  [
    ['긴 한 줄', (n) => '가'.repeat(n), 17_000_000],
    ['긴 한 줄짜리 댓글', (n) => `${HEAD}${'나 '.repeat(n)}`, 12_000_000],
    ['끝없는 숫자', (n) => `${HEAD}${'1'.repeat(n)}`, 5_000_000],
    ['결합 문자', (n) => `${HEAD}2${'\u0301'.repeat(n)}\n가${'\u0302'.repeat(n)}`, 100_000],
    ['빈 줄', (n) => `제목${'\n'.repeat(n)}`, 10_000_000],
    ['제목 줄', (n) => `제목\n${'댓글 1\n'.repeat(n)}`, 300_000],
    ['번호 없는 줄', (n) => `${HEAD}가\n2나\n3다\n4라\n5마\n${'줄\n'.repeat(n)}`, 300_000],
    ['단추 같은 줄', (n) => `${HEAD}${`${'공감비공감'.repeat(14)}x\n`.repeat(n)}`, 5_000],
    ['NUL이 든 줄', (n) => `${HEAD}가\0나다라마바사아자차카타파하\n`.repeat(n), 500],
    ['깊은 HTML', (n) => `${HTML}${'<div>'.repeat(n)}`, 50_000],
    ['긴 빈칸 HTML', (n) => `${HTML}<p>글${' '.repeat(n)}글`, 20_000_000],
    ['많은 문단 HTML', (n) => `${HTML}${'<p>문단입니다.'.repeat(n)}`, 30_000],
    ['문자 참조 HTML', (n) => `${HTML}<p>${'&nbsp;가&lt;'.repeat(n)}`, 330_000],
    ['부호뿐인 HTML', (n) => `${HTML}<p>${'& < '.repeat(n)}`, 900_000],
    ['깊은 JSON', (n) => `{"article":${'['.repeat(n)}`, 1_000_000],
  ];
