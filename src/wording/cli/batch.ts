import type { LocalizedText } from '../../fault.js';
import { figure } from '../numbers.js';

/** Help of `matgeul batch`. */
export const BATCH_HELP = {
  about: {
    ko: '덤프(JSON Lines, CSV, 페이지 …)의 댓글을 서로 맥락으로 삼아 한꺼번에 판정합니다',
    en: 'judges whole dumps (JSON Lines, CSV, pages …), with comments as context for each other',
  },
  dump: { ko: '덤프 파일; -는 표준 입력', en: 'the dumps; - for standard input' },
  out: { ko: '결과 파일; -는 표준 출력', en: 'file of results; - for standard output' },
  articles: {
    ko: '기사 파일({"id","title","body"} 줄들)',
    en: 'file of articles (rows {"id","title","body"})',
  },
  format: { ko: '결과 형식', en: 'format of the results' },
  fields: {
    ko: 'CSV의 열, 또는 JSON Lines에 더할 항목(쉼표로: articleTitle,articleUrl,author,createdAt,homeTitle …)',
    en: 'columns of CSV, or what to add to JSON Lines (articleTitle,articleUrl,author,createdAt,homeTitle …)',
  },
  report: { ko: 'HTML 보고서를 저장할 파일', en: 'file of the HTML report' },
  rejects: { ko: '판정하지 못한 줄을 저장할 파일', en: 'file of the rows that could not be judged' },
  single: {
    ko: '댓글을 하나씩 따로 판정(다른 댓글을 참고하지 않고, 읽는 대로 출력)',
    en: 'judge each comment alone, without its siblings, and write as it is read',
  },
  columns: {
    ko: '표에서 각 열의 뜻: text=댓글,article=url',
    en: 'meaning of the columns of a table: text=댓글,article=url',
  },
  workers: { ko: '스레드 수(생략하면 코어 수)', en: 'number of threads (one per core when omitted)' },
  queue: {
    ko: '여러 컴퓨터의 작업자(worker)에게 나눔; PostgreSQL 주소(생략하면 MATGEUL_QUEUE)',
    en: 'share the work among workers on any machines; address of PostgreSQL (MATGEUL_QUEUE when omitted)',
  },
  files: {
    ko: '모든 작업자가 접근하는 폴더나 s3:// 주소(생략하면 MATGEUL_QUEUE_FILES)',
    en: 'folder or s3:// address that all workers reach (MATGEUL_QUEUE_FILES when omitted)',
  },
  cancel: {
    ko: '이 결과 파일을 만들다 대기열에 남은 작업을 취소',
    en: 'cancel the work left in the queue for these results',
  },
  adapt: {
    ko: '판정하기 전에 덤프에서 먼저 배움: auto(댓글 300개부터, 기본값), off(안 배움), 학습 단계 수',
    en: 'learn from the dump before judging it: auto (from 300 comments on, the default), off, or a number of steps',
  },
  reader: {
    ko: '둘째 판독기가 읽을 댓글: auto(의심되는 댓글만), off(안 읽음), all(모두; 댓글 1,000개에 코어 하나로 25초쯤)',
    en: 'what the second reader reads: auto (suspect comments), off, or all (some 25 s of one core for 1,000 comments)',
  },
  campaigns: {
    ko: '여러 곳에 되풀이된 글을 찾아 한 묶음으로 판정: auto(찾음, 기본값), off(안 찾음)',
    en: 'find texts that are repeated in many places and judge each such set together: auto (the default) or off',
  },
  resume: { ko: '중단된 작업을 이어서 실행', en: 'go on with an interrupted run' },
} satisfies Record<string, LocalizedText>;

/** Help of the options that name the one article of all comments. */
export const ONE_ARTICLE_HELP = {
  article: {
    ko: "모든 댓글이 달린 기사의 제목(기사 열이 없는 파일에 씁니다); '{name}'은 파일마다 그 파일 이름",
    en: "title of the article of all comments, for files without a column for it; '{name}' is each file's own name",
  },
  articleFile: {
    ko: '모든 댓글이 달린 기사의 파일(글, HTML, JSON)',
    en: 'file of the article of all comments (text, HTML, JSON)',
  },
  articleUrl: {
    ko: '모든 댓글이 달린 기사의 주소(한 번 내려받습니다)',
    en: 'address of the article of all comments, fetched once',
  },
} satisfies Record<string, LocalizedText>;

/** What is wrong with those options. */
export const ONE_ARTICLE_FAULTS = {
  several: {
    ko: '--article, --article-file, --article-url 가운데 하나만 쓸 수 있습니다',
    en: 'only one of --article, --article-file and --article-url can be given',
  },
  emptyTitle: {
    ko: '--article에 기사 제목을 적어 주세요',
    en: '--article needs the title of the article',
  },
} satisfies Record<string, LocalizedText>;

/** Phases of a batch, for its progress. */
export const BATCH_PHASES = {
  reading: { ko: '읽기', en: 'reading' },
  adapting: { ko: '덤프에서 배우기', en: 'learning from the dump' },
  campaigns: { ko: '되풀이된 글 찾기', en: 'finding repeated texts' },
  judging: { ko: '판정', en: 'judging' },
  writing: { ko: '쓰기', en: 'writing' },
} satisfies Record<string, LocalizedText>;

/** Words of the progress bar. */
export const PROGRESS_WORDS = {
  timeLeft: { ko: '남은 시간', en: 'left' },
  flagged: { ko: '바로 확인', en: 'flagged' },
} satisfies Record<string, LocalizedText>;

/** A line of progress where there is no terminal. `share` is in brackets, or empty while the whole is unknown. */
export function progressLine(
  phase: keyof typeof BATCH_PHASES,
  done: number,
  share: string,
  flagged: number,
): LocalizedText {
  return {
    ko: `${BATCH_PHASES[phase].ko} ${figure(done)}${share} · 바로 확인 ${figure(flagged)} …`,
    en: `${BATCH_PHASES[phase].en} ${figure(done)}${share} · flagged ${figure(flagged)} …`,
  };
}

/** Chunks of a queued run by state, and the workers on it. `waiting` is `?` while the dump is still being cut. */
export function queueProgress(
  waiting: string,
  active: number,
  done: number,
  failed: number,
  workers: number,
  mismatched: number,
): LocalizedText {
  const others = mismatchedWorkers(mismatched);
  return {
    ko: `청크 대기 ${waiting} 진행 ${active} 완료 ${done} 실패 ${failed} · 작업자 ${workers}${others.ko}`,
    en: `chunks waiting ${waiting} active ${active} done ${done} failed ${failed} · workers ${workers}${others.en}`,
  };
}

function mismatchedWorkers(count: number): LocalizedText {
  if (count === 0) return { ko: '', en: '' };
  return {
    ko: ` (규칙·모델이 다른 작업자 ${count})`,
    en: ` (${count} with other rules or model)`,
  };
}

/** What the model learned from a dump. */
interface LessonWords {
  readonly articles: number;
  readonly comments: number;
  readonly steps: number;
  readonly seconds: number;
  readonly period: readonly [from: string, to: string] | null;
}

/** Notes of a batch. */
export const BATCH_NOTES = {
  canResume: {
    ko: '지금까지 한 작업은 결과 파일 옆 .work 폴더에 남아 있습니다. 같은 명령에 --resume을 붙이면 이어서 실행합니다.',
    en: 'The work so far stays in the .work folder beside the results. The same call with --resume goes on.',
  } satisfies LocalizedText,
  cancelled: { ko: '작업을 취소했습니다.', en: 'The run is cancelled.' } satisfies LocalizedText,
  moreRejects: {
    ko: '… 나머지는 --rejects FILE로',
    en: '… the rest: --rejects FILE',
  } satisfies LocalizedText,
  /** @param bodiless articles without a body; null where nobody counted them */
  counts: (
    read: number,
    results: number,
    rejects: number,
    articles: number,
    bodiless: number | null,
  ): LocalizedText => ({
    ko: `읽음 ${figure(read)} = 결과 ${figure(results)} + 거절 ${figure(rejects)} · 기사 ${figure(articles)}${bodiless === null ? '' : ` (본문 없음 ${figure(bodiless)})`}`,
    en: `read ${figure(read)} = results ${figure(results)} + rejects ${figure(rejects)} · articles ${figure(articles)}${bodiless === null ? '' : ` (without body ${figure(bodiless)})`}`,
  }),
  taught: ({ articles, comments, steps, seconds, period }: LessonWords): LocalizedText => {
    const [took, over] = [Math.max(1, Math.round(seconds)), period === null ? null : period.join(' ~ ')];
    const how =
      steps === 0
        ? { ko: '한 번에', en: 'at once' }
        : { ko: `${figure(steps)}단계`, en: `${figure(steps)} steps` };
    return {
      ko: `덤프에서 먼저 배움: 기사 ${figure(articles)}건${over === null ? '' : `(${over})`}과 댓글 ${figure(comments)}개 · ${how.ko} · ${figure(took)}초 · 댓글마다 그 댓글을 보지 않은 표로 판정`,
      en: `learned from the dump first: ${figure(articles)} articles${over === null ? '' : ` (${over})`}, ${figure(comments)} comments · ${how.en} · ${figure(took)} s · each comment is judged by a table that has not seen it`,
    };
  },
  streamNotAdapted: {
    ko: '댓글을 읽는 대로 하나씩 판정할 때는 덤프에서 먼저 배우지 않습니다. 배우고 나서 판정하려면 --adapt에 단계 수를 적으세요.',
    en: 'Comments that are judged one by one as they are read are not learned from first. To learn first, give --adapt a number of steps.',
  } satisfies LocalizedText,
  notTaught: {
    ko: '배울 것이 너무 적어 모델을 그대로 썼습니다.',
    en: 'There was too little to learn from; the model judged as it is.',
  } satisfies LocalizedText,
  alert: (article: string, home: string, count: number): LocalizedText => ({
    ko: `「${article}」 아래 댓글 ${count}개가 「${home}」에 더 맞습니다`,
    en: `${count} comments under “${article}” fit “${home}” better`,
  }),
  moreAlerts: (count: number): LocalizedText => ({
    ko: `… 그런 기사 ${count}건 더`,
    en: `… and ${count} more such articles`,
  }),
};

/** Faults of the call of `batch`. */
export const BATCH_FAULTS = {
  workers: (most: number): LocalizedText => ({
    ko: `--workers는 1부터 ${most}까지의 정수여야 합니다`,
    en: `--workers must be a whole number from 1 to ${most}`,
  }),
  adapt: (most: number): LocalizedText => ({
    ko: `--adapt는 auto, off 또는 1부터 ${figure(most)}까지의 단계 수여야 합니다`,
    en: `--adapt must be auto, off or a number of steps from 1 to ${figure(most)}`,
  }),
  fields: (known: string): LocalizedText => ({
    ko: `--fields에는 쉼표로 나눈 이름을 한 번씩 적습니다: ${known}`,
    en: `--fields takes names separated by commas, each once: ${known}`,
  }),
  parquetFields: {
    ko: '--fields는 JSON Lines와 CSV에만 쓸 수 있습니다',
    en: '--fields is for JSON Lines and CSV only',
  } satisfies LocalizedText,
  queueFiles: {
    ko: '모든 작업자가 접근하는 폴더나 s3:// 주소를 --files나 MATGEUL_QUEUE_FILES로 지정하세요',
    en: 'name a folder or s3:// address that all workers reach, by --files or MATGEUL_QUEUE_FILES',
  } satisfies LocalizedText,
  nothingLeft: {
    ko: '이 결과 파일을 만들다 남은 작업이 없습니다',
    en: 'no work is left for these results',
  } satisfies LocalizedText,
};
